import GridPricing

/// What the energy of one slot costs and emits; export earns its price but no carbon credit.
struct SlotBill {
  let energyCost: Tally
  let carbonCost: Tally
  /// nil where the site has no carbon series.
  let emissionsKg: Tally?

  init(
    _ site: SiteFacts, _ slot: Int, importKWh: Tally, exportKWh: Tally, _ carbonPrice: CarbonPrice
  ) {
    energyCost =
      importKWh * site.pricePerKWh[slot] + exportKWh * -(site.exportPricePerKWh ?? 0)
    emissionsKg = site.carbonKgPerKWh.map { importKWh * $0[slot] }
    carbonCost = (emissionsKg ?? Tally()) * carbonPrice.perKilogram
  }

  func shares(facilityKWh: Tally) -> Shares {
    Shares(energyKWh: facilityKWh, cost: energyCost + carbonCost, emissionsKg: emissionsKg)
  }
}

/// Energy, cost and emissions of a slot, a job or a site.
struct Shares {
  /// At the facility.
  var energyKWh = Tally()
  /// Of energy and carbon; for a job, of lateness and transfer as well.
  var cost = Tally()
  /// nil where the site has no carbon series.
  var emissionsKg: Tally?

  /// Adds a part of others.
  mutating func add(_ part: Double, of other: Shares) {
    energyKWh.add(other.energyKWh * part)
    cost.add(other.cost * part)
    if let kg = other.emissionsKg { emissionsKg?.add(kg * part) }
  }
}

extension Shares {
  init(hasEmissions: Bool) { emissionsKg = hasEmissions ? Tally() : nil }
}
