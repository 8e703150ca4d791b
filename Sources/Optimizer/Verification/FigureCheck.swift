/// Compares every figure of the plan with the ledger: jobs, sites, slots, totals and objective.
struct FigureCheck {
  let plan: PlanDocument
  let facts: ScenarioFacts
  let lists: ListCheck
  let ledger: Ledger
  let sums: LedgerSums

  func run(_ findings: inout Findings) {
    checkJobs(&findings)
    for number in facts.sites.indices {
      guard let position = lists.siteEntries[number] else { continue }
      let entry = plan.sites[position]
      let check = SiteFigureCheck(
        site: facts.sites[number], ledger: ledger.sites[number], entry: entry)
      check.run(&findings)
    }
    Self.compare(plan.objective, with: sums, path: "objective", .objective, &findings)
    Self.compare(plan.totals, with: sums, path: "totals", .totals, &findings)
  }

  private func checkJobs(_ findings: inout Findings) {
    for (number, job) in facts.jobs.enumerated() {
      // A job that runs nowhere readable has no figures to compare with.
      guard let position = lists.jobEntries[number], let shares = ledger.jobs[number] else {
        continue
      }
      let entry = plan.jobs[position]
      findings.compare(
        entry.energyKWh, with: shares.energyKWh, .jobEnergy, .job(id: job.id, field: "energyKWh"))
      findings.compare(entry.cost, with: shares.cost, .jobCost, .job(id: job.id, field: "cost"))
      findings.compare(
        entry.emissionsKg, with: shares.emissionsKg, .jobEmissions,
        .job(id: job.id, field: "emissionsKg"))
    }
  }

  // The baseline has the same figures as the plan.

  static func compare(
    _ claimed: PlanDocument.ObjectiveFigures, with sums: LedgerSums, path: String,
    _ code: Violation.Code, _ findings: inout Findings
  ) {
    let components: [(String, Double, Tally)] = [
      ("total", claimed.total, sums.total),
      ("energyCost", claimed.energyCost, sums.energyCost),
      ("carbonCost", claimed.carbonCost, sums.carbonCost),
      ("declined", claimed.declined, sums.declined),
    ]
    for (field, value, sum) in components {
      findings.compare(value, with: sum, code, .document(field: "\(path).\(field)"))
    }
  }

  static func compare(
    _ claimed: PlanDocument.TotalFigures, with sums: LedgerSums, path: String,
    _ code: Violation.Code, _ findings: inout Findings
  ) {
    let figures: [(String, Double?, Tally?)] = [
      ("energyMWh", claimed.energyMWh, sums.energyKWh * 1e-3),
      ("itEnergyMWh", claimed.itEnergyMWh, sums.itEnergyKWh * 1e-3),
      ("emissionsTonnes", claimed.emissionsTonnes, sums.emissionsKg.map { $0 * 1e-3 }),
      ("pue", claimed.pue, sums.pue.map { Tally($0) }),
      ("peakGridKW", claimed.peakGridKW, Tally(sums.peakGridKW)),
    ]
    for (field, value, sum) in figures {
      findings.compare(value, with: sum, code, .document(field: "\(path).\(field)"))
    }
  }
}

/// Compares one site's arrays and its unallocated share with the ledger.
struct SiteFigureCheck {
  let site: SiteFacts
  let ledger: Ledger.SiteLedger
  let entry: PlanDocument.SiteEntry

  func run(_ findings: inout Findings) {
    checkUnallocated(&findings)
    let slots = entry.slots
    compare(slots.itKW, with: ledger.itKW, "itKW", &findings)
    compare(slots.facilityKW, with: ledger.facilityKW, "facilityKW", &findings)
    compare(slots.gridKW, with: ledger.facilityKW, "gridKW", &findings)
    compare(slots.pricePerMWh, with: site.pricePerKWh.map { $0 * 1000 }, "pricePerMWh", &findings)
    checkPUE(&findings)
    checkCarbon(&findings)
    checkGPUs(&findings)
  }

  private func compare(
    _ claimed: [Double], with recomputed: [Double], _ field: String, _ findings: inout Findings
  ) {
    findings.compareSlots(claimed, with: recomputed, site: site.id, field: "slots.\(field)") {
      Tally($1).admits($0)
    }
  }

  private func checkPUE(_ findings: inout Findings) {
    let pue = ledger.itKW.map { $0 > 0 ? site.pue : nil }
    findings.compareSlots(entry.slots.pue, with: pue, site: site.id, field: "slots.pue") {
      claimed, recomputed in
      guard let claimed, let recomputed else { return claimed == nil && recomputed == nil }
      return Tally(recomputed).admits(claimed)
    }
  }

  private func checkCarbon(_ findings: inout Findings) {
    let place = Violation.Place.site(id: site.id, slot: nil, field: "slots.carbonGramsPerKWh")
    switch (entry.slots.carbonGramsPerKWh, site.carbonKgPerKWh) {
    case (let claimed?, let carbon?):
      compare(claimed, with: carbon.map { $0 * 1000 }, "carbonGramsPerKWh", &findings)
    case (nil, .some):
      findings.add(.absent, place, "claimed nothing, the site has a carbon series")
    case (.some, nil):
      findings.add(.unexpected, place, "claimed values, the site has no carbon series")
    case (nil, nil):
      break
    }
  }

  private func checkGPUs(_ findings: inout Findings) {
    let claimed = entry.slots.gpusInUse
    let ids = site.pools.map(\.id)
    guard claimed.map(\.pool) == ids else {
      findings.add(
        .poolList, .site(id: site.id, slot: nil, field: "slots.gpusInUse"),
        "claimed \(claimed.count) pools, expected the site's \(ids.count) in their order")
      return
    }
    for (number, series) in claimed.enumerated() {
      findings.compareSlots(
        series.values, with: ledger.gpusInUse[number], site: site.id,
        field: "slots.gpusInUse.\(series.pool)", isEqual: ==)
    }
  }

  /// What is left when the jobs' shares are taken from the site's sums.
  private func checkUnallocated(_ findings: inout Findings) {
    let claimed = entry.unallocated
    let fixed = ledger.unallocated
    // Whoever subtracts is left with the rounding of the larger sums.
    func rounding(_ whole: Tally?) -> Double { (whole?.magnitude ?? 0) * Tolerance.arithmetic }
    func place(_ field: String) -> Violation.Place {
      .site(id: site.id, slot: nil, field: "unallocated.\(field)")
    }
    findings.compare(
      claimed.energyKWh, with: fixed.energyKWh, .unallocated, place("energyKWh"),
      slack: rounding(ledger.energyKWh))
    findings.compare(
      claimed.cost, with: fixed.cost, .unallocated, place("cost"),
      slack: rounding(ledger.energyCost + ledger.carbonCost))
    findings.compare(
      claimed.emissionsKg, with: fixed.emissionsKg, .unallocated, place("emissionsKg"),
      slack: rounding(ledger.emissionsKg))
  }
}
