/// What one slot pays and earns at given shadow prices, for a kW or its like through the whole slot.
struct SlotPrices {
  /// For each kW imported; priced emissions included.
  let importKW: Double
  /// For each kW exported; negative where export earns.
  let exportKW: Double
  /// For each kW at the grid connection, of either sign: the change from the slot before and to the
  /// one after.
  let gridKW: Double
  /// For each l/h of water.
  let waterLPerHour: Double
  /// For each kW charged into the battery, and discharged.
  let chargeKW: Double
  let dischargeKW: Double
  /// For each kW of heat charged into the tank.
  let storageKW: Double
  /// For each kW of reference power that jobs add; they pay for it.
  let jobKW: Double

  init(_ site: SiteFacts, _ prices: PlanDocument.ShadowPrices, _ slot: Int, hours: Double) {
    let peaks = prices.demandPerKW.reduce(0) { $0 + $1.values[slot] }
    importKW = hours * site.costPerKWh[slot] + peaks
    exportKW = -hours * (site.exportPricePerKWh ?? 0)
    let ramp = prices.rampPerKW ?? site.costPerKWh.map { _ in 0 }
    gridKW = ramp[slot] - (slot + 1 < ramp.count ? ramp[slot + 1] : 0)
    waterLPerHour = hours * site.waterPricePerM3 / 1000
    let stored = (prices.batteryPerMWh?[slot] ?? 0) / 1000
    let oneWay = (site.battery?.roundTripEfficiency ?? 1).squareRoot()
    chargeKW = -hours * stored * oneWay
    dischargeKW =
      hours * (stored / oneWay + (site.battery?.cyclingCost.perKilowattHour ?? 0))
    storageKW = -hours * (prices.storagePerMWhThermal?[slot] ?? 0) / 1000
    jobKW = -hours * prices.energyPerMWh[slot] / 1000
  }
}
