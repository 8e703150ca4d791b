/// The decision: where and when each job runs.
public struct Schedule: Sendable, Equatable {
  /// One entry per job of the problem, in its order; nil where the job is left out.
  public var assignments: [Assignment?]

  public init(assignments: [Assignment?]) { self.assignments = assignments }
}

/// One job at one pool of one site, in the slots of its runs.
public struct Assignment: Sendable, Equatable {
  /// Index into the problem's sites.
  public var site: Int
  /// Index into that site's pools.
  public var pool: Int
  /// Runs in order, as slot ranges that neither overlap nor touch; the last slot of the last run
  /// is the one that may be used in part.
  public var runs: [Range<Int>]

  public init(site: Int, pool: Int, runs: [Range<Int>]) {
    self.site = site
    self.pool = pool
    self.runs = runs
  }
}
