import GridPricing

/// How jobs are started today, without a planner: what a plan is measured against.
///
/// Every policy keeps release times, GPU capacity, grid limits and what the cooling plant can take, and
/// never declines a job. The site's plant runs by itself: storages stand idle, and ramp limits play no
/// part. None keeps deadlines at any price: a job that finds no place before its deadline runs late, and one
/// that finds none inside the horizon is reported as beyond it.
public enum BaselinePolicy: String, CaseIterable, Sendable {
  /// Jobs in order of release (ties: order of the problem), each in one piece at the earliest start
  /// that those before it leave free: conservative backfill (Mu'alem and Feitelson 2001, doi
  /// 10.1109/71.932708). Deadlines play no part. At the site with the earliest start.
  case runNow = "run-now"

  /// As run-now, but in order of deadline (ties: release, then order of the problem).
  case earliestDeadlineFirst = "earliest-deadline-first"

  /// In order of release, each job by itself where the mean energy price, adders included, is lowest: a contiguous
  /// window as the Carbon Aware SDK and CATS look for it, or, where interruptions cost nothing, the
  /// lowest slots of its window as the WattTime optimiser takes them.
  case priceOnly = "price-only"

  /// As price-only, by carbon intensity; needs a carbon series at every site.
  case carbonOnly = "carbon-only"

  /// In order of release, each job as soon as carbon intensity (price where a site has no carbon
  /// series) is low for its window, at the latest so that it still meets its deadline.
  ///
  /// Low is at or below the 30th percentile (nearest rank) of the slots between release and
  /// deadline. A preemptible job also pauses in slots above it, as long as the deadline allows. With
  /// several sites: where it ends first. It is the threshold policy of Ecovisor (Souza et al. 2023,
  /// doi 10.1145/3575693.3575709) as GAIA (Hanafy et al. 2024, doi 10.1145/3620666.3651374) simulates
  /// it, whose percentile is that of the next 24 hours; here it is that of the job's own window, the
  /// slack that Let's Wait Awhile (Wiesner et al. 2021, doi 10.1145/3464298.3493399) gives it.
  case waitAwhile = "wait-awhile"
}

/// What a policy decides.
public struct BaselineSchedule: Sendable, Equatable {
  /// One entry per job of the problem, in its order; nil where it does not end inside the horizon.
  public var schedule: Schedule
  /// Jobs that miss their deadline, those beyond the horizon included.
  public var lateJobs: Int
  /// Jobs that find no place inside the horizon, in the order of the problem. They hold nothing.
  public var beyondHorizon: [Int]

  public init(schedule: Schedule, lateJobs: Int, beyondHorizon: [Int]) {
    self.schedule = schedule
    self.lateJobs = lateJobs
    self.beyondHorizon = beyondHorizon
  }
}

/// Why a policy says nothing about a problem.
public enum BaselineObstacle: Error, Sendable, Equatable, CustomStringConvertible {
  /// The policy looks at carbon intensity, and this site has none.
  case noCarbonSeries(site: String)

  public var description: String {
    switch self {
    case .noCarbonSeries(let site): "site \(quoted(site)) has no carbon series"
    }
  }
}

extension BaselinePolicy {
  /// What keeps the policy from scheduling a problem; nil where nothing does.
  public func obstacle(in problem: Problem) -> BaselineObstacle? {
    guard self == .carbonOnly else { return nil }
    return problem.sites.first { $0.carbon == nil }.map { .noCarbonSeries(site: $0.id) }
  }

  /// The schedule that the policy leads to.
  ///
  /// Near O(jobs · (slots of a job + slots / 32)) for run-now and earliest-deadline-first; O(jobs ·
  /// window) for the others.
  ///
  /// - Precondition: ``obstacle(in:)`` is nil.
  public func schedule(_ problem: Problem) -> BaselineSchedule {
    if let obstacle = obstacle(in: problem) {
      preconditionFailure("\(rawValue) cannot schedule this problem: \(obstacle)")
    }
    var run = BaselineRun(problem)
    switch self {
    case .runNow:
      for job in run.releaseOrder { run.startEarly(job) }
    case .earliestDeadlineFirst:
      for job in run.deadlineOrder { run.startEarly(job) }
    case .priceOnly, .carbonOnly:
      let signal = BaselineSignal(problem, self == .priceOnly ? .price : .carbon)
      for job in run.releaseOrder { run.startLow(job, signal) }
    case .waitAwhile:
      let hasCarbon = problem.sites.allSatisfy { $0.carbon != nil }
      let signal = BaselineSignal(problem, hasCarbon ? .carbon : .price)
      for job in run.releaseOrder { run.startBelowThreshold(job, signal) }
    }
    return run.result
  }
}
