/// Finds the shadow prices of every site, and checks that all of them are fit to prove something.
struct ShadowPriceCheck {
  /// In the order of the scenario; nil where a site has none or wrong ones.
  private(set) var bySite: [PlanDocument.ShadowPrices]?

  init(
    _ plan: PlanDocument, _ facts: ScenarioFacts, _ lists: ListCheck, _ findings: inout Findings
  ) {
    var prices: [PlanDocument.ShadowPrices] = []
    for (number, site) in facts.sites.enumerated() {
      guard let entry = lists.siteEntries[number], let claimed = plan.sites[entry].shadowPrices
      else { continue }
      let before = findings.violations.count
      let check = SiteShadowPriceCheck(prices: claimed, site: site, slots: facts.horizon.count)
      check.run(&findings)
      if findings.violations.count == before { prices.append(claimed) }
    }
    bySite = prices.count == facts.sites.count ? prices : nil
  }
}

/// Checks the shadow prices of one site: one for each part and slot, in a range that proves something.
private struct SiteShadowPriceCheck {
  let prices: PlanDocument.ShadowPrices
  let site: SiteFacts
  let slots: Int

  func run(_ findings: inout Findings) {
    check(prices.energyPerMWh, "energyPerMWh", isSigned: true, &findings)
    checkGPUs(&findings)
    checkDemand(&findings)
    check(
      prices.batteryPerMWh, "batteryPerMWh", isExpected: site.battery != nil, &findings)
    check(
      prices.storagePerMWhThermal, "storagePerMWhThermal", isExpected: site.tank != nil, &findings)
    check(prices.rampPerKW, "rampPerKW", isExpected: site.rampKW != nil, &findings)
    if site.rampKW != nil, let first = prices.rampPerKW?.first, first != 0 {
      findings.add(
        .shadowPrice, place("rampPerKW", 0), "claimed \(first), the first slot has no ramp")
    }
  }

  private func place(_ field: String, _ slot: Int? = nil) -> Violation.Place {
    .site(id: site.id, slot: slot, field: "shadowPrices.\(field)")
  }

  private func checkGPUs(_ findings: inout Findings) {
    guard prices.gpuHour.map(\.pool) == site.pools.map(\.id) else {
      findings.add(
        .poolList, place("gpuHour"),
        "claimed \(prices.gpuHour.count) pools, expected the site's \(site.pools.count) in order")
      return
    }
    for series in prices.gpuHour {
      check(series.values, "gpuHour.\(series.pool)", isSigned: false, &findings)
    }
  }

  /// The price of a part that not every site has.
  private func check(
    _ values: [Double]?, _ field: String, isExpected: Bool, _ findings: inout Findings
  ) {
    let path = "shadowPrices.\(field)"
    guard
      let values = findings.presence(
        of: values, site: site.id, field: path, isExpected: isExpected)
    else { return }
    check(values, field, isSigned: true, &findings)
  }

  private func check(
    _ values: [Double], _ field: String, isSigned: Bool, _ findings: inout Findings
  ) {
    let path = "shadowPrices.\(field)"
    guard findings.hasOneValuePerSlot(values, slots, site: site.id, field: path) else { return }
    let range = (isSigned ? -Tolerance.largestPrice : 0)...Tolerance.largestPrice
    let wrong = values.indices.filter { !range.contains(values[$0]) }
    findings.add(.shadowPrice, site: site.id, slots: wrong, field: path) {
      "claimed \(values[$0]), expected \(range.lowerBound) to \(range.upperBound)"
    }
  }

  // MARK: Demand charges

  private func checkDemand(_ findings: inout Findings) {
    guard prices.demandPerKW.map(\.charge) == site.charges.map(\.name) else {
      findings.add(
        .shadowPrice, place("demandPerKW"),
        "claimed \(prices.demandPerKW.count) charges, expected the site's \(site.charges.count) "
          + "in order")
      return
    }
    for (series, charge) in zip(prices.demandPerKW, site.charges) {
      let before = findings.violations.count
      check(series.values, "demandPerKW.\(charge.name)", isSigned: false, &findings)
      if findings.violations.count == before { check(series.values, charge, &findings) }
    }
  }

  /// Only metered slots have a price, those of an interval share it equally, and all of a period add
  /// up to the charge at most: no peak costs more than that.
  private func check(_ values: [Double], _ charge: ChargeFacts, _ findings: inout Findings) {
    let field = "demandPerKW.\(charge.name)"
    var isMetered = values.map { _ in false }
    for period in charge.periods {
      for interval in period.intervals {
        for slot in interval { isMetered[slot] = true }
        let first = values[interval[0]]
        let odd = interval.first { abs(values[$0] - first) > Tolerance.arithmetic * first }
        guard let odd else { continue }
        findings.add(
          .shadowPrice, place(field, odd),
          "claimed \(values[odd]), but \(first) earlier in the same metering interval")
      }
      let sum = period.intervals.joined().reduce(0) { $0 + values[$1] }
      if !(sum <= charge.perKW * (1 + Tolerance.arithmetic)) {
        findings.add(
          .shadowPrice, place(field, period.intervals[0][0]),
          "claimed \(sum) in all for one period, the charge is \(charge.perKW)")
      }
    }
    let unmetered = values.indices.filter { !isMetered[$0] && values[$0] != 0 }
    findings.add(.shadowPrice, site: site.id, slots: unmetered, field: "shadowPrices.\(field)") {
      "claimed \(values[$0]), the charge does not meter this slot"
    }
  }
}
