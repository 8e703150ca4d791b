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
  let latenessCost: Tally
  let transferCost: Tally
  /// nil where any site has no carbon series.
  private(set) var emissionsKg: Tally? = Tally()
  private(set) var declined = Tally()
  let peakGridKW: Tally
  /// nil where no site has panels, or nothing is consumed.
  let carbonFree: Share?

  /// A part of a whole.
  struct Share {
    let fraction: Double
    /// How far off a fraction may be by the order of additions.
    let rounding: Double
  }

  init(_ ledger: Ledger, _ facts: ScenarioFacts, declined values: [Double]) {
    carbonFree = Self.carbonFree(ledger, facts)
    latenessCost = ledger.latenessCost
    transferCost = ledger.transferCost
    peakGridKW =
      facts.slots.map { slot in
        ledger.sites.reduce(Tally()) { $0 + $1.balance.importKW(slot) }
      }.largest
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
  }

  var total: Tally {
    energyCost + carbonCost + demandCost + cyclingCost + waterCost + latenessCost + transferCost
      + declined
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
  private static func carbonFree(_ ledger: Ledger, _ facts: ScenarioFacts) -> Share? {
    guard facts.sites.contains(where: { $0.solarKW != nil }) else { return nil }
    var solarKW = Tally()
    var importKW = Tally()
    for (site, books) in zip(facts.sites, ledger.sites) {
      for slot in facts.slots {
        importKW.add(books.balance.importKW(slot))
        guard let solar = site.solarKW, let curtailed = books.balance.curtailedKW else { continue }
        var usedKW = Tally(solar[slot])
        usedKW.add(-curtailed[slot])
        usedKW.add(books.balance.exportKW(slot) * -1)
        solarKW.add(usedKW.clamped(atLeast: 0))
      }
    }
    let consumedKW = solarKW + importKW
    guard consumedKW.value > 0 else { return nil }
    return Share(
      fraction: solarKW.value / consumedKW.value,
      rounding: Tolerance.rounding * consumedKW.magnitude / consumedKW.value)
  }

  func objective(currency: String) -> PlanDocument.ObjectiveFigures {
    var figures = PlanDocument.ObjectiveFigures(currency: currency)
    figures.total = total.value
    figures.energyCost = energyCost.value
    figures.carbonCost = carbonCost.value
    figures.demandCost = demandCost.value
    figures.cyclingCost = cyclingCost.value
    figures.waterCost = waterCost.value
    figures.latenessCost = latenessCost.value
    figures.transferCost = transferCost.value
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
    figures.carbonFreeFraction = carbonFree?.fraction
    return figures
  }
}
