import GridPricing

/// What stands between facility and grid: grid = facility + battery − (solar − curtailed).
struct GridBalance {
  /// Solar power that is not used; nil without panels.
  private(set) var curtailedKW: [Double]?
  /// Energy in the battery at the end of each slot; nil without one.
  let batteryKWh: [Double]?
  /// Cold in the tank at the end of each slot; nil without one.
  let storageKWh: [Double]?
  /// Import from the grid, negative for export.
  private(set) var gridKW: [Tally] = []

  init(_ site: SiteFacts, _ dispatch: Dispatch, facilityKW: [Double], hours: Double) {
    let batteryKW = dispatch.batteryKW ?? facilityKW.map { _ in 0 }
    batteryKWh = site.battery.map { Self.states(of: $0, batteryKW, hours: hours) }
    let storageKW = dispatch.storageKW ?? facilityKW.map { _ in 0 }
    storageKWh = site.tank.map { Self.states(of: $0, storageKW, hours: hours) }
    curtailedKW = site.solarKW.map { _ in [] }
    for slot in facilityKW.indices {
      var kW = Tally(facilityKW[slot])
      if site.battery != nil { kW.add(batteryKW[slot]) }
      if let solarKW = site.solarKW {
        // What the plan leaves open: without export, curtailed is what nobody can take.
        let surplusKW = site.exportPricePerKWh == nil ? max(0, solarKW[slot] - kW.value) : 0
        let curtailed = dispatch.curtailedKW?[slot] ?? min(solarKW[slot], surplusKW)
        curtailedKW?.append(curtailed)
        kW.add(-solarKW[slot])
        kW.add(curtailed)
      }
      gridKW.append(kW)
    }
  }

  func importKW(_ slot: Int) -> Tally { gridKW[slot].clamped(atLeast: 0) }

  func exportKW(_ slot: Int) -> Tally { (gridKW[slot] * -1).clamped(atLeast: 0) }

  /// SOC′ = SOC + Δ·(√η·charge − discharge / √η)
  private static func states(of battery: Battery, _ kW: [Double], hours: Double) -> [Double] {
    let oneWay = battery.roundTripEfficiency.squareRoot()
    var kWh = battery.initial.kilowattHours
    return kW.map { kW in
      kWh += hours * (oneWay * max(kW, 0) - max(-kW, 0) / oneWay)
      return kWh
    }
  }

  /// E′ = (1 − loss·Δ)·E + Δ·q
  private static func states(of tank: ThermalStorage, _ kW: [Double], hours: Double) -> [Double] {
    var kWh = tank.initial.kilowattHours
    return kW.map { kW in
      kWh = (1 - tank.lossPerHour * hours) * kWh + hours * kW
      return kWh
    }
  }
}
