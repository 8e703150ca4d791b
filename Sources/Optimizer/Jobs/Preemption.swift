/// How a job may be interrupted.
///
/// Each resumption adds `restartMinutes` of running at full power that does no work. A run lasts at
/// least `minimumRunMinutes`, restart included; the last run of a job may be shorter.
public struct Preemption: Sendable, Equatable {
  /// The least length of every run but the last, rounded up to whole slots.
  public var minimumRunMinutes: Double
  /// What each resumption adds to the time that the job runs.
  public var restartMinutes: Double

  public init(minimumRunMinutes: Double = 0, restartMinutes: Double = 0) {
    self.minimumRunMinutes = minimumRunMinutes
    self.restartMinutes = restartMinutes
  }
}
