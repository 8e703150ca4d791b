import GridPricing

extension ProblemCheck {
  static let minutes = 0...60 * hours.upperBound
  /// An exabyte.
  static let largestInputGB = 1e9

  /// Soft finish times, transfers and the state of running jobs, apart from the sites.
  mutating func checkTimes(of job: Job, _ index: Int) {
    func place(_ key: String) -> ProblemIssue.Place { .job(index, key: key) }
    var name: String { Self.opening(job) }
    switch (job.due, job.latenessCostPerHour) {
    case (_?, nil):
      report(
        place("due"), name + "due without latenessCostPerHour; expected both or neither",
        help: "a finish time that must be kept is a deadline")
    case (nil, _?):
      report(
        place("latenessCostPerHour"),
        name + "latenessCostPerHour without due; expected both or neither")
    case (_?, let cost?) where !(cost.amount.isFinite && cost.amount >= 0):
      report(
        place("latenessCostPerHour"),
        name + "a lateness cost of \(cost.amount) per hour; expected 0 or more")
    default: break
    }
    if !(0...Self.largestInputGB).contains(job.inputGB) {
      report(
        place("inputGB"),
        name + "\(job.inputGB) GB of input; expected 0 to \(Self.largestInputGB)")
    } else if job.inputGB > 0, job.homeSite == nil {
      report(
        place("inputGB"), name + "inputGB without homeSite; expected the site where it lies")
    }
    if let running = job.running { check(running, of: job, index) }
  }

  private mutating func check(_ running: RunningState, of job: Job, _ index: Int) {
    func place(_ key: String) -> ProblemIssue.Place { .job(index, key: "running.\(key)") }
    var name: String { Self.opening(job) }
    if running.since > horizon.start {
      report(
        place("since"),
        name + "runs since \(running.since), after the start of the horizon \(horizon.start); "
          + "expected no later than that")
    }
    if !(Self.hours.lowerBound...max(Self.hours.lowerBound, job.hours))
      .contains(running.remainingHours)
    {
      report(
        place("remainingHours"),
        name + "\(running.remainingHours) hours remain; expected \(Self.hours.lowerBound) to its "
          + "\(job.hours) hours")
    }
    if let scaling = job.scaling, !scaling.isResizable {
      report(
        .job(index, key: "scaling"),
        name + "runs already, so that its count is chosen; expected no scaling without resizable",
        help: "give gpus and hours for the count that it has")
    }
    if !job.after.isEmpty, job.preemption == nil {
      report(
        .job(index, key: "after"),
        name + "runs already and in one piece, so that it cannot wait; expected no after")
    }
  }
}
