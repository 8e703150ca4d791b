import GridPricing

/// The figures of one site over all slots.
struct SiteSums {
  /// At the facility.
  private(set) var energyKWh = Tally()
  /// Leakage included.
  private(set) var itEnergyKWh = Tally()
  /// Without leakage.
  private(set) var referenceKWh = Tally()
  /// Pumps, fans and chillers; nil, as the water, without a liquid-cooled plant.
  private(set) var coolingKWh: Tally?
  private(set) var waterM3: Tally?
  private(set) var energyCost = Tally()
  private(set) var carbonCost = Tally()
  private(set) var demandCost = Tally()
  private(set) var cyclingCost = Tally()
  private(set) var waterCost = Tally()
  /// nil where the site has no carbon series.
  private(set) var emissionsKg: Tally?

  var total: Tally { energyCost + carbonCost + demandCost + cyclingCost + waterCost }

  init(_ site: SiteFacts) {
    if site.carbonKgPerKWh != nil { emissionsKg = Tally() }
    guard site.cooling.liquid != nil else { return }
    coolingKWh = Tally()
    waterM3 = Tally()
  }

  mutating func add(_ bill: SlotBill) {
    energyCost.add(bill.energyCost)
    carbonCost.add(bill.carbonCost)
    if let kg = bill.emissionsKg { emissionsKg?.add(kg) }
  }

  mutating func add(_ power: FacilityPower, referenceKW: Double, hours: Double) {
    energyKWh.add(power.facilityKW * hours)
    itEnergyKWh.add(power.itKW * hours)
    referenceKWh.add(referenceKW * hours)
    if let state = power.state {
      coolingKWh?.add(state.coolingKW * hours)
      waterM3?.add(state.waterLitresPerHour * hours / 1000)
    }
  }

  /// What no slot pays for by itself: demand charges, wear of the battery and water.
  mutating func addFixedCosts(
    _ site: SiteFacts, _ dispatch: Dispatch, _ balance: GridBalance, hours: Double
  ) {
    if let waterM3 { waterCost = waterM3 * site.waterPricePerM3 }
    let importKW = balance.gridKW.indices.map { balance.importKW($0) }
    for charge in site.charges { demandCost.add(charge.cost(importKW: importKW)) }
    if let battery = site.battery {
      for kW in dispatch.batteryKW ?? [] {
        cyclingCost.add(max(-kW, 0) * hours * battery.cyclingCost.perKilowattHour)
      }
    }
  }
}
