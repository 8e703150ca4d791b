import GridPricing
import Optimizer

/// `cooling fit`: the cooling plant after measurements.
struct CoolingFitCommand: Command {
  static let file = Argument(
    "FILE", .file("csv"), help: "Measurements: time, it_kw, facility_kw and weather, as plain CSV.")
  static let weather = Option(
    "weather", value: "FILE", .file("csv", "json"), absence: "in the measurements",
    help: "Take the weather of another file.")
  static let supply = Option(
    "supply-c", value: "X|optimal", .supply,
    absence: "a column facility_supply_c, else as the site has it, else optimal",
    help: "Where the facility supply was held.")
  static let pressure = Option(
    "pressure-pa", value: "X", .number(in: AmbientAir.pressureRange), default: "101325",
    help: "Air pressure at the site, where the weather has none.")
  static let rows = Option(
    "rows", value: "N", .integer(in: 3...1_000_000), default: "1000",
    help: "Fit to at most so many measurements, evenly spread.")
  static let output = Option(
    "output", short: "o", value: "FILE", .file("json"), default: "-",
    help: "Where the fitted plant goes.")
  static let spec = CommandSpec(
    "fit", abstract: "Calibrate a cooling plant to measurements.",
    discussion: """
      Fits three factors by least squares of facility power, within bounds: on the conversion \
      losses, on the conductance of coolers and towers, and on the power of their fans. Prints the \
      errors before and after (RMSE, its share of the mean, bias) and the plant as the cooling of a \
      scenario, which --site of the other commands reads.

      it_kw is what meters read, leakage included; facility_kw is all that the site draws.
      """,
    arguments: [file], options: [weather, supply, pressure, rows, output],
    groups: [PlantOptions.section], rules: [PlantOptions.rule],
    examples: [
      .init(
        "optimize-cli cooling fit telemetry.csv --preset frontier-like --supply-c 30 -o plant.json",
        "Calibrates a preset and writes the plant."),
      .init(
        "optimize-cli cooling fit telemetry.csv --site scenario.json",
        "Calibrates a site's own plant."),
    ])

  let file: String
  let weather: String?
  let supply: SupplySetPoint?
  let pressure: AirPressure
  let rows: Int
  let output: String
  let plant: PlantOptions

  init(_ arguments: ParsedArguments) throws(UsageError) {
    file = arguments[Self.file]
    weather = arguments[Self.weather]
    supply = arguments[Self.supply]
    pressure = .pascals(arguments[Self.pressure])
    rows = arguments[Self.rows]
    output = arguments[Self.output]
    plant = try PlantOptions(arguments)
  }

  func run(_ console: Console) throws -> ExitCode {
    try OutputFile.check(output, apartFrom: [file, weather, plant.site].compactMap(\.self))
    let plant = try plant.plant()
    let telemetry = try Telemetry.read(
      file, weather: weather, pressure: pressure, for: plant.cooling.plant,
      usesSupply: supply == nil)
    let used = PlantMeasurement.thinned(telemetry.measurements, toAtMost: rows)
    let calibration: PlantCalibration
    do throws(CoolingPlantError) {
      calibration = try PlantCalibration(
        of: plant.cooling.plant, to: used, supply: supply ?? plant.cooling.setPoint)
    } catch {
      throw DocumentError(
        file: file,
        "leads to a plant that cannot be: \(error.parameter): \(error.description), "
          + "expected measurements of such a plant")
    }
    let fit = CoolingFit(
      calibration: calibration, plant: plant, rows: telemetry.measurements.count,
      usedRows: used.count, incompleteRows: telemetry.incomplete)
    try OutputFile.write(fit.json, to: output)
    for line in fit.summary { console.note(line) }
    return .success
  }
}
