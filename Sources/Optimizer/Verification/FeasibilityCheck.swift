/// Checks that the jobs together keep within the GPUs of each pool and the power of each site.
struct FeasibilityCheck {
  let facts: ScenarioFacts
  let ledger: Ledger

  func run(_ findings: inout Findings) {
    for (site, sums) in zip(facts.sites, ledger.sites) {
      checkCapacity(site, sums, &findings)
      checkGridLimit(site, sums, &findings)
    }
  }

  private func checkCapacity(
    _ site: SiteFacts, _ sums: Ledger.SiteLedger, _ findings: inout Findings
  ) {
    for (number, pool) in site.pools.enumerated() {
      for slot in facts.slots where sums.gpusInUse[number][slot] > site.available[number][slot] {
        findings.add(
          .capacity, .site(id: site.id, slot: slot, field: "gpusInUse.\(pool.id)"),
          "jobs hold \(sums.gpusInUse[number][slot]) GPUs, "
            + "available are \(site.available[number][slot])")
      }
    }
  }

  /// The mean power of each slot; where base and idle load alone exceed the limit, which makes the
  /// plan infeasible, no job may add to it.
  private func checkGridLimit(
    _ site: SiteFacts, _ sums: Ledger.SiteLedger, _ findings: inout Findings
  ) {
    guard let limit = site.gridLimitKW else { return }
    for slot in facts.slots where sums.jobKW[slot] > 0 {
      if site.admits(facilityKW: sums.facilityKW[slot]) { continue }
      findings.add(
        .gridLimit, .site(id: site.id, slot: slot, field: "gridKW"),
        "the site draws \(sums.facilityKW[slot]) kW, its limit is \(limit)")
    }
  }
}
