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
      let curtailedKW = dispatch?.curtailedKW
      balance.curtailedKW = solarKW.indices.map { slot in
        let solar = solarKW[slot]
        let used = curtailedKW.map { solar - $0[slot] } ?? usable(solar, balance.gridKW[slot])
        balance.gridKW[slot] -= used
        return curtailedKW?[slot] ?? solar - used
      }
    }
    return balance
  }

  private var idle: [Double] { [Double](repeating: 0, count: pricePerKWh.count) }

  /// What of the solar power the site, which draws `demandKW`, or the grid can take.
  private func usable(_ solarKW: Double, _ demandKW: Double) -> Double {
    exportPricePerKWh != nil ? solarKW : min(solarKW, max(0, demandKW))
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
