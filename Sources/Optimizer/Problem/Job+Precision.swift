import GridPricing

extension Job {
  /// The job with processing and restart times as whole steps of ``Horizon/durationStep``.
  ///
  /// Hours with six decimals, such as 0.166667 for ten minutes, then end on the edge that they mean,
  /// and a last slot is never used for less time than a plan can show.
  func rounded(on horizon: Horizon) -> Job {
    let stepsPerHour = 3_600_000 / Double(horizon.durationStep)
    var job = self
    job.hours = max(1, (hours * stepsPerHour).rounded()) / stepsPerHour
    if let restart = preemption?.restartMinutes {
      let stepsPerMinute = stepsPerHour / 60
      job.preemption?.restartMinutes = (restart * stepsPerMinute).rounded() / stepsPerMinute
    }
    return job
  }
}

extension Horizon {
  /// The grain of processing times in milliseconds: it divides a minute, is coarser than the
  /// instants in a plan, and longer than what counts as nothing beside a slot.
  var durationStep: Int64 {
    let least = 1.1 * JobWindow.tolerance * Double(slotMilliseconds)
    return Self.durationSteps.first { Double($0) >= least } ?? 60_000
  }

  private static let durationSteps: [Int64] = (4...60_000).filter { 60_000 % $0 == 0 }
}
