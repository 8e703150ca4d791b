import GridPricing
import Optimizer

/// The options by which scenarios become plans.
struct ScenarioPlanner {
  static let groups = [SearchOptions.section, ProblemOptions.section]

  let search: SearchOptions
  private(set) var settings: PlanDocument.Settings

  init(_ arguments: ParsedArguments) {
    search = SearchOptions(arguments)
    settings = ProblemOptions(arguments).settings
  }

  var generator: PlanDocument.Generator { Program.generator(seed: search.seed) }

  /// - Throws: everything that is wrong with the scenario and its files.
  func read(_ path: String) throws(DocumentErrors) -> Scenario {
    try ScenarioReader.read(path, settings: settings)
  }

  /// Takes settings that the flags leave open from an earlier plan.
  mutating func adopt(_ earlier: PlanDocument.Settings) {
    settings.carbonPricePerTonne = settings.carbonPricePerTonne ?? earlier.carbonPricePerTonne
    settings.gapFill = settings.gapFill ?? earlier.gapFill
  }

  /// Searches until the options or a signal, heeded from here on, end it.
  ///
  /// - Parameter replanning: what an earlier plan gives the problem; nil to begin with nothing.
  /// - Returns: nil where a signal came before there was a plan.
  func plan(
    _ problem: Problem, of input: Scenario, from replanning: Replanning? = nil,
    observer: (any SearchObserver)? = nil
  ) -> (solution: Solution, document: PlanDocument)? {
    Interruption.hold()
    let (solver, rule) = (search.solver, search.rule)
    let solution =
      replanning.map { solver.solve($0, until: rule, observer: observer) }
      ?? solver.solve(problem, until: rule, observer: observer)
    if solution.stop == .interrupted, !solution.hasPlan { return nil }
    let document = solution.document(
      generator: generator, settings: settings, provenance: input.provenance(of: problem))
    return (solution, document)
  }
}

extension Solution {
  /// Whether the search came as far as a plan. One that was cut before that left jobs out which it
  /// had not looked at yet.
  fileprivate var hasPlan: Bool { status == .infeasible || progress.unplacedJobs != nil }
}
