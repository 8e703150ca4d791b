/// Checks the run-now baseline, each job's part in it, and what the plan claims to save.
struct BaselineCheck {
  let plan: PlanDocument
  let facts: ScenarioFacts
  let lists: ListCheck
  let planSums: LedgerSums
  let runNow: RunNowBooks

  func run(_ findings: inout Findings) {
    if let baseline = plan.baseline { checkBaseline(baseline, &findings) }
    checkJobs(&findings)
    checkSavings(&findings)
  }

  private func checkBaseline(
    _ baseline: PlanDocument.BaselineFigures, _ findings: inout Findings
  ) {
    if baseline.policy != "run-now" {
      findings.add(
        .baseline, .document(field: "baseline.policy"),
        "claimed \(quoted(baseline.policy)), expected \"run-now\"")
    }
    if baseline.lateJobs != runNow.run.lateJobs {
      findings.add(
        .baseline, .document(field: "baseline.lateJobs"),
        "claimed \(baseline.lateJobs), recomputed \(runNow.run.lateJobs)")
    }
    FigureCheck.compare(
      baseline.objective, with: runNow.sums, path: "baseline.objective", .baseline,
      isLeastPower: true, &findings)
    FigureCheck.compare(
      baseline.totals, with: runNow.sums, path: "baseline.totals", .baseline, isLeastPower: true,
      &findings
    )
    let warning = "baseline-beyond-horizon"
    let isWarned = plan.warnings.contains { $0.code == warning }
    if runNow.run.jobsBeyondHorizon > 0, !isWarned, plan.status != .infeasible {
      findings.add(
        .warning, .document(field: "warnings"),
        "claimed no \(warning), \(runNow.run.jobsBeyondHorizon) jobs of run-now end beyond the horizon"
      )
    }
  }

  /// Jobs without a place in the baseline have no run-now figures; without a baseline none has. A job's
  /// share of a plant's power is as uncertain as the set points, which both sides look for.
  private func checkJobs(_ findings: inout Findings) {
    let flat = facts.hasLiquidCooling ? Tolerance.leastCost : 0
    for (number, job) in facts.jobs.enumerated() {
      guard let position = lists.jobEntries[number] else { continue }
      let entry = plan.jobs[position]
      let shares = plan.baseline == nil ? nil : runNow.ledger.jobs[number]
      findings.compare(
        entry.runNowCost, with: shares?.cost, .runNowCost, .job(id: job.id, field: "runNowCost"),
        slack: flat * (shares?.cost.magnitude ?? 0))
      findings.compare(
        entry.runNowEmissionsKg, with: shares?.emissionsKg, .runNowEmissions,
        .job(id: job.id, field: "runNowEmissionsKg"),
        slack: flat * (shares?.emissionsKg?.magnitude ?? 0))
    }
  }

  // MARK: Savings

  private func checkSavings(_ findings: inout Findings) {
    let isWhole = plan.status == .optimal || plan.status == .feasible
    let isComparable = isWhole && runNow.run.jobsBeyondHorizon == 0
    guard let savings = plan.savings else {
      if isComparable {
        findings.add(.absent, .document(field: "savings"), "claimed none, expected savings")
      }
      return
    }
    guard isComparable else {
      let why = isWhole ? "run-now has work beyond the horizon" : "the plan is not whole"
      findings.add(.unexpected, .document(field: "savings"), "claimed savings, but " + why)
      return
    }
    compare(savings.costPercent, "costPercent", runNow.sums.total, planSums.total, &findings)
    compare(
      savings.emissionsPercent, "emissionsPercent", runNow.sums.emissionsKg, planSums.emissionsKg,
      &findings)
    compare(
      savings.energyPercent, "energyPercent", runNow.sums.energyKWh, planSums.energyKWh, &findings)
  }

  /// 100 × (baseline − plan) / |baseline|, absent where the baseline is zero or unknown.
  private func compare(
    _ claimed: Double?, _ field: String, _ baseline: Tally?, _ planned: Tally?,
    _ findings: inout Findings
  ) {
    let place = Violation.Place.document(field: "savings.\(field)")
    guard let baseline, let planned, baseline.magnitude > 0 else {
      findings.compare(claimed, with: nil, .savings, place)
      return
    }
    let base = abs(baseline.value)
    if base <= Tolerance.arithmetic * baseline.magnitude {
      return  // Zero but for rounding: a percentage of it says nothing, its absence is no flaw.
    }
    let percent = 100 * (baseline.value - planned.value) / base
    // Both figures may be off by their own tolerance.
    let flat = facts.hasLiquidCooling ? Tolerance.leastCost * baseline.magnitude : 0
    let rounding = Tolerance.relative * (baseline.magnitude + planned.magnitude)
    let slack = 100 * (rounding + flat) / base
    findings.compare(claimed, with: Tally(percent), .savings, place, slack: slack)
  }
}
