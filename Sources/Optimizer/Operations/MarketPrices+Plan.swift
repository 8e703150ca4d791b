import GridPricing

extension MarketPrices {
  /// The shadow prices of a plan at sites and pools of the same names, at the same times; on days beyond
  /// the plan's horizon those of the nearest day in it. Nil where the plan has none of use.
  init?(of plan: PlanDocument, in problem: Problem) {
    let published = Dictionary(
      plan.sites.compactMap { site in
        site.shadowPrices.flatMap { $0.isSensible ? (site.id, $0) : nil }
      }
    ) { first, _ in first }
    guard !published.isEmpty else { return nil }
    let compiled = problem.compiled
    let slots = problem.horizon.slots.map { plan.horizon.nearestSlot(at: problem.horizon.edge($0)) }
    let stretch = problem.horizon.slotHours / plan.horizon.slotHours
    self = .free(for: compiled)
    for site in problem.sites.indices where compiled.isPowerPriced(at: site) {
      guard let prices = published[problem.sites[site].id] else { continue }
      let isPlant = compiled.facilities[site] != nil
      for (slot, source) in slots.enumerated() where prices.energyPerMWh.indices.contains(source) {
        let row = site * compiled.slotCount + slot
        let cost = compiled.slotCost[row]
        let scarcity = prices.energyPerMWh[source] / 1000 * compiled.slotHours - cost
        // The published price was rounded once; what is smaller than that is nothing. What nothing limits
        // today is not scarce, whatever it was.
        let isScarce =
          compiled.powerRoomKW[row].isFinite && scarcity > 1e-9 * max(abs(cost), 1e-6)
        power[row] = isPlant || isScarce ? scarcity : 0
      }
      if let facility = compiled.facilities[site] {
        facilities[site]!.take(
          prices, at: slots, of: facility, charges: problem.sites[site].tariff.demandCharges,
          stretch: stretch)
      }
    }
    for pool in compiled.poolSite.indices {
      let site = problem.sites[compiled.poolSite[pool]]
      let id = site.pools[compiled.poolNumber[pool]].id
      guard let values = published[site.id]?.gpuHour.first(where: { $0.pool == id })?.values
      else { continue }
      for (slot, source) in slots.enumerated() where values.indices.contains(source) {
        gpu[pool * compiled.slotCount + slot] = max(0, values[source]) * compiled.slotHours
      }
    }
  }
}

extension PlanDocument.ShadowPrices {
  /// Whether sums of the prices are still exact enough to matter.
  fileprivate var isSensible: Bool {
    let series =
      [energyPerMWh, batteryPerMWh ?? [], storagePerMWhThermal ?? [], rampPerKW ?? []]
      + gpuHour.map(\.values) + demandPerKW.map(\.values)
    return series.joined().allSatisfy { abs($0) <= Tolerance.largestPrice }
  }
}

extension FacilityPrices {
  /// Takes over the prices of a plan for what the facility has.
  ///
  /// - Parameters:
  ///   - sources: by slot, that of the plan.
  ///   - stretch: the length of a slot in slots of the plan.
  fileprivate mutating func take(
    _ published: PlanDocument.ShadowPrices, at sources: [Int], of facility: CompiledFacility,
    charges: [DemandCharge], stretch: Double
  ) {
    func take(_ values: [Double]?, _ prices: inout [Double], times factor: Double) {
      for index in prices.indices where values?.indices.contains(sources[index]) == true {
        prices[index] = values![sources[index]] * factor
      }
    }
    take(published.batteryPerMWh, &battery, times: 0.001)
    take(published.storagePerMWhThermal, &tank, times: 0.001)
    take(published.rampPerKW, &ramp, times: 1)
    if !ramp.isEmpty { ramp[0] = 0 }
    for (number, charge) in charges.enumerated() {
      var values = [Double](repeating: 0, count: facility.slotCount)
      take(
        published.demandPerKW.first { $0.charge == charge.name }?.values, &values, times: stretch)
      // The slots of an interval share its price equally; outside there is none.
      for interval in facility.charges[number].periods.flatMap(\.intervals) {
        let mean = interval.reduce(0) { $0 + values[$1] } / Double(interval.count)
        for slot in interval { demand[number][slot] = max(0, mean) }
      }
    }
    keepDemandWithinCharges(of: facility)
  }
}

extension Horizon {
  /// The slot at an instant, or at the same time of the nearest day of the horizon.
  fileprivate func nearestSlot(at instant: Instant) -> Int {
    let day = max(1, Int(86_400_000 / slotMilliseconds))
    let days = max(1, count / day)
    let slot = slot(containing: instant)
    if slot < 0 { return slot + (-slot + day - 1) / day * day }
    return slot < count ? slot : (days - 1) * day + (slot - days * day) % day
  }
}
