/// All that is to be known of a command; parsing, help, completions and errors are made from it.
struct CommandSpec: Sendable {
  /// A command line that works, and what it does.
  struct Example: Sendable {
    let commandLine: String
    let effect: String

    init(_ commandLine: String, _ effect: String) {
      self.commandLine = commandLine
      self.effect = effect
    }
  }

  let name: String

  /// One line for the list of commands.
  let abstract: String

  /// Paragraphs below the usage line, parted by blank lines.
  let discussion: String
  let arguments: [ArgumentSpec]

  /// The command's own options, then those it shares, the console's last.
  let sections: [OptionSection]
  let rules: [OptionRule]
  let examples: [Example]
  let exitCodes: [ExitCode]

  /// - Precondition: no option name is used twice; required arguments stand first,
  ///   and nothing follows an argument that takes any number.
  init(
    _ name: String, abstract: String, discussion: String = "",
    arguments: [any ArgumentDeclaration] = [], options: [any OptionDeclaration] = [],
    groups: [OptionSection] = [], rules: [OptionRule] = [], examples: [Example],
    exitCodes: [ExitCode] = ExitCode.usual
  ) {
    self.name = name
    self.abstract = abstract
    self.discussion = discussion
    self.arguments = arguments.map(\.spec)
    let own = options.isEmpty ? [] : [OptionSection("Options", options)]
    sections = own + groups + [ConsoleOptions.section]
    self.rules = rules
    self.examples = examples
    self.exitCodes = exitCodes
    requireDistinctOptions()
    requireReachableArguments()
  }

  var options: [OptionSpec] { sections.flatMap(\.options) }

  private func requireDistinctOptions() {
    var taken: Set<String> = []
    for option in options {
      for name in [option.longName, option.shortName].compactMap(\.self) {
        precondition(taken.insert(name).inserted, "Command \(self.name) has two options \(name).")
      }
    }
  }

  private func requireReachableArguments() {
    for (earlier, later) in zip(arguments, arguments.dropFirst()) {
      precondition(
        !earlier.takesMany && (earlier.isRequired || !later.isRequired),
        "In command \(name), argument \(later.name) cannot be told from \(earlier.name).")
    }
  }
}
