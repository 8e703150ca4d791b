import GridPricing
import Optimizer

/// Measurements of a plant out of a file.
struct Telemetry: Sendable {
  let measurements: [PlantMeasurement]
  /// Rows that lack a value.
  let incomplete: Int

  private static let fewest = 3

  /// - Parameters:
  ///   - weather: the file with the weather, where it is another one.
  ///   - pressure: where the weather has none.
  ///   - usesSupply: whether a column of the facility supply counts.
  static func read(
    _ path: String, weather: String?, pressure: AirPressure, for plant: CoolingPlant,
    usesSupply: Bool
  ) throws -> Telemetry {
    let file = try SeriesFile.read(path: path)
    func error(_ problem: String) -> DocumentError { DocumentError(file: file.file, problem) }
    guard let itPower: Series<PowerDimension> = try file.seriesIfPresent(.itPower),
      let facilityPower: Series<PowerDimension> = try file.seriesIfPresent(.facilityPower)
    else {
      throw error("the file lacks measured powers, expected columns it_kw and facility_kw")
    }
    try Horizon.minutes(of: itPower.steps, in: file.file)
    let weatherFile = try weather.map(SeriesFile.read(path:)) ?? file
    var air = try weatherFile.weather()
    if air.pressure == nil { air.pressure = .constant(pressure, unit: "Pa", role: "pressure") }
    let facilitySupply: Series<WaterTemperatureDimension>? =
      usesSupply ? try file.seriesIfPresent(.facilitySupply) : nil
    let found: (measurements: [PlantMeasurement], incomplete: Int)
    do throws(WeatherError) {
      found = try PlantMeasurement.measurements(
        itPower: itPower, facilityPower: facilityPower, weather: air,
        facilitySupply: facilitySupply)
    } catch {
      throw DocumentError(file: weatherFile.file, "the weather \(error)")
    }
    guard let first = found.measurements.first, found.measurements.count >= fewest else {
      throw error(
        "the file has \(counted(found.measurements.count, "complete row")), "
          + "expected at least \(fewest)")
    }
    let missing = plant.missing(in: first.air).map(\.rawValue)
    guard missing.isEmpty else {
      throw DocumentError(
        file: weatherFile.file,
        "the weather lacks \(missing.joined(separator: " and ")), expected what the plant depends on"
      )
    }
    guard found.measurements.contains(where: { $0.facilityPower > .zero }) else {
      throw error("facility_kw is nowhere above 0, expected the power of a site")
    }
    return Telemetry(measurements: found.measurements, incomplete: found.incomplete)
  }
}
