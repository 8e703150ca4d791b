/// A plan without its jobs and slots: what many plans are added up from.
public struct PlanFigures: Sendable, Equatable {
  /// How many jobs of a plan run, found no place, or were not worth it.
  public struct JobCounts: Sendable, Equatable {
    public var scheduled = 0
    public var unscheduled = 0
    public var declined = 0
    public init() {}
  }

  public var generator: PlanDocument.Generator
  public var settings: PlanDocument.Settings
  public var status: PlanStatus
  public var stop: StopReason
  public var objective: PlanDocument.ObjectiveFigures
  /// Absent from partial and infeasible plans.
  public var bound: PlanDocument.BoundFigures?
  public var totals: PlanDocument.TotalFigures
  public var baseline: PlanDocument.BaselineFigures?
  public var savings: PlanDocument.SavingFigures?
  public var jobs = JobCounts()

  public init(_ plan: PlanDocument) {
    generator = plan.generator
    settings = plan.settings
    status = plan.status
    stop = plan.stop
    objective = plan.objective
    bound = plan.bound
    totals = plan.totals
    baseline = plan.baseline
    savings = plan.savings
    for job in plan.jobs {
      switch job.status {
      case .scheduled: jobs.scheduled += 1
      case .unscheduled: jobs.unscheduled += 1
      case .declined: jobs.declined += 1
      }
    }
  }
}

extension PlanFigures.JobCounts {
  static func + (left: Self, right: Self) -> Self {
    var sum = left
    sum.scheduled += right.scheduled
    sum.unscheduled += right.unscheduled
    sum.declined += right.declined
    return sum
  }
}
