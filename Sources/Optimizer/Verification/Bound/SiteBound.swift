/// What serving whatever power the jobs ask for costs a site at least, at given shadow prices.
///
/// Prices for what is stored (β, σ), for changes of the grid power (ρ) and for metered peaks (δ) take
/// the slots apart:
///
///     Σ slots  the least over all ways to run the slot (``SlotBound``)
///     + Σ β (SOC′ − SOC) and Σ σ (E′ − a·E), at the states for which they are least
///     − Σ |ρ| · largest change  − Σ δ · peak already paid for
struct SiteBound {
  private(set) var value = Tally()

  init(_ site: SiteFacts, _ prices: PlanDocument.ShadowPrices, _ facts: ScenarioFacts) {
    let hours = facts.horizon.slotHours
    let points = FacilityPoints(site, facts)
    for slot in facts.slots {
      let slotPrices = SlotPrices(site, prices, slot, hours: hours)
      value.add(SlotBound(site, slotPrices, points.bySlot[slot], slot).value)
    }
    if let battery = site.battery, let perMWh = prices.batteryPerMWh {
      value.add(
        Self.storageTerm(
          perKWh: perMWh.map { $0 / 1000 }, kept: 1, capacityKWh: battery.capacity.kilowattHours,
          initialKWh: battery.initial.kilowattHours, finalKWh: battery.final.kilowattHours))
    }
    if let tank = site.tank, let perMWh = prices.storagePerMWhThermal {
      value.add(
        Self.storageTerm(
          perKWh: perMWh.map { $0 / 1000 }, kept: 1 - tank.lossPerHour * hours,
          capacityKWh: tank.capacity.kilowattHours, initialKWh: tank.initial.kilowattHours,
          finalKWh: tank.final.kilowattHours))
    }
    if let rampKW = site.rampKW {
      for perKW in prices.rampPerKW ?? [] { value.add(-abs(perKW) * rampKW) }
    }
    for (charge, series) in zip(site.charges, prices.demandPerKW) {
      for period in charge.periods {
        for slot in period.intervals.joined() {
          value.add(-series.values[slot] * period.peakSoFarKW)
        }
      }
    }
  }

  /// The least of Σ v_t (E_{t+1} − kept·E_t) over states in [0, capacity] with the first one given and
  /// the last one at least `finalKWh`: each state but the first stands in two terms, or in the last
  /// one alone, and goes where its price sends it.
  private static func storageTerm(
    perKWh: [Double], kept: Double, capacityKWh: Double, initialKWh: Double, finalKWh: Double
  ) -> Tally {
    var term = Tally(-kept * perKWh[0] * initialKWh)
    for slot in perKWh.indices.dropFirst() {
      term.add(min(0, perKWh[slot - 1] - kept * perKWh[slot]) * capacityKWh)
    }
    let last = perKWh[perKWh.count - 1]
    term.add(last * (last >= 0 ? finalKWh : capacityKWh))
    return term
  }
}
