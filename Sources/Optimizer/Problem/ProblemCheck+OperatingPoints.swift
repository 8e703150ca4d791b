import GridPricing

extension ProblemCheck {
  /// The GPU counts and powers that a job may run with.
  mutating func checkOperatingPoints(of job: Job, _ index: Int) {
    let before = issues.count
    if let scaling = job.scaling { check(scaling, of: job, index) }
    for (number, cap) in job.powerCaps.enumerated() { check(cap, number, of: job, index) }
    if issues.count == before { checkShortestHours(of: job, index) }
  }

  private mutating func check(_ scaling: Scaling, of job: Job, _ index: Int) {
    func place(_ key: String) -> ProblemIssue.Place { .job(index, key: "scaling.\(key)") }
    var name: String { Self.opening(job) }
    var seen: Set<Int> = []
    for (number, count) in scaling.gpus.enumerated() {
      if !(1...Self.largestCount).contains(count) {
        report(
          place("gpus.\(number)"),
          name + "scaling.gpus has \(count); expected 1 to \(Self.largestCount)")
      } else if !seen.insert(count).inserted {
        report(
          place("gpus.\(number)"),
          name + "scaling.gpus has \(count) twice; expected each count once")
      }
    }
    if scaling.gpus.isEmpty {
      report(place("gpus"), name + "scaling.gpus is empty; expected at least one count")
    } else if scaling.gpus[0] != job.gpus {
      report(
        place("gpus.0"),
        name + "scaling.gpus begins with \(scaling.gpus[0]); expected gpus, \(job.gpus), "
          + "at which hours holds")
    }
    if scaling.speed.count != scaling.gpus.count {
      report(
        place("speed"),
        name + "scaling.speed has \(scaling.speed.count) entries; expected "
          + "\(scaling.gpus.count), one for each of scaling.gpus")
    }
    checkSpeeds(scaling.speed, of: job, place)
    if !Self.minutes.contains(scaling.resizeMinutes) {
      report(
        place("resizeMinutes"),
        name + "\(scaling.resizeMinutes) minutes; expected 0 to \(Self.minutes.upperBound)")
    }
  }

  private mutating func checkSpeeds(
    _ speeds: [Double], of job: Job, _ place: (String) -> ProblemIssue.Place
  ) {
    var name: String { Self.opening(job) }
    for (number, speed) in speeds.enumerated() {
      if !(speed.isFinite && speed > 0) {
        report(
          place("speed.\(number)"), name + "scaling.speed has \(speed); expected more than 0")
      } else if number == 0, speed != 1 {
        report(
          place("speed.0"),
          name + "scaling.speed begins with \(speed); expected 1, the speed at the first count")
      }
    }
  }

  private mutating func check(_ cap: PowerCap, _ number: Int, of job: Job, _ index: Int) {
    let key = "powerCaps.\(number)"
    var name: String { Self.opening(job) }
    let (watts, full) = (cap.powerPerGPU, job.powerPerGPU)
    if !(watts.value.isFinite && watts.value > 0) {
      report(
        .job(index, key: key + ".wattsPerGPU"),
        name + "a cap of \(watts.watts) W per GPU; expected more than 0")
    } else if watts > full {
      report(
        .job(index, key: key + ".wattsPerGPU"),
        name + "a cap of \(watts.watts) W per GPU; expected at most wattsPerGPU, \(full.watts)")
    }
    if !(cap.speed > 0 && cap.speed <= 1) {
      report(
        .job(index, key: key + ".speed"),
        name + "a cap with the speed \(cap.speed); expected more than 0, at most 1")
    }
  }

  /// Whether the job is not over in no time at its fastest point.
  private mutating func checkShortestHours(of job: Job, _ index: Int) {
    guard let fastest = job.scaling?.speed.max(), fastest > 1,
      job.hours / fastest < Self.hours.lowerBound, Self.hours.contains(job.hours)
    else { return }
    report(
      .job(index, key: "scaling.speed"),
      "job \(quoted(job.id)): \(job.hours) hours at the speed \(fastest) are less than "
        + "\(Self.hours.lowerBound); expected a lower speed")
  }
}
