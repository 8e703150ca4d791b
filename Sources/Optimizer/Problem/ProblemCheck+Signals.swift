import GridPricing

extension ProblemCheck {
  /// The series of a site on the horizon; nil where one of them is wrong, which is reported.
  mutating func signals(of site: Site, _ index: Int, gaps: GapRule) -> SiteSignals? {
    let before = issues.count
    func place(_ key: String) -> ProblemIssue.Place { .site(index, path: [key]) }
    let rate = exchangeRate(from: site.price.currency)
    if rate == nil {
      report(
        place("price"),
        "is in \(site.price.currency), the objective in \(objective.currency), "
          + "and no exchange rate is given",
        help: "add \"exchangeRates\": { \"\(site.price.currency)\": … } to the objective")
    }
    let price = sample(site.price.series, gaps, place("price"))
    let carbon = site.carbon.flatMap { sample($0.series, gaps, place("carbon")) }
    let solar = site.solar.flatMap { sample($0, gaps, place("solar")) }
    if let solar { checkSolar(solar.values, place("solar")) }
    let pools = poolSlots(of: site, index, gaps: gaps)
    guard let rate, let price, let pools, issues.count == before else { return nil }
    let perKWh = price.values.map { $0 * rate }
    guard checkSize(of: site, index, perKWh: perKWh, carbon: carbon?.values) else { return nil }
    return SiteSignals(
      pricePerKWh: perKWh, carbonKgPerKWh: carbon?.values,
      fixedKW: fixedKW(of: site, pools), capacity: pools.map(\.capacity),
      filledPriceSlots: price.filledSlots, filledCarbonSlots: carbon?.filledSlots ?? 0,
      solarKW: solar?.values, filledSolarSlots: solar?.filledSlots ?? 0,
      filledReservedSlots: pools.map(\.filledSlots),
      gridLimitKW: site.gridLimitKW(on: horizon))
  }

  private func fixedKW(of site: Site, _ pools: [PoolSlots]) -> [Double] {
    var fixedKW = [Double](repeating: site.itBase.kilowatts, count: horizon.count)
    for (pool, slots) in zip(site.pools, pools) {
      for slot in fixedKW.indices {
        fixedKW[slot] += Double(slots.capacity[slot]) * pool.idlePowerPerGPU.kilowatts
        fixedKW[slot] += slots.reservedKW?[slot] ?? 0
      }
    }
    return fixedKW
  }

  private mutating func checkSolar(_ values: [Double], _ place: ProblemIssue.Place) {
    guard let slot = values.firstIndex(where: { !(0...Self.largestKW).contains($0) }) else {
      return
    }
    report(
      place,
      "is \(values[slot]) kW at \(horizon.edge(slot)); expected 0 to \(Self.largestKW)")
  }

  /// Whether prices and intensities are small enough for sums of their products to be exact enough.
  private mutating func checkSize(
    of site: Site, _ index: Int, perKWh: [Double], carbon: [Double]?
  ) -> Bool {
    func isTooLarge(_ value: Double, _ limit: Double) -> Bool { !(abs(value) <= limit) }
    func place(_ key: String...) -> ProblemIssue.Place { .site(index, path: key) }
    let carbonPrice = objective.carbonPrice.perKilogram
    let pue = site.cooling.pue
    for slot in 0..<horizon.count {
      let price = perKWh[slot] * 1000
      let intensity = carbon?[slot] ?? 0
      let cost = (price + carbonPrice * intensity * 1000) * pue
      let start = horizon.edge(slot)
      if isTooLarge(price, Self.largestPricePerMWh) {
        report(
          place("price"),
          "is \(price) \(objective.currency)/MWh at \(start); expected at most \(Self.largestPricePerMWh)"
        )
      } else if isTooLarge(intensity, Self.largestKgPerKWh) {
        report(
          place("carbon"),
          "is \(intensity * 1000) g/kWh at \(start); expected at most \(Self.largestKgPerKWh * 1000)"
        )
      } else if isTooLarge(cost, Self.largestCostPerMWh) {
        report(
          place(),
          "energy and carbon for a MWh of IT power cost \(cost) \(objective.currency) at \(start); "
            + "expected at most \(Self.largestCostPerMWh)")
      } else {
        continue
      }
      return false
    }
    return true
  }

  /// Far beyond any market; wrong units are larger, or smaller.
  static let largestPricePerMWh = 1e9
  static let largestKgPerKWh = 1000.0
  static let largestCostPerMWh = 1e11

  mutating func sample<Dimension>(
    _ series: Series<Dimension>, _ gaps: GapRule, _ place: ProblemIssue.Place
  ) -> Sampled? {
    do throws(SeriesError) {
      return try series.sampled(on: horizon, gaps: gaps)
    } catch {
      report(place, error.description, help: error.help)
      return nil
    }
  }

  private func exchangeRate(from currency: String) -> Double? {
    currency == objective.currency ? 1 : objective.exchangeRates[currency]
  }
}
