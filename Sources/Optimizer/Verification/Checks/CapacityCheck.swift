/// Checks that the jobs together keep within the GPUs of each pool.
struct CapacityCheck {
  let facts: ScenarioFacts
  let ledger: Ledger

  func run(_ findings: inout Findings) {
    for (site, books) in zip(facts.sites, ledger.sites) {
      for (number, pool) in site.pools.enumerated() {
        let (inUse, available) = (books.load.gpusInUse[number], site.available[number])
        let short = facts.slots.filter { inUse[$0] > available[$0] }
        findings.add(.capacity, site: site.id, slots: short, field: "gpusInUse.\(pool.id)") {
          "jobs hold \(inUse[$0]) GPUs, available are \(available[$0])"
        }
      }
    }
  }
}
