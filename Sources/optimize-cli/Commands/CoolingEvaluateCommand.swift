import GridPricing
import Optimizer

/// `cooling evaluate`: the cooling plant at rest.
struct CoolingEvaluateCommand: Command {
  static let load = Option(
    required: "it-kw", value: "X", .number(in: 0...1e7),
    help: "IT power with GPUs at their reference temperature; leakage comes on top.")
  static let dryBulb = Option(
    required: "dry-bulb-c", value: "X", .number(in: AmbientAir.temperatureRange),
    help: "Temperature of the air.")
  static let supply = Option(
    "supply-c", value: "X|optimal", .supply, absence: "as the site has it, else optimal",
    help: "Set point of the facility supply, or wherever the site draws least within its limits.")
  static let output = Option(
    "output", short: "o", value: "FILE", .file("json"), default: "-",
    help: "Where the state goes.")
  static let spec = CommandSpec(
    "evaluate", abstract: "Show one steady state of a cooling plant.",
    discussion: """
      Prints power, water and temperatures of the plant at rest under one load and weather, as one \
      JSON object. Where no set point keeps the limits, isFeasible is false and the state is that \
      of the coldest one.

      The margin that plans keep to the limits is ignored here.
      """,
    options: [load, dryBulb, supply, output],
    groups: [PlantOptions.section, AirOptions.section],
    rules: [PlantOptions.rule, .exactlyOne(of: [AirOptions.humidity, AirOptions.wetBulb])],
    examples: [
      .init(
        "optimize-cli cooling evaluate --preset nvl72-dry --it-kw 8000 --dry-bulb-c 25 "
          + "--relative-humidity-percent 50",
        "Prints the state of a dry plant on a mild day."),
      .init(
        "optimize-cli cooling evaluate --site week.json --it-kw 4000 --dry-bulb-c 38 "
          + "--wet-bulb-c 22 --supply-c 36",
        "Prints that of a site's own plant in heat, at a set point of 36 °C."),
    ])

  let loadKW: Double
  let dryBulbC: Double
  let supply: SupplySetPoint?
  let output: String
  let plant: PlantOptions
  let air: AirOptions

  init(_ arguments: ParsedArguments) throws(UsageError) {
    loadKW = arguments[Self.load]
    dryBulbC = arguments[Self.dryBulb]
    supply = arguments[Self.supply]
    output = arguments[Self.output]
    plant = try PlantOptions(arguments)
    air = AirOptions(arguments)
  }

  func run(_ console: Console) throws -> ExitCode {
    try OutputFile.check(output, apartFrom: [plant.site].compactMap(\.self))
    let cooling = try plant.plant().cooling
    let air = try air.air(dryBulbC: dryBulbC, for: cooling.plant)
    let state = cooling.plant.steadyState(
      reference: .kilowatts(loadKW), air: air, supply: supply ?? cooling.setPoint)
    let text = JSONText.document(
      state, air: air, headroomFraction: cooling.plant.headroomFraction(air: air))
    try OutputFile.write(text, to: output)
    return .success
  }
}
