/// Prices of energy over time, in one currency.
///
/// ```swift
/// let prices = try PriceSeries(contentsOf: pricesURL, zone: "DE-LU")
/// prices.currency  // "EUR"
/// ```
/// The currency is data: it comes from the file and is never converted here.
public struct PriceSeries: Sendable {
  /// The ISO 4217 code in capitals, such as "EUR".
  public var currency: String
  /// Base unit: currency per kWh.
  public var series: Series<EnergyPriceDimension>

  /// Prices in `series`, which takes the role "price".
  public init(currency: String, series: Series<EnergyPriceDimension>) {
    self.currency = currency
    self.series = series
    self.series.role = "price"
  }

  /// The same price at every instant.
  ///
  /// - Precondition: `perMWh` is finite.
  public static func constant(perMWh: Double, currency: String) -> PriceSeries {
    PriceSeries(
      currency: currency,
      series: .constant(.perMegawattHour(perMWh), unit: "\(currency)/MWh", role: "price"))
  }

  /// Prices in equal steps from `start`; nil is a gap.
  ///
  /// - Precondition: `stepMinutes` is positive and the values are finite.
  public init(currency: String, start: Instant, stepMinutes: Int, perMWh: [Double?]) {
    self.init(
      currency: currency,
      series: Series(
        steps: SeriesStep.equal(
          from: start, stepMinutes: stepMinutes, values: perMWh.map { $0.map { $0 / 1000 } }),
        provenance: Provenance(format: "values", unit: "\(currency)/MWh"), role: "price"))
  }
}

extension SeriesStep {
  /// Steps of equal length from `start`, one per value.
  ///
  /// - Precondition: `stepMinutes` is positive.
  public static func equal(
    from start: Instant, stepMinutes: Int, values: [Double?]
  ) -> [SeriesStep] {
    precondition(stepMinutes > 0, "a step needs a length, got \(stepMinutes) min")
    let length = Int64(stepMinutes) * 60_000
    return values.enumerated().map { index, value in
      let begin = start.milliseconds + Int64(index) * length
      return SeriesStep(
        start: Instant(milliseconds: begin), end: Instant(milliseconds: begin + length),
        value: value)
    }
  }
}
