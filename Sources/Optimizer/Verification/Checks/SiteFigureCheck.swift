/// Compares one site's arrays and its unallocated share with the ledger.
struct SiteFigureCheck {
  let site: SiteFacts
  let ledger: Ledger.SiteLedger
  let entry: PlanDocument.SiteEntry

  func run(_ findings: inout Findings) {
    checkUnallocated(&findings)
    checkPower(&findings)
    checkCooling(&findings)
    checkPUE(&findings)
    checkGPUs(&findings)
  }

  private func checkPower(_ findings: inout Findings) {
    let slots = entry.slots
    let referenceKW = ledger.power.indices.map { ledger.load.referenceKW($0) }
    let figures: [(String, [Double]?, [Tally]?)] = [
      ("itKW", slots.itKW, tallies(ledger.power.map(\.itKW))),
      ("itReferenceKW", slots.itReferenceKW, tallies(referenceKW)),
      ("facilityKW", slots.facilityKW, tallies(ledger.power.map(\.facilityKW))),
      ("solarKW", slots.solarKW, tallies(site.solarKW)),
      ("gridKW", slots.gridKW, ledger.balance.gridKW),
      ("pricePerMWh", slots.pricePerMWh, tallies(site.pricePerKWh.map { $0 * 1000 })),
      (
        "carbonGramsPerKWh", slots.carbonGramsPerKWh,
        tallies(site.carbonKgPerKWh.map { $0.map { $0 * 1000 } })
      ),
    ]
    for (name, claimed, recomputed) in figures {
      compare(claimed, with: recomputed, "slots.\(name)", &findings)
    }
  }

  private func checkCooling(_ findings: inout Findings) {
    let slots = entry.slots
    let liquid = site.cooling.liquid
    let states = liquid.map { _ in ledger.power.compactMap(\.state) }
    let figures: [(String, [Double]?, [Double]?)] = [
      ("coolingKW", slots.coolingKW, states?.map(\.coolingKW)),
      ("conversionLossKW", slots.conversionLossKW, states?.map(\.lossKW)),
      ("gpuC", slots.gpuC, states?.map(\.gpuC)),
      ("headroomKW", slots.headroomKW, liquid?.headroomKW),
      ("waterLPerHour", slots.waterLPerHour, states?.map(\.waterLitresPerHour)),
    ]
    for (name, claimed, recomputed) in figures {
      compare(claimed, with: tallies(recomputed), "slots.\(name)", &findings)
    }
  }

  private func tallies(_ values: [Double]?) -> [Tally]? { values.map { $0.map { Tally($0) } } }

  private func compare(
    _ claimed: [Double]?, with recomputed: [Tally]?, _ field: String, _ findings: inout Findings
  ) {
    let isExpected = recomputed != nil
    guard
      let claimed = findings.presence(
        of: claimed, site: site.id, field: field, isExpected: isExpected), let recomputed
    else { return }
    findings.compareSlots(
      claimed.map { Tally($0) }, with: recomputed, site: site.id, field: field
    ) { claimed, recomputed in recomputed.admits(claimed.value) }
  }

  private func checkPUE(_ findings: inout Findings) {
    let pue = ledger.power.map { $0.itKW > 0 ? $0.facilityKW / $0.itKW : nil }
    findings.compareSlots(entry.slots.pue, with: pue, site: site.id, field: "slots.pue") {
      claimed, recomputed in
      guard let claimed, let recomputed else { return claimed == nil && recomputed == nil }
      return Tally(recomputed).admits(claimed)
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
        series.values, with: ledger.load.gpusInUse[number], site: site.id,
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
      slack: rounding(ledger.sums.energyKWh))
    findings.compare(
      claimed.cost, with: fixed.cost, .unallocated, place("cost"),
      slack: rounding(ledger.sums.total))
    findings.compare(
      claimed.emissionsKg, with: fixed.emissionsKg, .unallocated, place("emissionsKg"),
      slack: rounding(ledger.sums.emissionsKg))
  }
}
