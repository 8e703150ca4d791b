import GridPricing
import Optimizer

/// `cooling simulate`: the cooling plant in motion.
struct CoolingSimulateCommand: Command {
  enum Format: String, CaseIterable {
    case table, json
  }

  static let from = Option(
    "from-it-kw", value: "X", .number(in: 0...1e7),
    help: "Load before a step, with GPUs at their reference temperature.")
  static let to = Option(
    "to-it-kw", value: "X", .number(in: 0...1e7), help: "Load after the step.")
  static let stepAt = Option(
    "step-at", value: "DURATION", .duration, default: "30m", help: "When the load steps.")
  static let duration = Option(
    "duration", value: "DURATION", .duration(atLeast: .seconds(1)), default: "2h",
    help: "How long the run with the step is.")
  static let load = Option(
    "load", value: "FILE", .file("csv"),
    help: "Take the load of a file: a column it_reference_kw, or it_kw as meters read it.")
  static let plan = Option(
    "plan", value: "FILE", .file("json"),
    help: "Take load, set points and tank of a plan, and the weather of its scenario (--site).")
  static let dryBulb = Option(
    "dry-bulb-c", value: "X", .number(in: AmbientAir.temperatureRange),
    help: "Temperature of the air.")
  static let weather = Option(
    "weather", value: "FILE", .file("csv", "json"), help: "Take the weather of a file.")
  static let supply = Option(
    "supply-c", value: "X|optimal", .supply, absence: "as the site has it, else optimal",
    help: "Set point of the facility supply, or as plans would choose it for each load.")
  static let stepSeconds = Option(
    "step", value: "DURATION", .duration(atLeast: .milliseconds(100)), default: "5s",
    help: "Length of a step of the simulation; 5 s leave an error of about 0.015 K.")
  static let trace = Option(
    "trace", value: "FILE", .file("csv"), help: "Write temperatures and powers over time as CSV.")
  static let traceEvery = Option(
    "trace-every", value: "DURATION", .duration(atLeast: .milliseconds(100)), default: "1m",
    help: "How far apart the rows of the trace are.")
  static let format = Option(
    "format", value: "FORMAT", ValueParser<Format>.choice, default: "table",
    help: "How the summary is written.")
  static let output = Option(
    "output", short: "o", value: "FILE", .file("txt", "json"), default: "-",
    help: "Where the summary goes.")
  static let spec = CommandSpec(
    "simulate", abstract: "Run a cooling plant through time.",
    discussion: """
      Runs GPUs, coolant, facility water, fans, trim chiller and valves, which all lag, through a \
      load step, a series of loads or a plan. The summary compares the energy with that of the \
      steady states that plans count with, and the highest temperatures with the limits.

      Plans keep a margin to the limits for this; the run is judged without it.
      """,
    options: [
      from, to, stepAt, duration, load, plan, dryBulb, weather, supply, stepSeconds, trace,
      traceEvery, format, output,
    ],
    groups: [PlantOptions.section, AirOptions.section],
    rules: [
      PlantOptions.rule, .exactlyOne(of: [from, load, plan]),
      .atMostOne(of: [dryBulb, weather, plan]),
      .atMostOne(of: [AirOptions.humidity, AirOptions.wetBulb]),
    ],
    examples: [
      .init(
        "optimize-cli cooling simulate --preset nvl72-dry --from-it-kw 3000 --to-it-kw 10000 "
          + "--dry-bulb-c 33 --trace step.csv",
        "Steps the load and writes what follows, minute by minute."),
      .init(
        "optimize-cli cooling simulate --site week.json --plan plan.json",
        "Checks whether a plan keeps the plant's limits between its slots, too."),
    ])

  /// Slots, steps and rows of the trace that a run may have; what is longer needs memory or hours.
  private static let largestSlotCount = 1_000_000
  private static let largestStepCount = 50_000_000.0
  private static let largestRowCount = 5_000_000.0

  let source: CoolingDrive.Source
  let supply: SupplySetPoint?
  let stepSeconds: Double
  let trace: String?
  let traceEvery: Double
  let format: Format
  let output: String
  let plant: PlantOptions
  let air: AirOptions

  init(_ arguments: ParsedArguments) throws(UsageError) {
    supply = arguments[Self.supply]
    stepSeconds = arguments[Self.stepSeconds].seconds
    trace = arguments[Self.trace]
    traceEvery = arguments[Self.traceEvery].seconds
    format = arguments[Self.format]
    output = arguments[Self.output]
    plant = try PlantOptions(arguments)
    air = AirOptions(arguments)
    source = try Self.source(arguments, plant)
    if arguments[Self.dryBulb] == nil { try air.refuseHumidity(besides: "the weather of a file") }
  }

  private static func source(
    _ arguments: ParsedArguments, _ plant: PlantOptions
  ) throws(UsageError) -> CoolingDrive.Source {
    if let plan = arguments[plan] {
      guard let scenario = plant.site else {
        throw UsageError("'--plan' needs the scenario of the plan", help: "add --site SCENARIO")
      }
      guard scenario != "-" else {
        throw UsageError("the scenario of a plan is read twice, so it cannot be standard input")
      }
      return .plan(plan, scenario: scenario)
    }
    let weather: CoolingDrive.Weather
    if let file = arguments[Self.weather] {
      weather = .file(file)
    } else if let celsius = arguments[dryBulb] {
      weather = .constant(dryBulbC: celsius)
    } else {
      throw UsageError("'--dry-bulb-c' or '--weather' is missing", help: "give one of them")
    }
    if let load = arguments[load] { return .load(load, weather) }
    guard let from = arguments[from], let to = arguments[to] else {
      throw UsageError("'--from-it-kw' needs '--to-it-kw'", help: "give the load after the step")
    }
    guard case .constant(let celsius) = weather else {
      throw UsageError("a load step takes place in one weather", help: "give --dry-bulb-c")
    }
    let step = LoadStep(
      from: .kilowatts(from), to: .kilowatts(to), atSeconds: arguments[stepAt].seconds,
      durationSeconds: arguments[duration].seconds)
    guard step.atSeconds > 0, step.atSeconds < step.durationSeconds else {
      throw UsageError("'--step-at' lies outside the run", help: "step between 0 and --duration")
    }
    guard step.slotCount <= largestSlotCount else {
      throw UsageError(
        "'--step-at' and '--duration' are whole numbers only of \(step.slotSeconds) s, which makes "
          + "\(step.slotCount) slots, expected at most \(largestSlotCount)",
        help: "round them, for example to minutes")
    }
    return .step(step, dryBulbC: celsius)
  }

  func run(_ console: Console) throws -> ExitCode {
    let inputs = source.files + [plant.site].compactMap(\.self)
    try OutputFile.check(output, apartFrom: inputs)
    if let trace { try OutputFile.check(trace, apartFrom: inputs + [output]) }
    let plant = try plant.plant()
    let drive = try CoolingDrive.read(source, for: plant, supply: supply, air: air)
    try checkLength(drive.transient.seconds)
    var rows = CoolingTrace(
      start: drive.start, every: max(1, Int((traceEvery / stepSeconds).rounded())))
    let comparison = TransientComparison(
      of: plant.cooling.plant, through: drive.transient, stepSeconds: stepSeconds
    ) { if trace != nil { rows.add($0) } }
    let summary = CoolingSummary(drive, comparison)
    try OutputFile.write(format == .json ? summary.json : summary.text, to: output)
    if let trace {
      try OutputFile.write(rows.csv, to: trace)
      console.note("wrote \(trace)")
    }
    return .success
  }

  private func checkLength(_ seconds: Double) throws(UsageError) {
    let steps = seconds / stepSeconds
    guard steps <= Self.largestStepCount else {
      throw UsageError(
        "the run has \(Int(steps)) steps, expected at most \(Int(Self.largestStepCount))",
        help: "simulate a shorter time, or give a longer --step")
    }
    let rows = seconds / max(traceEvery, stepSeconds)
    guard trace == nil || rows <= Self.largestRowCount else {
      throw UsageError(
        "the trace has \(Int(rows)) rows, expected at most \(Int(Self.largestRowCount))",
        help: "give a longer --trace-every")
    }
  }
}

extension Duration {
  /// In seconds.
  fileprivate var seconds: Double {
    Double(components.seconds) + Double(components.attoseconds) * 1e-18
  }
}
