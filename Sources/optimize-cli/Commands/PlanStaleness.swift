import Optimizer

/// Why a plan that stands on disk is not what planning now would give.
enum PlanStaleness: Equatable, Sendable {
  case unreadable, interrupted, generator, settings, inputs

  /// The part of a sentence after "planned anew".
  var reason: String {
    switch self {
    case .unreadable: "as its plan could not be read"
    case .interrupted: "as its plan had been interrupted"
    case .generator: "as version or seed differ"
    case .settings: "as the problem options differ"
    case .inputs: "as its inputs have changed"
    }
  }

  /// Nil for a plan that may be kept.
  init?(of plan: PlanDocument, for input: Scenario, by planner: ScenarioPlanner) {
    if plan.stop == .interrupted {
      self = .interrupted
    } else if plan.generator != planner.generator {
      self = .generator
    } else if plan.settings != planner.settings {
      self = .settings
    } else if !plan.restsOn(input.sources) {
      self = .inputs
    } else {
      return nil
    }
  }
}
