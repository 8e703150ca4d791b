import GridPricing

extension SiteBooks {
  /// What a balance costs.
  ///
  /// - Parameter waterLPerHour: water that cooling takes, by slot; nil where it takes none.
  package func costs(_ balance: SiteBalance, waterLPerHour: [Double]? = nil) -> SiteCosts {
    var costs = SiteCosts()
    for (slot, gridKW) in balance.gridKW.enumerated() {
      let energy = energyCost(gridKW: gridKW, slot: slot)
      let carbon = carbonCost(gridKW: gridKW, slot: slot)
      costs.energy += energy
      costs.carbon += carbon
      costs.magnitude += abs(energy + carbon)
    }
    costs.demand = demandCost(gridKW: balance.gridKW)
    costs.cycling = cyclingCost(batteryKW: balance.batteryKW ?? [])
    costs.water = waterPricePerM3 * (waterLPerHour ?? []).reduce(0, +) * slotHours / 1000
    costs.magnitude += costs.demand + costs.cycling + costs.water
    return costs
  }

  /// Cost of import less income from export in one slot.
  package func energyCost(gridKW: Double, slot: Int) -> Double {
    let perKWh = gridKW >= 0 ? pricePerKWh[slot] : exportPricePerKWh ?? 0
    return slotHours * gridKW * perKWh
  }

  /// Emissions of one slot at the price of carbon; export earns nothing.
  package func carbonCost(gridKW: Double, slot: Int) -> Double {
    carbonPricePerKg * (emissionsKg(gridKW: gridKW, slot: slot) ?? 0)
  }

  /// Emissions of what is imported in one slot; nil without a carbon series.
  package func emissionsKg(gridKW: Double, slot: Int) -> Double? {
    carbonKgPerKWh.map { slotHours * max(0, gridKW) * $0[slot] }
  }

  /// Demand charges of all periods, beyond the peaks that are already paid for.
  package func demandCost(gridKW: [Double]) -> Double {
    guard !demandCharges.isEmpty else { return 0 }
    let importKW = gridKW.map { max(0, $0) }
    return zip(demandCharges, demandPeriods).reduce(0) { sum, charge in
      charge.1.reduce(sum) { $0 + charge.0.cost(of: $1, importKW: importKW) }
    }
  }

  /// Wear, for the energy discharged.
  private func cyclingCost(batteryKW: [Double]) -> Double {
    guard let battery else { return 0 }
    let dischargedKW = batteryKW.reduce(0) { $0 + max(0, -$1) }
    return battery.cyclingCost.perKilowattHour * dischargedKW * slotHours
  }
}
