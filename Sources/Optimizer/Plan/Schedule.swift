/// The decision: where and when each job runs, and how each site runs its plant.
public struct Schedule: Sendable, Equatable {
  /// One entry per job of the problem, in its order; nil where the job is left out.
  public var assignments: [Assignment?]
  /// One entry per site of the problem, in its order; empty where every site runs by itself: storages
  /// idle, solar power used as far as it goes, the set point of least power.
  public var dispatch: [Dispatch]

  public init(assignments: [Assignment?], dispatch: [Dispatch] = []) {
    self.assignments = assignments
    self.dispatch = dispatch
  }
}

/// One job at one pool of one site, in the slots of its runs.
public struct Assignment: Sendable, Equatable {
  /// Index into the problem's sites.
  public var site: Int
  /// Index into that site's pools.
  public var pool: Int
  /// Runs in order, as slot ranges that do not overlap and touch only where the GPU count changes; the
  /// last slot of the last run is the one that may be used in part.
  public var runs: [Range<Int>]
  /// GPUs held in each run; empty where it is the job's first count throughout.
  public var gpus: [Int]
  /// Index into the job's power caps; nil is full power.
  public var powerCap: Int?

  public init(
    site: Int, pool: Int, runs: [Range<Int>], gpus: [Int] = [], powerCap: Int? = nil
  ) {
    self.site = site
    self.pool = pool
    self.runs = runs
    self.gpus = gpus
    self.powerCap = powerCap
  }
}
