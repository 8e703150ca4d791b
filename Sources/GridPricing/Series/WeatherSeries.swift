/// Ambient weather over time: whatever of it is known.
///
/// A cooling plant needs dry bulb and relative humidity, or wet bulb; it checks that it has them.
public struct WeatherSeries: Sendable {
  /// Base unit: °C.
  public var dryBulb: Series<DryBulbDimension>?
  /// Base unit: °C.
  public var wetBulb: Series<WetBulbDimension>?
  /// Base unit: percent.
  public var relativeHumidity: Series<RelativeHumidityDimension>?
  /// Base unit: Pa.
  public var pressure: Series<AirPressureDimension>?

  /// What is known; nil is not known.
  public init(
    dryBulb: Series<DryBulbDimension>? = nil, wetBulb: Series<WetBulbDimension>? = nil,
    relativeHumidity: Series<RelativeHumidityDimension>? = nil,
    pressure: Series<AirPressureDimension>? = nil
  ) {
    self.dryBulb = dryBulb
    self.wetBulb = wetBulb
    self.relativeHumidity = relativeHumidity
    self.pressure = pressure
  }

  /// The same weather at every instant.
  ///
  /// - Precondition: the values are finite.
  public static func constant(
    dryBulb: DryBulbTemperature? = nil, wetBulb: WetBulbTemperature? = nil,
    relativeHumidity: RelativeHumidity? = nil, pressure: AirPressure? = nil
  ) -> WeatherSeries {
    WeatherSeries(
      dryBulb: dryBulb.map { .constant($0, unit: "°C", role: "dry bulb") },
      wetBulb: wetBulb.map { .constant($0, unit: "°C", role: "wet bulb") },
      relativeHumidity: relativeHumidity.map {
        .constant($0, unit: "%", role: "relative humidity")
      },
      pressure: pressure.map { .constant($0, unit: "Pa", role: "pressure") })
  }
}
