/// The sums over all sites.
struct LedgerSums {
  private(set) var energyKWh = Tally()
  private(set) var itEnergyKWh = Tally()
  private(set) var referenceKWh = Tally()
  /// nil, as the water, without a liquid-cooled site.
  private(set) var coolingKWh: Tally?
  private(set) var waterM3: Tally?
  private(set) var energyCost = Tally()
  private(set) var carbonCost = Tally()
  private(set) var demandCost = Tally()
  private(set) var cyclingCost = Tally()
  private(set) var waterCost = Tally()
  /// nil where any site has no carbon series.
  private(set) var emissionsKg: Tally? = Tally()
  private(set) var declined = Tally()
  private(set) var peakGridKW = Tally()
  /// nil where no site has panels, or nothing is consumed.
  let carbonFreeFraction: Double?

  init(_ ledger: Ledger, _ facts: ScenarioFacts, declined values: [Double]) {
    carbonFreeFraction = Self.carbonFreeFraction(ledger, facts)
    for sums in ledger.sites.map(\.sums) {
      energyKWh.add(sums.energyKWh)
      itEnergyKWh.add(sums.itEnergyKWh)
      referenceKWh.add(sums.referenceKWh)
      if let kWh = sums.coolingKWh { coolingKWh = (coolingKWh ?? Tally()) + kWh }
      if let m3 = sums.waterM3 { waterM3 = (waterM3 ?? Tally()) + m3 }
      energyCost.add(sums.energyCost)
      carbonCost.add(sums.carbonCost)
      demandCost.add(sums.demandCost)
      cyclingCost.add(sums.cyclingCost)
      waterCost.add(sums.waterCost)
      emissionsKg = emissionsKg.flatMap { sum in sums.emissionsKg.map { sum + $0 } }
    }
    for value in values { declined.add(value) }
    for slot in facts.slots {
      let importKW = ledger.sites.reduce(Tally()) { $0 + $1.balance.importKW(slot) }
      if importKW.value >= peakGridKW.value { peakGridKW = importKW }
    }
  }

  var total: Tally {
    energyCost + carbonCost + demandCost + cyclingCost + waterCost + declined
  }

  /// Facility energy over IT energy; nil without IT energy.
  var pue: Double? {
    itEnergyKWh.value > 0 ? energyKWh.value / itEnergyKWh.value : nil
  }

  /// The same over the energy without leakage.
  var referencePUE: Double? {
    referenceKWh.value > 0 ? energyKWh.value / referenceKWh.value : nil
  }

  /// Solar power that its site consumes, over that and all imports.
  private static func carbonFreeFraction(_ ledger: Ledger, _ facts: ScenarioFacts) -> Double? {
    guard facts.sites.contains(where: { $0.solarKW != nil }) else { return nil }
    var solarKW = 0.0
    var importKW = 0.0
    for (site, books) in zip(facts.sites, ledger.sites) {
      for slot in facts.slots {
        importKW += books.balance.importKW(slot).value
        guard let solar = site.solarKW, let curtailed = books.balance.curtailedKW else { continue }
        solarKW += max(0, solar[slot] - curtailed[slot] - books.balance.exportKW(slot).value)
      }
    }
    return solarKW + importKW > 0 ? solarKW / (solarKW + importKW) : nil
  }

  func objective(currency: String) -> PlanDocument.ObjectiveFigures {
    var figures = PlanDocument.ObjectiveFigures(currency: currency)
    figures.total = total.value
    figures.energyCost = energyCost.value
    figures.carbonCost = carbonCost.value
    figures.demandCost = demandCost.value
    figures.cyclingCost = cyclingCost.value
    figures.waterCost = waterCost.value
    figures.declined = declined.value
    return figures
  }

  var totals: PlanDocument.TotalFigures {
    var figures = PlanDocument.TotalFigures()
    figures.energyMWh = energyKWh.value / 1000
    figures.itEnergyMWh = itEnergyKWh.value / 1000
    figures.coolingEnergyMWh = coolingKWh.map { $0.value / 1000 }
    figures.waterM3 = waterM3?.value
    figures.emissionsTonnes = emissionsKg.map { $0.value / 1000 }
    figures.pue = pue
    figures.pueReference = referencePUE
    figures.peakGridKW = peakGridKW.value
    figures.carbonFreeFraction = carbonFreeFraction
    return figures
  }
}
