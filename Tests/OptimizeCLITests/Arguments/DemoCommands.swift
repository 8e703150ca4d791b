@testable import optimize_cli

/// A small program of the same shape as the real one, so that tests do not change with its commands.
enum Demo {
  static let tree = CommandTree(
    name: "demo", version: "1.2.3", abstract: "plan work for cheap hours.",
    sections: [
      .init("Planning", [.command(DemoPlan.self), .command(DemoVerify.self)]),
      .init(
        "Data",
        [
          .family(
            "series", abstract: "Look at price series.",
            [.command(DemoInspect.self), .command(DemoFetch.self)]),
          .family("cooling", abstract: "The cooling plant alone.", [.command(DemoEvaluate.self)]),
        ]),
      .init(
        "More",
        [
          .command(DemoBenchmark.self, children: [.command(DemoMake.self)]),
          .command(DemoCompletions.self),
        ]),
    ])

  static func parse(_ line: String...) throws -> ParsedArguments {
    guard case .run(_, let arguments, _) = try tree.request(line) else {
      throw UsageError("no command")
    }
    return arguments
  }

  static func error(_ line: String...) -> UsageError? {
    do {
      _ = try tree.request(line)
      return nil
    } catch { return error }
  }
}

struct DemoPlan: Command {
  enum Goal: String, CaseIterable { case cost, carbon }

  static let scenario = Argument(
    "SCENARIO", .file("json", "jsonc"), help: "Scenario to plan, or - for standard input.")
  static let output = Option(
    "output", short: "o", value: "FILE", .file("json"), default: "plan.json",
    help: "Where the plan goes.")
  static let jobs = Option(
    repeating: "job", short: "j", value: "ID", .text, help: "Plan this job only.")
  static let goal = Option(
    "goal", value: "GOAL", ValueParser<Goal>.choice, help: "What matters.")
  static let folder = Option("cache", value: "FOLDER", .folder, help: "Where downloads are kept.")
  static let dry = Flag("dry-run", short: "n", help: "Write nothing.")
  static let verbose = Flag("verbose", short: "v", help: "Say more.")
  static let spec = CommandSpec(
    "plan", abstract: "Plan the jobs of a scenario.",
    discussion: "Plans all jobs.\n\nThe plan is written whole or not at all.",
    arguments: [scenario], options: [output, jobs, goal, folder, dry, verbose],
    groups: [SearchOptions.section, ProblemOptions.section],
    examples: [.init("demo plan week.json -o plan.json", "Plans the week in week.json.")],
    exitCodes: [.success, .notWhole, .usage])

  let output: String
  let isDry: Bool

  init(_ arguments: ParsedArguments) throws(UsageError) {
    output = arguments[Self.output]
    isDry = arguments[Self.dry]
    guard !isDry || !arguments.isGiven(Self.output) else {
      throw UsageError("'--dry-run' and '--output' exclude each other")
    }
  }

  func run(_ console: Console) throws -> ExitCode {
    console.note("planned")
    try OutputFile.write("{}\n", to: output)
    return .success
  }
}

struct DemoVerify: Command {
  static let scenario = Argument("SCENARIO", .file("json"), help: "Scenario.")
  static let plan = Argument("PLAN", .file("json"), default: "plan.json", help: "Plan to check.")
  static let spec = CommandSpec(
    "verify", abstract: "Check a plan.", arguments: [scenario, plan],
    examples: [.init("demo verify week.json plan.json", "Checks plan.json.")])

  init(_ arguments: ParsedArguments) {}
  func run(_ console: Console) -> ExitCode { .notWhole }
}

struct DemoInspect: Command {
  static let file = Argument("FILE", .file(), help: "Series to look at.")
  static let spec = CommandSpec(
    "inspect", abstract: "Show what a file holds.", arguments: [file],
    examples: [.init("demo series inspect prices.csv", "Shows unit and coverage.")])

  init(_ arguments: ParsedArguments) {}

  struct Unmapped: Error {}
  func run(_ console: Console) throws -> ExitCode { throw Unmapped() }
}

struct DemoFetch: Command {
  static let service = Argument(
    "SERVICE", .choice(of: ["entsoe", "caiso", "aemo"]), help: "Service to ask.")
  static let from = Option(required: "from", value: "DATE", .text, help: "First day.")
  static let spec = CommandSpec(
    "fetch", abstract: "Download a series.", arguments: [service], options: [from],
    examples: [.init("demo series fetch caiso --from 2026-01-12", "Downloads from that day on.")])

  init(_ arguments: ParsedArguments) {}
  func run(_ console: Console) throws -> ExitCode {
    throw Failure(.unavailable, at: "prices.csv:3:7", "no such hour", help: "wait")
  }
}

struct DemoEvaluate: Command {
  static let humidity = Option(
    "relative-humidity-percent", value: "X", .number(in: 0...100), help: "Humidity.")
  static let wetBulb = Option("wet-bulb-c", value: "X", .number, help: "Wet-bulb temperature.")
  static let spec = CommandSpec(
    "evaluate", abstract: "One steady state.", options: [humidity, wetBulb],
    rules: [.exactlyOne(of: [humidity, wetBulb])],
    examples: [.init("demo cooling evaluate --wet-bulb-c -5", "A state in frost.")])

  init(_ arguments: ParsedArguments) {}
  func run(_ console: Console) -> ExitCode { .success }
}

struct DemoBenchmark: Command {
  static let instances = Argument(
    oneOrMore: "INSTANCE", .file("json"), help: "Instance to solve.")
  static let spec = CommandSpec(
    "benchmark", abstract: "Solve instances.", arguments: [instances],
    examples: [.init("demo benchmark a.json b.json", "Solves two instances.")])

  init(_ arguments: ParsedArguments) {}
  func run(_ console: Console) -> ExitCode { .success }
}

struct DemoMake: Command {
  static let folder = Argument("FOLDER", .folder, help: "Folder to write to.")
  static let size = Option("size", value: "SIZE", .choice(of: ["small", "large"]), help: "Size.")
  static let spec = CommandSpec(
    "make", abstract: "Make an instance.", arguments: [folder], options: [size],
    examples: [.init("demo benchmark make data", "Makes an instance.")])

  init(_ arguments: ParsedArguments) {}
  func run(_ console: Console) -> ExitCode { .success }
}

struct DemoCompletions: Command {
  static let shell = Argument("SHELL", ValueParser<Shell>.choice, help: "Shell to complete in.")
  static let spec = CommandSpec(
    "completions", abstract: "Print a completion script.", arguments: [shell],
    examples: [.init("demo completions bash", "Prints the script for bash.")])

  let shell: Shell
  init(_ arguments: ParsedArguments) { shell = arguments[Self.shell] }
  func run(_ console: Console) throws -> ExitCode {
    try OutputFile.write(shell.completionScript(for: Demo.tree), to: "-")
    return .success
  }
}
