import Foundation

extension WeatherSeries {
  /// Reads weather from a plain CSV: any of `dry_bulb_c`, `wet_bulb_c`,
  /// `relative_humidity_percent` and `pressure_hpa` (`_f` for °F).
  ///
  /// - Throws: ``ReadingError`` where the file holds none of them.
  public init(contentsOf url: URL, zone: String? = nil) throws(ReadingError) {
    self = try SeriesFile.read(contentsOf: url).weather(zone: zone)
  }
}

extension SeriesFile {
  /// All weather that the file holds.
  package func weather(zone: String? = nil) throws(ReadingError) -> WeatherSeries {
    let weather = WeatherSeries(
      dryBulb: try seriesIfPresent(.dryBulb, zone: zone),
      wetBulb: try seriesIfPresent(.wetBulb, zone: zone),
      relativeHumidity: try seriesIfPresent(.relativeHumidity, zone: zone),
      pressure: try seriesIfPresent(.pressure, zone: zone))
    if weather.dryBulb == nil, weather.wetBulb == nil, weather.relativeHumidity == nil {
      throw error(
        "the file holds no weather, expected dry_bulb_c and relative_humidity_percent, "
          + "or wet_bulb_c; it holds \(Self.listed(columns.map(\.label)))")
    }
    return weather
  }

  /// The only series of a role, in the base unit of the dimension; nil where there is none.
  package func seriesIfPresent<Dimension>(
    _ role: SourceColumn.Role, zone: String? = nil
  ) throws(ReadingError) -> Series<Dimension>? {
    guard let (choice, notes) = try columnIfPresent(role, zone: zone) else { return nil }
    return Series(
      steps: choice.steps, provenance: provenance(of: choice, notes: notes), role: role.rawValue)
  }
}
