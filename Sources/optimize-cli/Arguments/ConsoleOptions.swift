/// How a command talks on standard error; every command has these options.
struct ConsoleOptions: OptionGroup {
  static let quiet = Flag("quiet", short: "q", help: "No progress and no summary.")
  static let log = Option(
    "log", value: "FORMAT", ValueParser<Console.Log>.choice, default: "text",
    help: "How lines on standard error are written; json is one object a line.")
  static let help = Flag("help", short: "h", help: "Show this help.")
  static let section = OptionSection("Common options", [quiet, log, help])

  let isQuiet: Bool
  let log: Console.Log

  init(_ arguments: ParsedArguments) {
    isQuiet = arguments[Self.quiet]
    log = arguments[Self.log]
  }

  /// The log format that the words seem to ask for, for errors found before they are understood.
  static func guessedLog(_ words: [String]) -> Console.Log {
    let options = words.prefix { $0 != "--" }
    if options.contains("--log=json") { return .json }
    return zip(options, options.dropFirst()).contains { $0 == "--log" && $1 == "json" }
      ? .json : .text
  }
}

extension Console {
  init(stream: ConsoleStream, _ options: ConsoleOptions) {
    self.init(stream: stream, log: options.log, isQuiet: options.isQuiet)
  }
}
