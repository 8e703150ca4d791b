import GridPricing

extension ProblemCheck {
  /// A count that any sum of products in the solver can hold exactly.
  static let largestCount = 1 << 24

  /// At least 3.6 ms, so that a run has another end than start where instants are rounded; at most
  /// a century, so that slots can be counted.
  static let hours = 1e-6...1e6

  /// - Parameter threads: to check with; the issues do not depend on it.
  mutating func checkJobs(_ jobs: [Job], sites: [Site], threads: Int = 1) {
    var positions: [String: Int] = [:]
    positions.reserveCapacity(jobs.count)
    // By job: the one before it with the same id.
    var namesakes: [Int: Int] = [:]
    for (index, job) in jobs.enumerated() {
      if let first = positions.updateValue(index, forKey: job.id) { namesakes[index] = first }
    }
    let found = ParallelBlocks(threads: threads).flatMap(jobs.count, by: 4096) {
      [horizon, objective, transfers, namesakes] block in
      var check = ProblemCheck(horizon: horizon, objective: objective, transfers: transfers)
      for index in block { check.check(jobs[index], index, sites, namesake: namesakes[index]) }
      return check.issues
    }
    issues += found
    checkPrecedence(of: jobs, positions: positions)
    let clipped = jobs.count { $0.deadline.map { $0 > horizon.end } ?? false }
    if clipped > 0 {
      warnings.append(
        Warning(
          code: "deadline-clipped",
          message: "\(clipped) \(clipped == 1 ? "job has a deadline" : "jobs have deadlines") "
            + "after the horizon; it is clipped at \(horizon.end)"))
    }
  }

  private mutating func check(_ job: Job, _ index: Int, _ sites: [Site], namesake: Int?) {
    if let namesake {
      report(
        .job(index, key: "id"),
        "the job id \(quoted(job.id)) is used already by job \(namesake + 1); expected unique ids")
    }
    let before = issues.count
    checkValues(of: job, index)
    checkOperatingPoints(of: job, index)
    checkTimes(of: job, index)
    if issues.count == before { checkPlace(job, index, sites) }
  }

  /// How messages about a job begin: made only where one is needed.
  static func opening(_ job: Job) -> String { "job \(quoted(job.id)): " }

  private mutating func checkValues(of job: Job, _ index: Int) {
    func place(_ key: String) -> ProblemIssue.Place { .job(index, key: key) }
    var name: String { Self.opening(job) }
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
    if let preemption = job.preemption {
      for (key, minutes) in [
        ("preemption.minimumRunMinutes", preemption.minimumRunMinutes),
        ("preemption.restartMinutes", preemption.restartMinutes),
      ] where !Self.minutes.contains(minutes) {
        report(place(key), name + "\(minutes) minutes; expected 0 to \(Self.minutes.upperBound)")
      }
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
