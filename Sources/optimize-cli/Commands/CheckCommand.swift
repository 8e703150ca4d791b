import GridPricing
import Optimizer

/// `check SCENARIO`: reads everything, plans nothing.
struct CheckCommand: Command {
  static let scenario = Argument(
    "SCENARIO", .file("json", "jsonc"), help: "Scenario to read, or - for standard input.")
  static let spec = CommandSpec(
    "check", abstract: "Read a scenario and report everything that is wrong with it.",
    discussion: """
      Reads the scenario, its jobs and its series, and reports every error and every warning at \
      once, each as one line with its place. Nothing is planned and nothing is written.
      """,
    arguments: [scenario], groups: [ProblemOptions.section],
    examples: [
      .init("optimize-cli check week.json", "Lists every error and warning."),
      .init("optimize-cli check week.json --log json", "Lists them as JSON, one object a line."),
    ],
    exitCodes: [.success, .usage, .badData, .noInput, .internal])

  let scenario: String
  let settings: PlanDocument.Settings

  init(_ arguments: ParsedArguments) {
    scenario = arguments[Self.scenario]
    settings = ProblemOptions(arguments).settings
  }

  func run(_ console: Console) throws -> ExitCode {
    let input = try ScenarioReader.read(scenario, settings: settings)
    let problem = try input.problem()
    for warning in problem.warnings { console.warning(warning.message, code: warning.code) }
    if let shortfall = problem.shortfall {
      let warning = Warning(shortfall, on: problem.horizon)
      console.warning(warning.message, code: warning.code)
    }
    for entry in input.provenance(of: problem) {
      let filled = entry.filledSlots ?? 0
      guard filled > 0, let site = entry.site else { continue }
      console.warning(
        "the \(entry.role) of site \(quoted(site)) has no value in \(counted(filled, "slot")), "
          + "filled by rule '\(input.gaps.rawValue)'", code: "gap-filled")
    }
    console.note(Load(problem).summary)
    return .success
  }
}
