/// A command: its description, how it is made from arguments, and what it does.
///
/// ```swift
/// struct CheckCommand: Command {
///   static let scenario = Argument("SCENARIO", .file("json"), help: "Scenario to read.")
///   static let spec = CommandSpec(
///     "check", abstract: "Read everything, plan nothing.", arguments: [scenario],
///     examples: [.init("optimize-cli check week.json", "Lists every error in week.json.")])
///
///   let path: String
///   init(_ arguments: ParsedArguments) { path = arguments[Self.scenario] }
///   func run(_ console: Console) throws -> ExitCode { … }
/// }
/// ```
protocol Command: Sendable {
  static var spec: CommandSpec { get }

  /// Reads the arguments; throws where they contradict each other.
  init(_ arguments: ParsedArguments) throws(UsageError)

  func run(_ console: Console) throws -> ExitCode
}
