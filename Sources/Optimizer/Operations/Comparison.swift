import GridPricing

/// A plan beside what simpler policies make of the same problem.
///
/// ```swift
/// let comparison = Comparison(of: solution)
/// comparison.rows.map(\.policy)  // ["run-now", "earliest-deadline-first", …, "plan"]
/// ```
public struct Comparison: Sendable {
  /// What one policy costs, uses and emits.
  public struct Row: Sendable, Equatable {
    public var policy: String
    /// Without the jobs that it could not place.
    public var objective: PlanDocument.ObjectiveFigures
    public var totals: PlanDocument.TotalFigures
    /// Jobs that miss their deadline, those that end beyond the horizon included.
    public var lateJobs: Int
    /// Jobs that find no place inside the horizon.
    public var unplacedJobs: Int
    /// Of the total, in percent of run-now's; nil where either leaves work undone, or run-now costs
    /// nothing.
    public var savingsPercent: Double?
  }

  /// A policy that has nothing to say about the problem.
  public struct Omission: Sendable, Equatable {
    public var policy: String
    public var obstacle: BaselineObstacle
  }

  /// The name of the plan among the policies.
  public static let planName = "plan"

  /// The policies in the order of ``BaselinePolicy``, then the plans that do without a part, then the
  /// plan.
  public let rows: [Row]
  /// The policies that say nothing about the problem, and why.
  public let omissions: [Omission]

  /// - Parameter variants: plans that do without a part, ``Solver/variants(of:until:)``.
  public init(of solution: Solution, variants: [(variant: PlanVariant, plan: Plan)] = []) {
    self.init(of: solution.plan, variants: variants)
  }

  /// - Parameter plan: whole or partial.
  public init(of plan: Plan, variants: [(variant: PlanVariant, plan: Plan)] = []) {
    var rows: [Row] = []
    var omissions: [Omission] = []
    for policy in BaselinePolicy.allCases {
      if let obstacle = policy.obstacle(in: plan.problem) {
        omissions.append(Omission(policy: policy.rawValue, obstacle: obstacle))
      } else {
        rows.append(Row(policy, plan.problem))
      }
    }
    for (variant, plan) in variants { rows.append(Row(variant.rawValue, plan)) }
    rows.append(Row(Self.planName, plan))
    let runNow = rows[0]
    self.rows = rows.map { row in
      var row = row
      row.savingsPercent = row.savings(against: runNow)
      return row
    }
    self.omissions = omissions
  }
}

extension Comparison.Row {
  fileprivate init(_ policy: BaselinePolicy, _ problem: Problem) {
    let result = policy.schedule(problem)
    let evaluation = Evaluation(problem, result.schedule)
    self.init(
      policy: policy.rawValue, objective: evaluation.objective, totals: evaluation.totals,
      lateJobs: result.lateJobs, unplacedJobs: result.beyondHorizon.count)
  }

  fileprivate init(_ name: String, _ plan: Plan) {
    self.init(
      policy: name, objective: plan.evaluation.objective, totals: plan.evaluation.totals,
      lateJobs: plan.unscheduled.count, unplacedJobs: plan.unscheduled.count)
  }

  fileprivate func savings(against runNow: Comparison.Row) -> Double? {
    let before = runNow.objective.total
    guard unplacedJobs == 0, runNow.unplacedJobs == 0, before != 0 else { return nil }
    return 100 * (before - objective.total) / abs(before)
  }
}
