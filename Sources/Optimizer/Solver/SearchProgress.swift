/// Where a search stands.
public struct SearchProgress: Sendable {
  /// Time since the search began.
  public var elapsed: Duration = .zero
  /// Cost of the best plan so far; nil before the first one that places every job that must run.
  public var cost: Double?
  /// How many jobs that must run the best schedule so far leaves out; nil before the first one.
  public var unplacedJobs: Int?
  /// The best lower bound so far.
  public var bound: Double?
  /// Job answers since the search began.
  public var work = 0
  /// Job answers since cost or bound last became better.
  public var workSinceGain = 0

  /// (cost − bound) / max(|cost|, |bound|); nil before both are known.
  public var gap: Double? {
    guard let cost, let bound else { return nil }
    return Gap.relative(total: cost, lower: bound)
  }
}

/// The distance between a plan and what no plan can undercut.
public enum Gap {
  /// (total − lower) / max(|total|, |lower|), zero where both are.
  public static func relative(total: Double, lower: Double) -> Double {
    let scale = max(abs(total), abs(lower))
    return scale == 0 ? 0 : max(0, total - lower) / scale
  }

  /// (total − lower) over what the jobs themselves can change, the honest figure where much of the
  /// cost is there without them; nil where they change nothing.
  ///
  /// - Parameters:
  ///   - withoutJobs: the cost of the sites without jobs.
  ///   - absolute: the sum of absolute costs, beside which the jobs' may be nothing.
  package static func variable(
    total: Double, lower: Double, withoutJobs: Double, absolute: Double
  ) -> Double? {
    let variable = abs(total - withoutJobs)
    return variable < 1e-9 * max(absolute, 1e-300) ? nil : max(0, total - lower) / variable
  }

  /// Largest gap at which a plan counts as optimal.
  public static let optimal = 1e-6
}

/// Hears of every better plan or bound while the search runs, on the thread that called `solve`.
public protocol SearchObserver {
  func progressed(_ progress: SearchProgress)
}
