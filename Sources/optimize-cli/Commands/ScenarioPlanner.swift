import GridPricing
import Optimizer

/// The options by which scenarios become plans.
struct ScenarioPlanner {
  static let groups = [SearchOptions.section, ProblemOptions.section]

  let search: SearchOptions
  let settings: PlanDocument.Settings

  init(_ arguments: ParsedArguments) {
    search = SearchOptions(arguments)
    settings = ProblemOptions(arguments).settings
  }

  var generator: PlanDocument.Generator { Program.generator(seed: search.seed) }

  /// - Throws: everything that is wrong with the scenario and its files.
  func read(_ path: String) throws(DocumentErrors) -> Scenario {
    try ScenarioReader.read(path, settings: settings)
  }

  /// Searches until the options or a signal, heeded from here on, end it.
  ///
  /// - Returns: nil where a signal came before there was a plan.
  func plan(
    _ problem: Problem, of input: Scenario, observer: (any SearchObserver)? = nil
  ) -> (solution: Solution, document: PlanDocument)? {
    Interruption.hold()
    let solution = search.solver.solve(problem, until: search.rule, observer: observer)
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
