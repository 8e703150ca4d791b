import GridPricing

extension MarketPrices {
  /// The shadow prices of a plan at sites and pools of the same names, at the same times; on days beyond
  /// the plan's horizon those of the nearest day in it. Nil where the plan has none.
  init?(of plan: PlanDocument, in problem: Problem) {
    guard plan.sites.contains(where: { $0.shadowPrices != nil }) else { return nil }
    let compiled = problem.compiled
    let slots = problem.horizon.slots.map { plan.horizon.nearestSlot(at: problem.horizon.edge($0)) }
    let published = Dictionary(plan.sites.map { ($0.id, $0.shadowPrices) }) { first, _ in first }
    self = .free(for: compiled)
    for site in problem.sites.indices where compiled.isPowerPriced(at: site) {
      guard let energy = published[problem.sites[site].id]??.energyPerMWh else { continue }
      for (slot, source) in slots.enumerated() where energy.indices.contains(source) {
        let row = site * compiled.slotCount + slot
        let cost = compiled.slotCost[row]
        let scarcity = energy[source] / 1000 * compiled.slotHours - cost
        // The published price was rounded once; what is smaller than that is nothing.
        power[row] = scarcity > 1e-9 * max(abs(cost), 1e-6) ? scarcity : 0
      }
    }
    for pool in compiled.poolSite.indices {
      let site = problem.sites[compiled.poolSite[pool]]
      let id = site.pools[compiled.poolNumber[pool]].id
      guard let values = published[site.id]??.gpuHour.first(where: { $0.pool == id })?.values
      else { continue }
      for (slot, source) in slots.enumerated() where values.indices.contains(source) {
        gpu[pool * compiled.slotCount + slot] = max(0, values[source]) * compiled.slotHours
      }
    }
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
