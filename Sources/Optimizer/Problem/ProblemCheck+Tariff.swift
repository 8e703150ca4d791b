import GridPricing

extension ProblemCheck {
  /// The values of a tariff.
  mutating func check(_ tariff: Tariff, at index: Int) {
    func place(_ path: String...) -> ProblemIssue.Place { .site(index, path: ["tariff"] + path) }
    let prices = -Self.largestPricePerMWh...Self.largestPricePerMWh
    for (number, adder) in tariff.adders.enumerated() {
      let key = String(number)
      if adder.name.isEmpty {
        report(place("addersPerMWh", key, "name"), "is empty; expected a name")
      }
      check(
        adder.price.perMegawattHour, place("addersPerMWh", key, "perMWh"), isAllowed: prices)
    }
    var seen: Set<String> = []
    for (number, charge) in tariff.demandCharges.enumerated() {
      let key = String(number)
      if charge.name.isEmpty {
        report(place("demandCharges", key, "name"), "is empty; expected a name")
      }
      if !seen.insert(charge.name).inserted {
        report(
          place("demandCharges", key, "name"),
          "the name \(quoted(charge.name)) is used twice in this tariff; expected unique names")
      }
      check(charge, .site(index, path: ["tariff", "demandCharges", key]))
    }
    if let price = tariff.exportPrice {
      check(price.perMegawattHour, place("exportPricePerMWh"), isAllowed: prices)
    }
  }

  private mutating func check(_ charge: DemandCharge, _ place: ProblemIssue.Place) {
    check(
      charge.pricePerKilowatt, place.appending("perKW"), isAllowed: 0...Self.largestPerUnit)
    check(
      charge.peakSoFar.kilowatts, place.appending("peakSoFarKW"), isAllowed: 0...Self.largestKW)
    guard let metering = charge.meteringMinutes else { return }
    let slot = horizon.slotMinutes
    if metering <= 0 || metering % slot != 0 || metering > max(slot, 1440) {
      report(
        place.appending("meteringMinutes"),
        "is \(metering); expected a multiple of the slot, \(slot) minutes, and at most a day")
    }
  }

  /// Lays the tariff of a sound site on the horizon; false where export earns too much.
  mutating func applyTariff(
    of site: Site, _ index: Int, to signals: inout SiteSignals
  ) -> Bool {
    guard let calendar = LocalCalendar(site.timeZone ?? "UTC") else { return false }
    signals.addersPerKWh = site.tariff.addersPerKWh(on: horizon, in: calendar)
    signals.demandPeriods = site.tariff.demandCharges.map { $0.periods(on: horizon, in: calendar) }
    guard let export = site.tariff.exportPrice?.perKilowattHour else { return true }
    for slot in 0..<horizon.count {
      let imported = signals.pricePerKWh[slot] + signals.addersPerKWh[slot]
      guard export > imported + Self.roundingOfPrices * max(abs(export), abs(imported)) else {
        continue
      }
      report(
        .site(index, path: ["tariff", "exportPricePerMWh"]),
        "is \(export * 1000), above the \(imported * 1000) \(objective.currency)/MWh that import "
          + "costs at \(horizon.edge(slot)); expected at most that",
        help: "with such a price the site would earn by importing and exporting at once")
      return false
    }
    return true
  }

  /// Prices that differ by less, relative to their size, are the same after rounding.
  private static let roundingOfPrices = 1e-12
}

extension ProblemIssue.Place {
  /// The place of a key below a place at a site.
  fileprivate func appending(_ key: String) -> ProblemIssue.Place {
    guard case .site(let index, let path) = self else { return self }
    return .site(index, path: path + [key])
  }
}
