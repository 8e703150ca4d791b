/// Checks what each site draws from the grid: limits, export, changes from slot to slot, and what is
/// left unused of its solar power.
struct GridCheck {
  let plan: PlanDocument
  let facts: ScenarioFacts
  let ledger: Ledger

  func run(_ findings: inout Findings) {
    for (site, books) in zip(facts.sites, ledger.sites) {
      checkLimit(site, books, &findings)
      checkExport(site, books, &findings)
      checkCurtailment(site, books, &findings)
      // Where base and idle load break a limit, nothing else can be asked of the rest.
      if plan.status != .infeasible { checkRamp(site, books, &findings) }
    }
  }

  /// The mean power of each slot; where base and idle load alone exceed the limit, which makes the
  /// plan infeasible, no job may add to it.
  private func checkLimit(
    _ site: SiteFacts, _ books: Ledger.SiteLedger, _ findings: inout Findings
  ) {
    for slot in facts.slots {
      guard let limit = site.gridLimits[slot] else { continue }
      if plan.status == .infeasible, books.load.jobKW[slot] == 0 { continue }
      let gridKW = books.balance.gridKW[slot].value
      if limit.admits(gridKW: gridKW) { continue }
      findings.add(
        .gridLimit, .site(id: site.id, slot: slot, field: "gridKW"),
        "the site draws \(gridKW) kW, its limit is \(limit.text)")
    }
  }

  private func checkExport(
    _ site: SiteFacts, _ books: Ledger.SiteLedger, _ findings: inout Findings
  ) {
    guard site.exportPricePerKWh == nil else { return }
    let gridKW = books.balance.gridKW.map(\.value)
    let exporting = facts.slots.filter { !(gridKW[$0] >= -Tolerance.exportKW) }
    findings.add(.export, site: site.id, slots: exporting, field: "gridKW") {
      "the site exports \(-gridKW[$0]) kW, its tariff allows no export"
    }
  }

  private func checkCurtailment(
    _ site: SiteFacts, _ books: Ledger.SiteLedger, _ findings: inout Findings
  ) {
    guard let solarKW = site.solarKW, let curtailedKW = books.balance.curtailedKW else { return }
    let wrong = facts.slots.filter { slot in
      let tolerance = Tolerance.storage * max(1, solarKW[slot])
      return !(-tolerance...solarKW[slot] + tolerance).contains(curtailedKW[slot])
    }
    findings.add(.curtailment, site: site.id, slots: wrong, field: "slots.curtailedKW") {
      "claimed \(curtailedKW[$0]), the panels give \(solarKW[$0]) kW"
    }
  }

  private func checkRamp(
    _ site: SiteFacts, _ books: Ledger.SiteLedger, _ findings: inout Findings
  ) {
    guard let rampKW = site.rampKW else { return }
    let gridKW = books.balance.gridKW.map(\.value)
    let tooFast = facts.slots.dropFirst().filter { slot in
      !(abs(gridKW[slot] - gridKW[slot - 1]) <= rampKW * (1 + Tolerance.ramp))
    }
    findings.add(.ramp, site: site.id, slots: tooFast, field: "gridKW") {
      "the site goes from \(gridKW[$0 - 1]) to \(gridKW[$0]) kW, it may change by \(rampKW)"
    }
  }
}
