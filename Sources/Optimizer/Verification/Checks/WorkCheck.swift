/// Checks what becomes of each job, and where, when and how it runs.
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
      if entry.status == .scheduled {
        let check = ScheduleCheck(
          facts: facts, job: job, own: facts.jobFacts[number], entry: entry)
        return check.run(&findings)
      }
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
}
