import GridPricing

/// Checks where, when and at which GPU counts and power one job runs.
struct ScheduleCheck {
  let facts: ScenarioFacts
  let job: Job
  let own: JobFacts
  let entry: PlanDocument.JobEntry

  /// - Returns: what the job holds; nil where it has no place or its segments cannot be read.
  func run(_ findings: inout Findings) -> HeldSlots? {
    let place = self.place(&findings)
    let reader = PointReader(job: job.id, own: own, segments: entry.segments)
    let counts = reader.counts(&findings)
    let caps = reader.caps(&findings)
    let segments = SegmentReader(horizon: facts.horizon, job: job.id)
    guard let runs = segments.runs(of: entry.segments, &findings) else { return nil }
    checkStart(runs[0].lowerBound, at: place, &findings)
    checkDeadline(&findings)
    checkPieces(runs, &findings)
    let recount = WorkRecount(
      facts: facts, own: own, segments: entry.segments, runs: runs, counts: counts)
    let done = recount.best(of: caps)
    if !done.isRight { report(done, &findings) }
    checkFinish(&findings)
    return place.map { place in
      HeldSlots(
        place: place, runs: runs, gpus: counts.map(\.gpus), watts: done.cap.watts,
        lastPart: done.lastPart)
    }
  }

  private func placeOf(_ field: String) -> Violation.Place { .job(id: job.id, field: field) }

  // MARK: Where

  private func place(_ findings: inout Findings) -> PoolPlace? {
    guard let id = entry.site else {
      findings.add(.absent, placeOf("site"), "claimed no site, a scheduled job has one")
      return nil
    }
    guard let number = facts.sites.firstIndex(where: { $0.id == id }) else {
      findings.add(
        .unknownSite, placeOf("site"), "claimed \(quoted(id)), which the scenario has not")
      return nil
    }
    if let running = job.running, running.site != id {
      findings.add(
        .running, placeOf("site"),
        "claimed \(quoted(id)), the job runs at \(quoted(running.site)) already and stays there")
    }
    if !facts.sites[number].allows(job) {
      findings.add(
        .residency, placeOf("site"),
        "claimed \(quoted(id)), which the job's sites or jurisdictions do not allow")
    }
    guard let pool = facts.sites[number].pools.firstIndex(where: { $0.id == job.pool }) else {
      findings.add(
        .wrongPool, placeOf("site"), "claimed \(quoted(id)), which has no pool \(quoted(job.pool))")
      return nil
    }
    return PoolPlace(site: number, pool: pool)
  }

  // MARK: When

  /// After the release and the arrival of the input; at once where it runs and may not pause.
  private func checkStart(_ slot: Int, at place: PoolPlace?, _ findings: inout Findings) {
    var start: String { entry.segments[0].start.claimedText }
    if own.isRunning {
      if slot > 0, job.preemption == nil {
        findings.add(
          .running, placeOf("segments"),
          "claimed a start at \(start), the job runs already and may not pause")
      }
    } else if let release = job.release, facts.horizon.edge(slot) < release {
      findings.add(
        .release, placeOf("segments"), "claimed a start at \(start), released at \(release)")
    } else if let place, slot < own.firstSlots[place.site] {
      findings.add(
        .transfer, placeOf("segments"),
        "claimed a start at \(start), its input is there for a start at "
          + "\(facts.horizon.edge(own.firstSlots[place.site]))")
    }
  }

  private func checkDeadline(_ findings: inout Findings) {
    let end = entry.segments[entry.segments.count - 1].end
    let deadline = facts.deadline(of: job)
    if end.milliseconds > deadline.milliseconds + Tolerance.edgeMilliseconds {
      findings.add(
        .deadline, placeOf("segments"),
        "claimed an end at \(end.claimedText), the deadline is \(deadline)")
    }
  }

  /// One piece unless preemptible; every piece but the last at least the minimum run, but for the one
  /// that goes on from before the first slot. Runs that touch are one piece.
  private func checkPieces(_ runs: [Range<Int>], _ findings: inout Findings) {
    var pieces = [runs[0]]
    for run in runs.dropFirst() {
      if run.lowerBound == pieces[pieces.count - 1].upperBound {
        pieces[pieces.count - 1] = pieces[pieces.count - 1].lowerBound..<run.upperBound
      } else {
        pieces.append(run)
      }
    }
    guard let preemption = job.preemption else {
      if pieces.count > 1 {
        findings.add(
          .split, placeOf("segments"),
          "claimed \(pieces.count) runs, the job runs in one piece")
      }
      return
    }
    let slotMinutes = Double(facts.horizon.slotMinutes)
    let least = preemption.minimumRunMinutes - Tolerance.lengthMilliseconds / 60_000
    for piece in pieces.dropLast() where Double(piece.count) * slotMinutes < least {
      if own.isRunning, piece.lowerBound == 0 { continue }
      findings.add(
        .minimumRun, placeOf("segments"),
        "claimed a run of \(Double(piece.count) * slotMinutes) min before the last one, "
          + "the minimum is \(preemption.minimumRunMinutes)")
    }
  }

  // MARK: How much

  private func report(_ recount: WorkRecount.Recounted, _ findings: inout Findings) {
    let claimed = "claimed \(recount.claimedHours) hours in \(entry.segments.count) runs, "
    guard let hours = recount.expectedHours else {
      findings.add(
        .work, placeOf("segments"), claimed + "all work is done before the last of them begins")
      return
    }
    findings.add(
      .work, placeOf("segments"),
      claimed + "recomputed \(hours) with restarts and resizes")
  }

  private func checkFinish(_ findings: inout Findings) {
    let end = entry.segments[entry.segments.count - 1].end
    if let finish = entry.finish {
      // As doubles, because a claimed instant may be anywhere.
      let apart = abs(Double(finish.milliseconds) - Double(end.milliseconds))
      if apart > Double(Tolerance.edgeMilliseconds) {
        findings.add(
          .finish, placeOf("finish"),
          "claimed \(finish.claimedText), the last segment ends at \(end.claimedText)")
      }
    } else {
      findings.add(.absent, placeOf("finish"), "claimed nothing, expected \(end.claimedText)")
    }
    let deadline = facts.deadline(of: job)
    let slack = Double(deadline.milliseconds) - Double(end.milliseconds)
    findings.compare(
      entry.slackHours, with: Tally(slack / 3_600_000), .slack, placeOf("slackHours"),
      slack: Double(Tolerance.edgeMilliseconds) / 3_600_000)
  }
}
