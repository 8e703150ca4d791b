import GridPricing
import Optimizer

/// Humidity and pressure of the air, beside its dry bulb.
struct AirOptions: OptionGroup {
  static let humidity = Option(
    "relative-humidity-percent", value: "X", .number(in: 0...100),
    help: "Relative humidity of the air.")
  static let wetBulb = Option(
    "wet-bulb-c", value: "X", .number(in: AmbientAir.temperatureRange),
    help: "Wet bulb of the air, not above the dry bulb.")
  static let pressure = Option(
    "pressure-pa", value: "X", .number(in: AmbientAir.pressureRange), default: "101325",
    help: "Air pressure at the site, not reduced to sea level.")
  static let section = OptionSection("Air options", [humidity, wetBulb, pressure])

  let humidity: RelativeHumidity?
  let wetBulb: WetBulbTemperature?
  let pressure: AirPressure

  init(_ arguments: ParsedArguments) {
    humidity = arguments[Self.humidity].map { .percent($0) }
    wetBulb = arguments[Self.wetBulb].map { .celsius($0) }
    pressure = .pascals(arguments[Self.pressure])
  }

  /// Complains of humidity where the weather has its own.
  func refuseHumidity(besides weather: String) throws(UsageError) {
    guard humidity == nil, wetBulb == nil else {
      throw UsageError(
        "'--relative-humidity-percent' and '--wet-bulb-c' belong to '--dry-bulb-c', not to \(weather)",
        help: "leave them out")
    }
  }

  /// The air at a dry bulb; a plant that feels humidity must be told of it.
  func air(dryBulbC: Double, for plant: CoolingPlant) throws(UsageError) -> AmbientAir {
    if let wetBulb, wetBulb.celsius > dryBulbC {
      throw UsageError(
        "'--wet-bulb-c' is \(wetBulb.celsius), above the dry bulb, \(dryBulbC)",
        help: "air cannot be wetter than saturated")
    }
    let air = AmbientAir(
      dryBulb: .celsius(dryBulbC), relativeHumidity: humidity, wetBulb: wetBulb,
      pressure: pressure)
    guard plant.missing(in: air).isEmpty else {
      throw UsageError(
        "the plant depends on the humidity of the air",
        help: "give --relative-humidity-percent or --wet-bulb-c")
    }
    return air
  }
}

extension ValueParser where Value == SupplySetPoint {
  /// A temperature in °C, or `optimal`.
  static var supply: ValueParser {
    ValueParser(
      expecting: "a number from 1 to 90 or 'optimal'", completion: .values(["optimal"])
    ) { word in
      if word == "optimal" { return .optimal }
      return decimal(word).flatMap { (1...90).contains($0) ? .fixed(.celsius($0)) : nil }
    }
  }
}
