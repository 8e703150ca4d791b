import GridPricing

/// A schedule with its price.
public struct Plan: Sendable {
  /// The problem that the schedule is for.
  public let problem: Problem
  /// Where and when each job runs.
  public let schedule: Schedule
  /// What that costs, slot by slot and job by job.
  public let evaluation: Evaluation
  /// Positions of the jobs that are left out although they must run.
  public let unscheduled: [Int]

  /// Prices a schedule.
  ///
  /// - Precondition: the schedule has one entry per job of the problem, with the slots that it needs.
  public init(_ problem: Problem, _ schedule: Schedule) {
    self.problem = problem
    self.schedule = schedule
    var declined = Money.zero
    var unscheduled: [Int] = []
    for (index, assignment) in schedule.assignments.enumerated() where assignment == nil {
      if let value = problem.jobs[index].value {
        declined = declined + value
      } else {
        unscheduled.append(index)
      }
    }
    self.unscheduled = unscheduled
    evaluation = Evaluation(problem, schedule, declined: declined)
  }

  /// Everything the plan costs, the value of declined jobs included.
  public var cost: Money { .amount(evaluation.objective.total) }
  /// The highest sum of the grid imports of all sites.
  public var peak: Power { .kilowatts(evaluation.totals.peakGridKW) }

  /// The figures of one job; nil where it does not run or there is no such job.
  ///
  /// - Complexity: O(jobs).
  public subscript(id: String) -> Evaluation.JobFigures? {
    problem.jobs.firstIndex { $0.id == id }.flatMap { evaluation.jobs[$0] }
  }
}
