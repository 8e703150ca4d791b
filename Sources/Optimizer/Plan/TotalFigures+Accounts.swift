extension PlanDocument.TotalFigures {
  /// The sums over all sites.
  init(_ accounts: [SiteAccount]) {
    self.init()
    energyMWh = accounts.megawattHours { $0.operation.cooling.facilityKW } ?? 0
    itEnergyMWh = accounts.megawattHours { $0.operation.cooling.itKW } ?? 0
    coolingEnergyMWh = accounts.megawattHours { $0.operation.cooling.coolingKW }
    // Litres are to cubic metres as kWh to MWh.
    waterM3 = accounts.megawattHours { $0.operation.cooling.waterLPerHour }
    let emissionsKg = accounts.compactMap(\.emissionsKg)
    emissionsTonnes =
      emissionsKg.count == accounts.count ? emissionsKg.reduce(0, +) / 1000 : nil
    pue = itEnergyMWh > 0 ? energyMWh / itEnergyMWh : nil
    let referenceMWh = accounts.megawattHours { $0.operation.itReferenceKW } ?? 0
    pueReference = referenceMWh > 0 ? energyMWh / referenceMWh : nil
    let gridKW = accounts.map(\.operation.balance.gridKW)
    peakGridKW =
      gridKW[0].indices.map { slot in gridKW.reduce(0) { $0 + max(0, $1[slot]) } }.max() ?? 0
    carbonFreeFraction = Self.carbonFreeFraction(accounts)
  }

  /// Solar power used on site over that and imports; exports are solar power first.
  private static func carbonFreeFraction(_ accounts: [SiteAccount]) -> Double? {
    guard accounts.contains(where: { $0.solarKW != nil }) else { return nil }
    var solarKW = 0.0
    var importKW = 0.0
    for account in accounts {
      let balance = account.operation.balance
      for (slot, gridKW) in balance.gridKW.enumerated() {
        importKW += max(0, gridKW)
        guard let solar = account.solarKW?[slot] else { continue }
        solarKW += max(0, solar - (balance.curtailedKW?[slot] ?? 0) - max(0, -gridKW))
      }
    }
    return solarKW + importKW > 0 ? solarKW / (solarKW + importKW) : nil
  }
}

extension [SiteAccount] {
  /// The energy of a power at all sites that have it, in MWh; nil where none has.
  fileprivate func megawattHours(_ powerKW: (SiteAccount) -> [Double]?) -> Double? {
    let energies = compactMap { account in
      powerKW(account).map { $0.reduce(0, +) * account.slotHours / 1000 }
    }
    return energies.isEmpty ? nil : energies.reduce(0, +)
  }
}
