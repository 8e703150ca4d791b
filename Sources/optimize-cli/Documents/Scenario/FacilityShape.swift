import Optimizer

/// The parts of a site around its grid connection.
extension ObjectShape {
  static let weather = ObjectShape(
    name: "the weather",
    description: "A file of dry bulb and relative humidity, or of wet bulb, or constants.",
    keys: [
      .optional("file", .name, "Path, relative to the scenario's folder."),
      .optional("zone", .name, "The place, where the file holds several."),
      .optional(
        "dryBulbC", .number(.temperature), unit: "°C",
        "The temperature of the air at every instant."),
      .optional(
        "relativeHumidityPercent", .number(NumberRange(minimum: 0, maximum: 100)), unit: "%",
        "The relative humidity at every instant."),
      .optional(
        "wetBulbC", .number(.temperature), unit: "°C",
        "The wet-bulb temperature at every instant."),
      .optional(
        "pressurePa", .number(NumberRange(AmbientAir.pressureRange)), unit: "Pa",
        "Air pressure at the site, not reduced to sea level; also beside a file without it. "
          + "Absent: 101325 Pa."),
      .optional(
        "pressureHPa", .number(.hectopascals), unit: "hPa",
        "As `pressurePa`, in hPa."),
    ],
    rules: [
      .atLeastOne(["file", "dryBulbC", "wetBulbC"]), .onlyWith("zone", "file"),
      .notWith("dryBulbC", "file"), .notWith("relativeHumidityPercent", "file"),
      .notWith("wetBulbC", "file"), .notWith("pressureHPa", "pressurePa"),
    ])

  static let solar = ObjectShape(
    name: "the solar power",
    description: "A file with a column `solar_kw`, or a constant.",
    keys: [
      .optional("file", .name, "Path, relative to the scenario's folder."),
      .optional("zone", .name, "The place, where the file holds several."),
      .optional("column", .name, "The column, where the file holds several."),
      .optional(
        "kW", .number(.notNegative(1e9)), unit: "kW", "The power available at every instant."),
    ],
    rules: [
      .exactlyOne(["file", "kW"]), .onlyWith("zone", "file"), .onlyWith("column", "file"),
    ])

  static let gridLimit = ObjectShape(
    name: "the limit",
    description: "A limit on the import from the grid for a time, such as demand response.",
    keys: [
      .required("start", .instant, "From when."),
      .required("end", .instant, "Until when."),
      .required(
        "gridKW", .number(.notNegative(1e9)), unit: "kW",
        "The largest mean import in a slot that the time touches."),
      .optional("reason", .text, "Why, for the reader of the plan."),
    ])

  static let battery = ObjectShape(
    name: "the battery",
    description: "Efficiency each way is the square root of the round trip.",
    keys: [
      .required("energyKWh", .number(.equipment), unit: "kWh", "Usable energy."),
      .required(
        "powerKW", .number(.equipment), unit: "kW", "The most that it charges or discharges."),
      .optional(
        "roundTripEfficiency",
        .number(NumberRange(minimum: 0, maximum: 1, excludesMinimum: true)),
        default: .number(0.88), "Energy out over energy in."),
      .optional(
        "initialKWh", .number(.notNegative(1e9)), unit: "kWh",
        "Energy stored at the start. Absent: half of `energyKWh`."),
      .optional(
        "finalKWh", .number(.notNegative(1e9)), unit: "kWh",
        "The least energy stored at the end. Absent: `initialKWh`."),
      .optional(
        "cyclingCostPerMWh", .number(.notNegative(1e9)), default: .number(0),
        unit: "currency of the objective per MWh discharged", "Wear."),
    ])

  static let thermalStorage = ObjectShape(
    name: "the thermal storage",
    description:
      "It takes over duty of the trim chiller and the cool circuit; all amounts are heat.",
    keys: [
      .required("energyKWhThermal", .number(.equipment), unit: "kWh", "Usable cold."),
      .required(
        "powerKWThermal", .number(.equipment), unit: "kW",
        "The most that it charges or discharges."),
      .optional(
        "lossPerHour", .number(.notNegative(1e3)), default: .number(0.0006), unit: "per hour",
        "Share of what is stored that is lost."),
      .optional(
        "initialKWhThermal", .number(.notNegative(1e9)), unit: "kWh",
        "Cold stored at the start. Absent: half of `energyKWhThermal`."),
      .optional(
        "finalKWhThermal", .number(.notNegative(1e9)), unit: "kWh",
        "The least cold stored at the end. Absent: `initialKWhThermal`."),
    ])

  // MARK: Tariff

  static let tariff = ObjectShape(
    name: "the tariff",
    description: "Amounts are in the currency of the objective, hours in the site's time zone.",
    keys: [
      .optional(
        "addersPerMWh", .list(.object(adder)), default: .emptyList,
        "Paid on top of the price for every MWh of import."),
      .optional(
        "demandCharges", .list(.object(demandCharge)), default: .emptyList,
        "Paid for peaks of the import."),
      .optional(
        "exportPricePerMWh", .number(.magnitude(1e9)), unit: "currency per MWh",
        "What export earns; never more than import costs. Absent: no export."),
    ])

  static let adder = ObjectShape(
    name: "the adder",
    description: "A network charge, tax or levy.",
    keys: [
      .required("name", .name, "What it is."),
      .required(
        "perMWh", .number(.magnitude(1e9)), unit: "currency per MWh", "The amount; may be negative."
      ),
      .optional(
        "window", .window, default: .text("all"),
        "When it is paid: `all`, or days and hours such as `weekdays 08:00-20:00`, joined by `;`. "
          + "A slot that is inside in part pays for that part."),
    ])

  static let demandCharge = ObjectShape(
    name: "the demand charge",
    description: "Costs `perKW` for what the peak of a calendar period lies above `peakSoFarKW`, "
      + "never prorated.",
    keys: [
      .required("name", .name, "Unique name in the tariff."),
      .required(
        "perKW", .number(.notNegative(1e9)), unit: "currency per kW", "The price of the peak."),
      .optional(
        "period", .word(["day", "month", "year"]), default: .text("month"),
        "The stretch of the local calendar that has one peak."),
      .optional(
        "meteringMinutes", .integer(NumberRange(minimum: 1, maximum: 1_000_000)), unit: "min",
        "The time over which import is averaged, from local midnight on; a multiple of the slot. "
          + "Absent: one slot."),
      .optional(
        "peakSoFarKW", .number(.notNegative(1e9)), default: .number(0), unit: "kW",
        "The peak that the first period has paid for."),
      .optional(
        "window", .window, default: .text("all"),
        "The times that count, as for an adder; a slot that touches them counts."),
    ])
}

extension NumberRange {
  fileprivate static let temperature = NumberRange(AmbientAir.temperatureRange)
  fileprivate static let hectopascals = NumberRange(
    minimum: AmbientAir.pressureRange.lowerBound / 100,
    maximum: AmbientAir.pressureRange.upperBound / 100)
}
