import GridPricing

/// That a job was started before the plan is made.
public struct RunningState: Sendable, Equatable {
  /// When its present run began; not after the horizon's start.
  public var since: Instant
  /// The site where it runs, and stays.
  public var site: String
  /// Work that is left, in hours at its first GPU count and full power.
  public var remainingHours: Double

  public init(since: Instant, site: String, remainingHours: Double) {
    self.since = since
    self.site = site
    self.remainingHours = remainingHours
  }
}
