/// The words of a command line, sorted by the option or argument they belong to and checked.
struct ParsedArguments: Sendable {
  private let command: CommandSpec
  private var wordsByName: [String: [String]] = [:]

  init(of command: CommandSpec) { self.command = command }

  /// The value of an option.
  ///
  /// - Precondition: the command declares the option.
  subscript<Result>(option: Option<Result>) -> Result {
    value(words(of: option.spec), option.spec.longName, option.read)
  }

  /// Whether a flag was given.
  ///
  /// - Precondition: the command declares the flag.
  subscript(flag: Flag) -> Bool { words(of: flag.spec) != nil }

  /// The value of a positional argument.
  ///
  /// - Precondition: the command declares the argument.
  subscript<Result>(argument: Argument<Result>) -> Result {
    value(words(of: argument.spec), argument.spec.name, argument.read)
  }

  /// Whether the option was written, for where a written default means more than none.
  func isGiven(_ option: any OptionDeclaration) -> Bool { words(of: option.spec) != nil }

  func words(of option: OptionSpec) -> [String]? {
    precondition(
      command.options.contains { $0.name == option.name },
      "Command \(command.name) does not declare \(option.longName).")
    return wordsByName[option.longName]
  }

  func words(of argument: ArgumentSpec) -> [String]? {
    precondition(
      command.arguments.contains { $0.name == argument.name },
      "Command \(command.name) does not declare \(argument.name).")
    return wordsByName[argument.name]
  }

  mutating func append(_ word: String, to option: OptionSpec) {
    wordsByName[option.longName, default: []].append(word)
  }

  mutating func append(_ word: String, to argument: ArgumentSpec) {
    wordsByName[argument.name, default: []].append(word)
  }

  private func value<Result>(
    _ words: [String]?, _ name: String,
    _ read: ([String]) throws(ValueError) -> Result
  ) -> Result {
    // The parser has read every word once, so this cannot fail.
    do { return try read(words ?? []) } catch {
      preconditionFailure("\(name) was not checked: \(error.message).")
    }
  }
}
