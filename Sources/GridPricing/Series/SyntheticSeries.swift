/// Invented prices, carbon intensity and weather that look like those of a real grid.
///
/// ```swift
/// let series = SyntheticSeries(profile: .solarHeavy, start: monday, days: 7, seed: 1)
/// series.price.series.provenance.format  // "synthetic"
/// ```
/// The same arguments give the same values on every platform: only additions, multiplications and
/// divisions, rounded to two decimals. Hours are those of UTC.
public struct SyntheticSeries: Sendable {
  /// The kind of grid.
  public enum Profile: String, CaseIterable, Sendable {
    /// Cheap and clean at noon.
    case solarHeavy
    /// Cheap and clean for days at a time.
    case windHeavy
    /// Hardly any difference between hours.
    case flat
  }

  /// Whether a week in the middle is ten degrees hotter.
  public enum Heat: Sendable {
    case usual
    case heatWave
  }

  /// What happens to prices where renewable supply exceeds demand.
  public enum Floor: Sendable {
    /// Prices fall below zero.
    case negative
    /// Prices stop at zero.
    case zero
  }

  public let price: PriceSeries
  public let carbonDirect: CarbonIntensitySeries
  public let carbonLifecycle: CarbonIntensitySeries
  /// Dry bulb and relative humidity.
  public let weather: WeatherSeries
  /// Power of panels under the same sky; nil unless their capacity is given.
  public let solar: Series<PowerDimension>?

  /// - Parameters:
  ///   - start: the start of the first step.
  ///   - days: the length, in days of 24 hours.
  ///   - stepMinutes: a divisor of 60.
  ///   - currency: an ISO 4217 code; it labels the prices and does not change them.
  ///   - solarCapacity: of a site's own panels; it changes nothing else.
  /// - Precondition: `days` is positive, `stepMinutes` divides 60.
  public init(
    profile: Profile, start: Instant, days: Int, stepMinutes: Int = 60, seed: UInt64,
    currency: String = "EUR", heat: Heat = .usual, floor: Floor = .negative,
    solarCapacity: Power? = nil
  ) {
    precondition(days > 0, "a synthetic series needs days, got \(days)")
    precondition(
      stepMinutes > 0 && 60 % stepMinutes == 0, "a step divides 60 minutes, got \(stepMinutes)")
    var grid = SyntheticGrid(profile: profile, seed: seed, stepHours: Double(stepMinutes) / 60)
    let count = days * 24 * 60 / stepMinutes
    var rows: [SyntheticGrid.Values] = []
    rows.reserveCapacity(count)
    for index in 0..<count {
      let instant = start.advanced(byHours: Double(index * stepMinutes) / 60)
      let isHot = heat == .heatWave && Self.isInHeatWave(index * stepMinutes / 1440, of: days)
      rows.append(grid.next(at: instant, isHot: isHot, allowsNegative: floor == .negative))
    }
    let note =
      "invented, not measured: profile \(profile.rawValue), seed \(seed)"
      + (heat == .heatWave ? ", heat wave" : "") + (floor == .zero ? ", no negative prices" : "")
    func series<Dimension>(
      _ unit: String, _ role: String, _ value: (SyntheticGrid.Values) -> Double
    ) -> Series<Dimension> {
      Series(
        steps: SeriesStep.equal(from: start, stepMinutes: stepMinutes, values: rows.map(value)),
        provenance: Provenance(format: "synthetic", unit: unit, notes: [note]), role: role)
    }
    price = PriceSeries(
      currency: currency, series: series("\(currency)/MWh", "price") { $0.pricePerMWh / 1000 })
    carbonDirect = CarbonIntensitySeries(
      basis: .average, factor: .direct,
      series: series("gCO2e/kWh", "carbon intensity") { $0.directGramsPerKWh / 1000 })
    carbonLifecycle = CarbonIntensitySeries(
      basis: .average, factor: .lifecycle,
      series: series("gCO2e/kWh", "carbon intensity") { $0.lifecycleGramsPerKWh / 1000 })
    weather = WeatherSeries(
      dryBulb: series("°C", "dry bulb") { $0.dryBulbC },
      relativeHumidity: series("%", "relative humidity") { $0.relativeHumidityPercent })
    solar = solarCapacity.map { capacity in
      series("kW", "solar") { SyntheticGrid.rounded($0.solarShare * capacity.kilowatts) }
    }
  }

  /// Up to seven days around the middle.
  private static func isInHeatWave(_ day: Int, of days: Int) -> Bool {
    let length = min(7, days)
    let first = (days - length) / 2
    return day >= first && day < first + length
  }
}
