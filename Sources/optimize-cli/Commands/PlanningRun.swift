import GridPricing
import Optimizer

/// What the commands that plan a scenario have in common: they read it, say what is odd about it,
/// search with progress, and heed signals.
struct PlanningRun {
  /// A problem and the search's answer to it.
  struct Outcome {
    let solution: Solution
    let document: PlanDocument
    /// How the command ends once its document is written: by the signal that cut the search, if any.
    let exitCode: ExitCode
  }

  static let scenario = Argument(
    "SCENARIO", .file("json", "jsonc"), help: "Scenario to plan, or - for standard input.")
  static let groups = [SearchOptions.section, ProblemOptions.section]
  static let exitCodes: [ExitCode] = [
    .success, .notWhole, .usage, .badData, .noInput, .internal, .cannotCreate, .interrupted,
    .terminated,
  ]

  let scenario: String
  let output: String
  private let search: SearchOptions
  private let settings: PlanDocument.Settings

  init(_ arguments: ParsedArguments, output: String) {
    scenario = arguments[Self.scenario]
    self.output = output
    search = SearchOptions(arguments)
    settings = ProblemOptions(arguments).settings
  }

  /// Does what `finish` says with the result; a search that was cut before it had a plan has none.
  func callAsFunction(_ console: Console, finish: (Outcome) throws -> Void) throws -> ExitCode {
    Interruption.take()
    let input = try ScenarioReader.read(scenario, settings: settings)
    let problem = try input.problem()
    try OutputFile.check(output, apartFrom: input.files)
    for warning in problem.warnings { console.warning(warning.message, code: warning.code) }

    Interruption.hold()
    let display = SearchDisplay(console)
    let solution = search.solver.solve(problem, until: search.rule, observer: display)
    display.finish()
    if solution.stop == .interrupted, !solution.hasPlan, let signal = Interruption.current {
      console.note("no plan had been found yet; nothing is written")
      return signal.exitCode
    }

    let document = solution.document(
      generator: Program.generator(seed: search.seed), settings: settings,
      provenance: input.provenance(of: problem))
    let result = Outcome(
      solution: solution, document: document,
      exitCode: Interruption.current?.exitCode ?? document.status.exitCode)
    try finish(result)
    return result.exitCode
  }
}

extension PlanningRun {
  /// Plans that do without a part of what the problem has, searched as the plan was; none once the user
  /// has interrupted.
  func variants(of outcome: Outcome) -> [(variant: PlanVariant, plan: Plan)] {
    guard outcome.solution.status != .infeasible, Interruption.current == nil else { return [] }
    return search.solver.variants(of: outcome.solution.plan.problem, until: search.rule)
  }
}

extension PlanningRun.Outcome {
  /// The warnings that came up after the search began.
  func writeLateWarnings(to console: Console) {
    for warning in document.warnings.dropFirst(solution.plan.problem.warnings.count) {
      console.warning(warning.message, code: warning.code)
    }
  }
}

extension Solution {
  /// Whether the search came as far as a plan. One that was cut before that left jobs out which it
  /// had not looked at yet.
  var hasPlan: Bool { status == .infeasible || progress.unplacedJobs != nil }
}

extension PlanStatus {
  var exitCode: ExitCode {
    switch self {
    case .optimal, .feasible: .success
    case .partial, .infeasible: .notWhole
    }
  }
}
