public enum BaselinePolicy { case runNow
  public struct BS { var schedule: Schedule; var lateJobs: Int; var beyondHorizon: [Int] }
  public func schedule(_ p: Problem) -> BS { BS(schedule: Schedule(assignments: p.jobs.map { _ in nil }), lateJobs: 0, beyondHorizon: []) } }
