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
  static let groups = ScenarioPlanner.groups
  static let exitCodes: [ExitCode] = [
    .success, .notWhole, .usage, .badData, .noInput, .internal, .cannotCreate, .interrupted,
    .terminated,
  ]

  /// An earlier plan to begin with.
  struct Earlier {
    let plan: String
    /// What it starts before this has started; nil where nothing has.
    let instant: Instant?
  }

  let scenario: String
  let output: String
  private let planner: ScenarioPlanner
  private let earlier: Earlier?

  init(_ arguments: ParsedArguments, output: String) {
    self.init(scenario: arguments[Self.scenario], output: output, ScenarioPlanner(arguments))
  }

  init(
    scenario: String, output: String, _ planner: ScenarioPlanner, from earlier: Earlier? = nil
  ) {
    self.scenario = scenario
    self.output = output
    self.planner = planner
    self.earlier = earlier
  }

  /// Does what `finish` says with the result; a search that was cut before it had a plan has none.
  func callAsFunction(_ console: Console, finish: (Outcome) throws -> Void) throws -> ExitCode {
    Interruption.take()
    var planner = planner
    let plan = try earlier.map { try PlanReader.read($0.plan) }
    if let plan { planner.adopt(plan.settings) }
    let input = try planner.read(scenario)
    let problem = try input.problem(threads: planner.search.threadCount)
    try OutputFile.check(output, apartFrom: input.files + [earlier?.plan].compactMap(\.self))
    for warning in problem.warnings { console.warning(warning.message, code: warning.code) }

    let replanning = plan.map { Replanning(of: $0, for: problem, at: earlier?.instant) }
    if let replanning { console.note(replanning.summary) }
    let display = SearchDisplay(console)
    let planned = planner.plan(problem, of: input, from: replanning, observer: display)
    display.finish()
    guard let (solution, document) = planned else {
      console.note("no plan had been found yet; nothing is written")
      return Interruption.current?.exitCode ?? .interrupted
    }
    let result = Outcome(
      solution: solution, document: document,
      exitCode: Interruption.current?.exitCode ?? document.status.exitCode)
    try finish(result)
    return result.exitCode
  }
}

extension PlanningRun {
  /// Plans, writes the plan and says what it saves.
  func writePlan(_ console: Console) throws -> ExitCode {
    try self(console) { result in
      try PlanWriter.write(result.document, to: output)
      result.writeLateWarnings(to: console)
      PlanSummary(result.document, result.solution.progress).write(to: console)
      if output != "-" { console.note("wrote \(output)") }
    }
  }

  /// Plans that do without a part of what the problem has, searched as the plan was; none once the user
  /// has interrupted.
  func variants(of outcome: Outcome) -> [(variant: PlanVariant, plan: Plan)] {
    guard outcome.solution.status != .infeasible, Interruption.current == nil else { return [] }
    let search = planner.search
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

extension Replanning {
  fileprivate var summary: String {
    let new = problem.jobs.count - startedJobs - knownJobs
    return "\(startedJobs) jobs have started and stay; \(knownJobs) begin at their old places, "
      + "\(new) without one"
  }
}

extension PlanStatus {
  var exitCode: ExitCode {
    switch self {
    case .optimal, .feasible: .success
    case .partial, .infeasible: .notWhole
    }
  }
}
