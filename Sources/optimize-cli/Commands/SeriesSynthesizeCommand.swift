import GridPricing

/// `series synthesize`: invented prices, carbon intensity and weather.
struct SeriesSynthesizeCommand: Command {
  /// The words for the profiles of the library.
  enum Profile: String, CaseIterable, Sendable {
    case solarHeavy = "solar-heavy"
    case windHeavy = "wind-heavy"
    case flat

    var profile: SyntheticSeries.Profile {
      switch self {
      case .solarHeavy: .solarHeavy
      case .windHeavy: .windHeavy
      case .flat: .flat
      }
    }
  }

  static let output = Option(
    "output", short: "o", value: "FILE", .file("csv"), default: "-", help: "Where the CSV goes.")
  static let profile = Option(
    "profile", value: "PROFILE", ValueParser<Profile>.choice, default: "solar-heavy",
    help: "The kind of grid.")
  static let start = Option(
    "start", value: "INSTANT", .instant, default: "2026-01-12T00:00:00Z",
    help: "The start of the first slot.")
  static let days = Option(
    "days", value: "N", .integer(in: 1...3660), default: "7", help: "The number of days.")
  static let slotMinutes = Option(
    "slot-minutes", value: "N", .partOfAnHour, default: "60",
    help: "The length of a slot; an hour is a whole number of slots.")
  static let seed = Option(
    "seed", value: "N", .integer(in: 0...SearchOptions.largestNumber), default: "1",
    help: "The same seed gives the same bytes on every machine.")
  static let currency = Option(
    "currency", value: "CODE", .currency, default: "EUR",
    help: "The currency that labels the prices; it does not change them.")
  static let heatWave = Flag("heat-wave", help: "Make a week in the middle ten degrees hotter.")

  static let solar = Option(
    "solar-kw", value: "X", .number(in: 0.001...1e9), absence: "no panels",
    help: "Add the power of panels of this capacity.")

  static let spec = CommandSpec(
    "synthesize", abstract: "Invent prices, carbon intensity and weather.",
    discussion: """
      Writes a plain CSV of prices, direct and life-cycle carbon intensity, dry-bulb temperature, \
      relative humidity and, where asked for, solar power that look like those of a real grid.

      The first line says that the values are invented, and by which command; it ends up in the \
      provenance of every plan made from the file.
      """,
    options: [output, profile, start, days, slotMinutes, seed, currency, heatWave, solar],
    examples: [
      .init(
        "optimize-cli series synthesize --profile wind-heavy --days 14 -o series.csv",
        "Invents two weeks on a windy grid.")
    ])

  let output: String
  let profile: Profile
  let start: Instant
  let days: Int
  let slotMinutes: Int
  let seed: Int
  let currency: String
  let heat: SyntheticSeries.Heat
  let solarKW: Double?

  init(_ arguments: ParsedArguments) {
    output = arguments[Self.output]
    profile = arguments[Self.profile]
    start = arguments[Self.start]
    days = arguments[Self.days]
    slotMinutes = arguments[Self.slotMinutes]
    seed = arguments[Self.seed]
    currency = arguments[Self.currency]
    heat = arguments[Self.heatWave] ? .heatWave : .usual
    solarKW = arguments[Self.solar]
  }

  func run(_ console: Console) throws -> ExitCode {
    let series = SyntheticSeries(
      profile: profile.profile, start: start, days: days, stepMinutes: slotMinutes,
      seed: UInt64(seed), currency: currency, heat: heat,
      solarCapacity: solarKW.map { .kilowatts($0) })
    let columns = series.columns
    let text = try SeriesWriter.plainCSV(columns, comments: [label])
    try OutputFile.write(text, to: output)
    console.note(
      "synthetic: \(profile.rawValue), \(columns[0].steps.count) slots of \(slotMinutes) min from "
        + "\(start), seed \(seed)")
    return .success
  }

  /// The line that labels the file, with the command that makes the same bytes again.
  private var label: String {
    var command =
      "optimize-cli series synthesize --profile \(profile.rawValue) --start \(start) "
      + "--days \(days) --slot-minutes \(slotMinutes) --seed \(seed) --currency \(currency)"
    if heat == .heatWave { command += " --heat-wave" }
    if let solarKW { command += " --solar-kw \(JSONText.number(solarKW))" }
    return "synthetic, not measured: \(command)"
  }
}

extension ValueParser where Value == String {
  /// An ISO 4217 code in capitals.
  fileprivate static var currency: ValueParser {
    ValueParser(expecting: "a currency code such as EUR") { Shape.isCurrency($0) ? $0 : nil }
  }
}
