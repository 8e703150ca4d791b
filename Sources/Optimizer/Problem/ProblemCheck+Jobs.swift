import GridPricing

extension ProblemCheck {
  /// A count that any sum of products in the solver can hold exactly.
  static let largestCount = 1 << 24

  /// At least 3.6 ms, so that a run has another end than start where instants are rounded; at most
  /// a century, so that slots can be counted.
  static let hours = 1e-6...1e6

  mutating func checkJobs(_ jobs: [Job], sites: [Site]) {
    var seen: [String: Int] = [:]
    seen.reserveCapacity(jobs.count)
    var clipped = 0
    for (index, job) in jobs.enumerated() {
      if let first = seen.updateValue(index, forKey: job.id) {
        report(
          .job(index, key: "id"),
          "the job id \(quoted(job.id)) is used already by job \(first + 1); expected unique ids")
      }
      let before = issues.count
      checkValues(of: job, index)
      checkOperatingPoints(of: job, index)
      checkTimes(of: job, index)
      if issues.count == before { checkPlace(job, index, sites) }
      if let deadline = job.deadline, deadline > horizon.end { clipped += 1 }
    }
    checkPrecedence(of: jobs, positions: seen)
    if clipped > 0 {
      warnings.append(
        Warning(
          code: "deadline-clipped",
          message: "\(clipped) \(clipped == 1 ? "job has a deadline" : "jobs have deadlines") "
            + "after the horizon; it is clipped at \(horizon.end)"))
    }
  }

  private mutating func checkValues(of job: Job, _ index: Int) {
    func place(_ key: String) -> ProblemIssue.Place { .job(index, key: key) }
    let name = "job \(quoted(job.id)): "
    if job.id.isEmpty { report(place("id"), "is empty; expected a name") }
    if !(1...Self.largestCount).contains(job.gpus) {
      report(place("gpus"), name + "\(job.gpus) GPUs; expected 1 to \(Self.largestCount)")
    }
    if !(Self.hours.contains(job.hours)) {
      report(
        place("hours"),
        name + "\(job.hours) hours; expected \(Self.hours.lowerBound) to \(Self.hours.upperBound)")
    }
    if !(job.powerPerGPU.value.isFinite && job.powerPerGPU.value > 0) {
      report(
        place("wattsPerGPU"), name + "\(job.powerPerGPU.watts) W per GPU; expected more than 0")
    }
    if let value = job.value, !(value.amount.isFinite && value.amount >= 0) {
      report(place("value"), name + "a value of \(value.amount); expected 0 or more")
    }
    for (key, minutes) in [
      ("preemption.minimumRunMinutes", job.preemption?.minimumRunMinutes ?? 0),
      ("preemption.restartMinutes", job.preemption?.restartMinutes ?? 0),
    ] where !(0...60 * Self.hours.upperBound).contains(minutes) {
      report(
        place(key), name + "\(minutes) minutes; expected 0 to \(60 * Self.hours.upperBound)")
    }
    if let sites = job.sites, sites.isEmpty {
      report(place("sites"), name + "an empty list of sites; expected at least one, or no list")
    }
    if let jurisdictions = job.jurisdictions, jurisdictions.isEmpty {
      report(
        place("jurisdictions"),
        name + "an empty list of jurisdictions; expected at least one, or no list")
    }
  }
}
