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

  // The baseline has the same figures as the plan. In it both sides look for the set points of least power
  // themselves: they agree on the power but for two minima that lie close together, and less so on what of
  // it is leakage and what cooling.

  static func compare(
    _ claimed: PlanDocument.ObjectiveFigures, with sums: LedgerSums, path: String,
    _ code: Violation.Code, isLeastPower: Bool = false, _ findings: inout Findings
  ) {
    let isFlat = isLeastPower && sums.coolingKWh != nil
    let power = isFlat ? Tolerance.leastCost : 0
    let water = isFlat ? Tolerance.leastPowerSplit * sums.waterCost.magnitude : 0
    func slack(_ field: String, _ sum: Tally) -> Double {
      switch field {
      case "total": power * sum.magnitude + water
      case "waterCost": water
      case "energyCost", "carbonCost", "demandCost": power * sum.magnitude
      default: 0
      }
    }
    let components: [(String, Double, Tally)] = [
      ("total", claimed.total, sums.total),
      ("energyCost", claimed.energyCost, sums.energyCost),
      ("carbonCost", claimed.carbonCost, sums.carbonCost),
      ("demandCost", claimed.demandCost, sums.demandCost),
      ("cyclingCost", claimed.cyclingCost, sums.cyclingCost),
      ("waterCost", claimed.waterCost, sums.waterCost),
      ("latenessCost", claimed.latenessCost, sums.latenessCost),
      ("transferCost", claimed.transferCost, sums.transferCost),
      ("declined", claimed.declined, sums.declined),
    ]
    for (field, value, sum) in components {
      findings.compare(
        value, with: sum, code, .document(field: "\(path).\(field)"),
        slack: slack(field, sum))
    }
  }

  static func compare(
    _ claimed: PlanDocument.TotalFigures, with sums: LedgerSums, path: String,
    _ code: Violation.Code, isLeastPower: Bool = false, _ findings: inout Findings
  ) {
    let isFlat = isLeastPower && sums.coolingKWh != nil
    let powerSlack = isFlat ? Tolerance.leastCost : 0
    let splitSlack = isFlat ? Tolerance.leastPowerSplit : 0
    let split: Set = ["itEnergyMWh", "coolingEnergyMWh", "waterM3", "pue"]
    let itMWh = sums.itEnergyKWh.value / 1000
    let figures: [(String, Double?, Tally?)] = [
      ("energyMWh", claimed.energyMWh, sums.energyKWh * 1e-3),
      ("itEnergyMWh", claimed.itEnergyMWh, sums.itEnergyKWh * 1e-3),
      ("coolingEnergyMWh", claimed.coolingEnergyMWh, sums.coolingKWh.map { $0 * 1e-3 }),
      ("emissionsTonnes", claimed.emissionsTonnes, sums.emissionsKg.map { $0 * 1e-3 }),
      ("waterM3", claimed.waterM3, sums.waterM3),
      ("pue", claimed.pue, sums.pue.map { Tally($0) }),
      ("pueReference", claimed.pueReference, sums.referencePUE.map { Tally($0) }),
      ("peakGridKW", claimed.peakGridKW, sums.peakGridKW),
    ]
    for (field, value, sum) in figures {
      let size = field == "itEnergyMWh" || field == "coolingEnergyMWh" ? itMWh : sum?.value ?? 0
      findings.compare(
        value, with: sum, code, .document(field: "\(path).\(field)"),
        slack: size * (split.contains(field) ? splitSlack : powerSlack))
    }
    findings.compare(
      claimed.carbonFreeFraction, with: sums.carbonFree.map { Tally($0.fraction) }, code,
      .document(field: "\(path).carbonFreeFraction"),
      slack: (sums.carbonFree?.rounding ?? 0) + powerSlack)
  }
}
