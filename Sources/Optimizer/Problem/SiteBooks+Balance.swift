import GridPricing

extension SiteBooks {
  /// What solar power, storages and grid do for a facility power.
  package func balance(facilityKW: [Double], dispatch: Dispatch? = nil) -> SiteBalance {
    var balance = SiteBalance(gridKW: facilityKW)
    if let battery {
      let powerKW = dispatch?.batteryKW ?? idle
      balance.batteryKW = powerKW
      balance.batteryKWh = battery.statesOfCharge(powerKW: powerKW, slotHours: slotHours)
      for slot in powerKW.indices { balance.gridKW[slot] += powerKW[slot] }
    }
    if let thermalStorage {
      let powerKW = dispatch?.storageKW ?? idle
      balance.storageKW = powerKW
      balance.storageKWh = thermalStorage.levels(powerKW: powerKW, slotHours: slotHours)
    }
    if let solarKW {
      let curtailedKW = dispatch?.curtailedKW ?? leastCurtailment(demandKW: balance.gridKW)
      balance.curtailedKW = curtailedKW
      for slot in solarKW.indices { balance.gridKW[slot] -= solarKW[slot] - curtailedKW[slot] }
    }
    return balance
  }

  private var idle: [Double] { [Double](repeating: 0, count: pricePerKWh.count) }

  /// What of the solar power neither the site can take, which draws `demandKW`, nor the grid.
  private func leastCurtailment(demandKW: [Double]) -> [Double] {
    guard let solarKW, exportPricePerKWh == nil else { return idle }
    return zip(solarKW, demandKW).map { solar, demand in min(solar, max(0, solar - demand)) }
  }
}

extension Battery {
  /// Energy stored at the end of each slot, in kWh; positive power charges.
  func statesOfCharge(powerKW: [Double], slotHours: Double) -> [Double] {
    let oneWay = roundTripEfficiency.squareRoot()
    var stored = initial.kilowattHours
    return powerKW.map { power in
      stored += slotHours * (power >= 0 ? oneWay * power : power / oneWay)
      return stored
    }
  }
}

extension ThermalStorage {
  /// Cold stored at the end of each slot, in kWh; positive power charges.
  func levels(powerKW: [Double], slotHours: Double) -> [Double] {
    let kept = 1 - lossPerHour * slotHours
    var stored = initial.kilowattHours
    return powerKW.map { power in
      stored = kept * stored + slotHours * power
      return stored
    }
  }
}
