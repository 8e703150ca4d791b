/// Sorts the words that follow a command's name.
///
/// The conventions are those of POSIX and GNU: options and arguments in any order, `--name value`,
/// `--name=value`, `-o value`, `-ovalue`, flags joined as `-qv`, `--` before words that only look
/// like options, and `-` as an argument.
struct ArgumentParser {
  private let command: CommandSpec
  private var words: ArraySlice<String>
  private var arguments: [String] = []
  private var parsed: ParsedArguments

  private init(_ command: CommandSpec, _ words: ArraySlice<String>) {
    self.command = command
    self.words = words
    parsed = ParsedArguments(of: command)
  }

  static func parse(
    _ words: ArraySlice<String>, for command: CommandSpec
  ) throws(UsageError) -> ParsedArguments {
    var parser = ArgumentParser(command, words)
    try parser.sortWords()
    try parser.assignArguments()
    try parser.checkPresence()
    return parser.parsed
  }

  private mutating func sortWords() throws(UsageError) {
    while let word = words.popFirst() {
      if word == "--" {
        arguments += words
        return
      } else if word.hasPrefix("--") {
        try readLongOption(word)
      } else if word.hasPrefix("-"), word != "-", decimal(word) == nil {
        try readShortOptions(word)
      } else {
        arguments.append(word)
      }
    }
  }

  // MARK: Options

  private mutating func readLongOption(_ word: String) throws(UsageError) {
    let parts = word.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
    let name = String(parts[0])
    guard let option = command.options.first(where: { $0.longName == name }) else {
      throw unknownOption(name)
    }
    try read(option, as: name, attached: parts.count > 1 ? String(parts[1]) : nil)
  }

  private mutating func readShortOptions(_ word: String) throws(UsageError) {
    // Without this, `-output x` would quietly write to a file named `utput`.
    if command.options.contains(where: { "-\($0.name)" == word }) {
      throw UsageError("unknown option \(quoted(word))", help: "did you mean '-\(word)'?")
    }
    var letters = word.dropFirst()
    while let letter = letters.popFirst() {
      guard let option = option(short: letter) else {
        throw unknownOption(letters.isEmpty && word.count == 2 ? word : "-\(letter)", in: word)
      }
      if option.value == nil {
        guard letters.first != "=" else { throw flagWithValue("-\(letter)") }
        parsed.append("", to: option)
        continue
      }
      if letters.first == "=" {
        letters.removeFirst()
      } else if letters.isEmpty {
        return try read(option, as: "-\(letter)", attached: nil)
      }
      return try read(option, as: "-\(letter)", attached: String(letters))
    }
  }

  private mutating func read(
    _ option: OptionSpec, as name: String, attached: String?
  ) throws(UsageError) {
    guard let value = option.value else {
      if attached != nil { throw flagWithValue(name) }
      return parsed.append("", to: option)
    }
    guard let word = attached ?? nextValue() else { throw missingValue(option, value) }
    if option.presence != .repeatable, parsed.words(of: option) != nil {
      throw UsageError("'\(name)' is given more than once", help: "give \(option.usage) once")
    }
    do { try value.check(word) } catch {
      throw UsageError("\(option.longName): \(error.message)", help: error.help)
    }
    parsed.append(word, to: option)
  }

  /// The next word if it can be a value. `-5` can; what is or looks like an option cannot.
  private mutating func nextValue() -> String? {
    guard let word = words.first, !word.hasPrefix("--"), !isShortOption(word) else { return nil }
    return words.popFirst()
  }

  private func isShortOption(_ word: String) -> Bool {
    guard word.hasPrefix("-") else { return false }
    for letter in word.dropFirst() {
      guard let option = option(short: letter) else { return false }
      if option.value != nil { return true }
    }
    return word != "-"
  }

  private func option(short letter: Character) -> OptionSpec? {
    command.options.first { $0.short == letter }
  }

  // MARK: Arguments

  private mutating func assignArguments() throws(UsageError) {
    var rest = arguments[...]
    for argument in command.arguments {
      guard !rest.isEmpty || !argument.isRequired else {
        throw UsageError("missing argument \(argument.name)", help: expectation(of: argument))
      }
      for word in argument.takesMany ? rest : rest.prefix(1) {
        do { try argument.check(word) } catch {
          throw UsageError("\(argument.name): \(error.message)", help: error.help)
        }
        parsed.append(word, to: argument)
      }
      rest = argument.takesMany ? [] : rest.dropFirst()
    }
    if let extra = rest.first {
      throw UsageError("unexpected argument \(quoted(extra))", help: arity)
    }
  }

  private func expectation(of argument: ArgumentSpec) -> String {
    let values = argument.completion.allowedValues
    let text = "\(argument.name) is \(lowercasedStart(argument.help))"
    return values.isEmpty ? text : "\(text) (\(values.joined(separator: ", ")))"
  }

  private var arity: String {
    let names = command.arguments.map(\.usage).joined(separator: " ")
    return "\(command.name) takes \(names.isEmpty ? "no arguments" : names)"
  }

  private func checkPresence() throws(UsageError) {
    for option in command.options
    where option.presence == .required && parsed.words(of: option) == nil {
      throw UsageError(
        "missing option '\(option.longName)'", help: "add \(option.usage): \(option.help)")
    }
    for rule in command.rules { try rule.check(parsed) }
  }

  // MARK: Errors

  private func unknownOption(_ name: String, in word: String? = nil) -> UsageError {
    let place = word.map { $0 == name ? "" : " in \(quoted($0))" } ?? ""
    let known = command.options.map(\.longName)
    return UsageError(
      "unknown option \(quoted(name))\(place)",
      help: name.hasPrefix("--")
        ? Suggestion.nearest(to: name, among: known)?.sentence
        : "put '--' before an argument that begins with '-'")
  }

  private func flagWithValue(_ name: String) -> UsageError {
    UsageError("'\(name)' takes no value")
  }

  private func missingValue(_ option: OptionSpec, _ value: OptionSpec.ValueSpec) -> UsageError {
    let values = value.completion.allowedValues
    let example =
      words.first.map { "write \(option.longName)=\(escaped($0)) if that is the value" }
    return UsageError(
      "'\(option.longName)' needs a value \(value.name)",
      help: values.isEmpty ? example : "write one of \(values.joined(separator: ", "))")
  }
}

/// The sentence as the rest of another one: without its capital, unless it begins with an acronym.
private func lowercasedStart(_ sentence: String) -> String {
  guard let first = sentence.first, sentence.dropFirst().first?.isUppercase != true else {
    return sentence
  }
  let body = first.lowercased() + sentence.dropFirst()
  return body.hasSuffix(".") ? String(body.dropLast()) : body
}
