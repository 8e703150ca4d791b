import GridPricing
import Optimizer

/// `cooling curve`: facility power against load and weather.
struct CoolingCurveCommand: Command {
  enum Format: String, CaseIterable {
    case table, csv, json
  }

  static let dryBulbs = Option(
    "dry-bulb-c", value: "X,…", .numbers(in: AmbientAir.temperatureRange),
    help: "Temperatures of the air, separated by commas.")
  static let weather = Option(
    "weather", value: "FILE", .file("csv", "json"),
    help: "Take the weather of a file, one curve per step.")
  static let from = Option(
    "from-it-kw", value: "X", .number(in: 0...1e7), absence: "a tenth of nominal",
    help: "The smallest load, with GPUs at their reference temperature.")
  static let to = Option(
    "to-it-kw", value: "X", .number(in: 0...1e7), absence: "nominal", help: "The largest load.")
  static let points = Option(
    "points", value: "N", .integer(in: 2...1000), default: "10", help: "Loads per curve.")
  static let supply = Option(
    "supply-c", value: "X|optimal", .supply, absence: "as the site has it, else optimal",
    help: "Set point of the facility supply, or wherever the site draws least within its limits.")
  static let margin = Option(
    "margin-k", value: "X", .number(in: 0...100), default: "0",
    help: "Kept free to the limits of coolant and GPU; plans keep the site's marginK.")
  static let format = Option(
    "format", value: "FORMAT", ValueParser<Format>.choice, default: "table",
    help: "How the curves are written.")
  static let output = Option(
    "output", short: "o", value: "FILE", .file("txt", "csv", "json"), default: "-",
    help: "Where the curves go.")
  static let spec = CommandSpec(
    "curve", abstract: "Show facility power against load, for one or more weathers.",
    discussion: """
      For each load: facility power, PUE, PUE_ref (over IT power without leakage), marginal power \
      (what one more kW of IT takes), set point, GPU temperature and water. For each weather: the \
      headroom, which is the largest load within the limits; the hull gap, by which the curve \
      departs from convex; and the chord error, by which straight lines between its points depart \
      from the plant.
      """,
    options: [dryBulbs, weather, from, to, points, supply, margin, format, output],
    groups: [PlantOptions.section, AirOptions.section],
    rules: [
      PlantOptions.rule, .exactlyOne(of: [dryBulbs, weather]),
      .atMostOne(of: [AirOptions.humidity, AirOptions.wetBulb]),
    ],
    examples: [
      .init(
        "optimize-cli cooling curve --preset nvl72-dry --dry-bulb-c 0,22,38",
        "Prints three curves as tables."),
      .init(
        "optimize-cli cooling curve --site week.json --weather weather.csv --format csv "
          + "-o curves.csv",
        "Writes one curve per step of a weather file, for a spreadsheet."),
    ])

  let dryBulbs: [Double]?
  let weather: String?
  let from: Double?
  let to: Double?
  let points: Int
  let supply: SupplySetPoint?
  let marginK: Double
  let format: Format
  let output: String
  let plant: PlantOptions
  let air: AirOptions

  init(_ arguments: ParsedArguments) throws(UsageError) {
    dryBulbs = arguments[Self.dryBulbs]
    weather = arguments[Self.weather]
    from = arguments[Self.from]
    to = arguments[Self.to]
    points = arguments[Self.points]
    supply = arguments[Self.supply]
    marginK = arguments[Self.margin]
    format = arguments[Self.format]
    output = arguments[Self.output]
    plant = try PlantOptions(arguments)
    air = AirOptions(arguments)
    if weather != nil { try air.refuseHumidity(besides: "the weather of a file") }
  }

  func run(_ console: Console) throws -> ExitCode {
    try OutputFile.check(output, apartFrom: [plant.site, weather].compactMap(\.self))
    let cooling = try plant.plant().cooling
    let loads = try loads(of: cooling.plant)
    let weathers = try weathers(for: cooling.plant)
    let curves = CoolingCurves(
      nominalITKW: cooling.plant.nominalITKW, marginK: marginK,
      entries: weathers.map { weather in
        CoolingCurves.Entry(
          time: weather.time, air: weather.air,
          curve: cooling.plant.curve(
            loads: loads, air: weather.air, supply: supply ?? cooling.setPoint, marginK: marginK))
      })
    try OutputFile.write(text(curves), to: output)
    if output != "-" { console.note("wrote \(output)") }
    return .success
  }

  private func text(_ curves: CoolingCurves) -> String {
    switch format {
    case .table: curves.table
    case .csv: curves.csv
    case .json: curves.json
    }
  }

  private func loads(of plant: CoolingPlant) throws(UsageError) -> [Power] {
    let (low, high) = (from ?? plant.nominalITKW / 10, to ?? plant.nominalITKW)
    guard low < high else {
      throw UsageError("the smallest load, \(low) kW, is not below the largest, \(high) kW")
    }
    return (0..<points).map { .kilowatts(low + (high - low) * Double($0) / Double(points - 1)) }
  }

  private func weathers(
    for plant: CoolingPlant
  ) throws -> [(time: Instant?, air: AmbientAir)] {
    if let weather {
      let slots = try SlotWeather.read(weather, pressure: air.pressure, for: plant)
      return slots.air.enumerated().map { (slots.horizon.edge($0), $1) }
    }
    var weathers: [(time: Instant?, air: AmbientAir)] = []
    for celsius in dryBulbs ?? [] {
      weathers.append((nil, try air.air(dryBulbC: celsius, for: plant)))
    }
    return weathers
  }
}
