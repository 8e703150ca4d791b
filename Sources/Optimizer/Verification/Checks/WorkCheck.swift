import GridPricing

/// Checks where and when each job runs, and recounts the work done.
struct WorkCheck {
  let plan: PlanDocument
  let facts: ScenarioFacts
  let lists: ListCheck

  /// Checks every job of the scenario.
  ///
  /// - Returns: what each job holds; nil where it does not run or its segments cannot be read, so
  ///   that it counts in no figure.
  func run(_ findings: inout Findings) -> [HeldSlots?] {
    facts.jobs.indices.map { number in
      guard let position = lists.jobEntries[number] else { return nil }
      let entry = plan.jobs[position]
      let job = facts.jobs[number]
      if entry.pool != job.pool {
        findings.add(
          .wrongPool, .job(id: job.id, field: "pool"),
          "claimed \(quoted(entry.pool)), the job needs \(quoted(job.pool))")
      }
      if entry.status == .scheduled { return scheduled(entry, job, &findings) }
      leftOut(entry, job, &findings)
      return nil
    }
  }

  // MARK: Jobs that do not run

  private func leftOut(_ entry: PlanDocument.JobEntry, _ job: Job, _ findings: inout Findings) {
    let status = Violation.Place.job(id: job.id, field: "status")
    if entry.status == .declined, job.value == nil {
      findings.add(.jobStatus, status, "claimed declined, a job without a value must run")
    }
    if entry.status == .unscheduled, job.value != nil, plan.status != .infeasible {
      findings.add(
        .jobStatus, status, "claimed unscheduled, leaving out a job with a value is declining it")
    }
    let figures: [(String, Bool)] = [
      ("site", entry.site != nil), ("segments", !entry.segments.isEmpty),
      ("finish", entry.finish != nil), ("slackHours", entry.slackHours != nil),
      ("energyKWh", entry.energyKWh != nil), ("cost", entry.cost != nil),
      ("emissionsKg", entry.emissionsKg != nil),
    ]
    for (field, isThere) in figures where isThere {
      findings.add(
        .unexpected, .job(id: job.id, field: field),
        "claimed a value, a job that is \(entry.status.rawValue) has none")
    }
  }

  // MARK: Jobs that run

  private func scheduled(
    _ entry: PlanDocument.JobEntry, _ job: Job, _ findings: inout Findings
  ) -> HeldSlots? {
    let place = self.place(entry, job, &findings)
    checkPower(entry, job, &findings)
    let reader = SegmentReader(horizon: facts.horizon, job: job.id)
    guard let runs = reader.runs(of: entry.segments, &findings) else { return nil }
    checkWindow(entry, job, runs, &findings)
    checkRuns(job, runs, &findings)
    let lastPart = checkWork(entry, job, runs, &findings)
    checkFinish(entry, job, &findings)
    return place.map { HeldSlots(place: $0, runs: runs, lastPart: lastPart) }
  }

  private func place(
    _ entry: PlanDocument.JobEntry, _ job: Job, _ findings: inout Findings
  ) -> PoolPlace? {
    let place = Violation.Place.job(id: job.id, field: "site")
    guard let id = entry.site else {
      findings.add(.absent, place, "claimed no site, a scheduled job has one")
      return nil
    }
    guard let number = facts.sites.firstIndex(where: { $0.id == id }) else {
      findings.add(.unknownSite, place, "claimed \(quoted(id)), which the scenario has not")
      return nil
    }
    if !facts.sites[number].allows(job) {
      findings.add(
        .residency, place,
        "claimed \(quoted(id)), which the job's sites or jurisdictions do not allow")
    }
    guard let pool = facts.sites[number].pools.firstIndex(where: { $0.id == job.pool }) else {
      findings.add(
        .wrongPool, place, "claimed \(quoted(id)), which has no pool \(quoted(job.pool))")
      return nil
    }
    return PoolPlace(site: number, pool: pool)
  }

  private func checkPower(
    _ entry: PlanDocument.JobEntry, _ job: Job, _ findings: inout Findings
  ) {
    for (index, segment) in entry.segments.enumerated() {
      let field = "segments[\(index)]"
      if segment.gpus != job.gpus {
        findings.add(
          .gpus, .job(id: job.id, field: field),
          "claimed \(segment.gpus) GPUs, the job holds \(job.gpus)")
      }
      let watts = job.powerPerGPU.watts
      if !(abs(segment.wattsPerGPU - watts) <= Tolerance.arithmetic * watts) {
        findings.add(
          .watts, .job(id: job.id, field: field),
          "claimed \(segment.wattsPerGPU) W per GPU, the job draws \(watts)")
      }
    }
  }

  /// Release and deadline.
  private func checkWindow(
    _ entry: PlanDocument.JobEntry, _ job: Job, _ runs: [Range<Int>], _ findings: inout Findings
  ) {
    if let release = job.release, facts.horizon.edge(runs[0].lowerBound) < release {
      findings.add(
        .release, .job(id: job.id, field: "segments"),
        "claimed a start at \(entry.segments[0].start.claimedText), released at \(release)")
    }
    let end = entry.segments[entry.segments.count - 1].end
    let deadline = facts.deadline(of: job)
    if end.milliseconds > deadline.milliseconds + Tolerance.edgeMilliseconds {
      findings.add(
        .deadline, .job(id: job.id, field: "segments"),
        "claimed an end at \(end.claimedText), the deadline is \(deadline)")
    }
  }

  /// One piece unless preemptible; every run but the last at least the minimum run.
  private func checkRuns(_ job: Job, _ runs: [Range<Int>], _ findings: inout Findings) {
    let place = Violation.Place.job(id: job.id, field: "segments")
    guard let preemption = job.preemption else {
      if runs.count > 1 {
        findings.add(.split, place, "claimed \(runs.count) runs, the job runs in one piece")
      }
      return
    }
    let slotMinutes = Double(facts.horizon.slotMinutes)
    let least = preemption.minimumRunMinutes - Tolerance.lengthMilliseconds / 60_000
    for run in runs.dropLast() where Double(run.count) * slotMinutes < least {
      findings.add(
        .minimumRun, place,
        "claimed a run of \(Double(run.count) * slotMinutes) min before the last one, "
          + "the minimum is \(preemption.minimumRunMinutes)")
    }
  }

  /// Time run = hours + resumptions × restart.
  ///
  /// - Returns: the used part of the last slot. It follows from the hours, not from the claimed
  ///   end, which is rounded to a millisecond, unless the two contradict each other.
  private func checkWork(
    _ entry: PlanDocument.JobEntry, _ job: Job, _ runs: [Range<Int>], _ findings: inout Findings
  ) -> Double {
    let restart = (job.preemption?.restartMinutes ?? 0) / 60
    let expectedHours = job.hours + Double(runs.count - 1) * restart
    var claimed: Int64 = 0
    for segment in entry.segments {
      claimed += segment.end.milliseconds - segment.start.milliseconds
    }
    let expected = expectedHours * 3_600_000
    let tolerance = Double(Int64(2 * runs.count) * Tolerance.edgeMilliseconds)
    let isRight = abs(Double(claimed) - expected) <= tolerance
    if !isRight {
      findings.add(
        .work, .job(id: job.id, field: "segments"),
        "claimed \(Double(claimed) / 3_600_000) hours in \(runs.count) runs, "
          + "recomputed \(expectedHours) with restarts")
    }
    let slots = runs.reduce(0) { $0 + $1.count }
    let slot = Double(facts.horizon.slotMilliseconds)
    let length = SlotLength(expected / slot, atMost: slots, on: facts.horizon)
    if isRight, let length, length.slots == slots { return length.lastPart }
    return min(1, max(0, Double(claimed) / slot - Double(slots - 1)))
  }

  private func checkFinish(
    _ entry: PlanDocument.JobEntry, _ job: Job, _ findings: inout Findings
  ) {
    let end = entry.segments[entry.segments.count - 1].end
    let finishPlace = Violation.Place.job(id: job.id, field: "finish")
    if let finish = entry.finish {
      // As doubles, because a claimed instant may be anywhere.
      let apart = abs(Double(finish.milliseconds) - Double(end.milliseconds))
      if apart > Double(Tolerance.edgeMilliseconds) {
        findings.add(
          .finish, finishPlace,
          "claimed \(finish.claimedText), the last segment ends at \(end.claimedText)")
      }
    } else {
      findings.add(.absent, finishPlace, "claimed nothing, expected \(end.claimedText)")
    }
    let deadline = facts.deadline(of: job)
    let slack = Double(deadline.milliseconds) - Double(end.milliseconds)
    findings.compare(
      entry.slackHours, with: Tally(slack / 3_600_000), .slack,
      .job(id: job.id, field: "slackHours"),
      slack: Double(Tolerance.edgeMilliseconds) / 3_600_000)
  }
}
