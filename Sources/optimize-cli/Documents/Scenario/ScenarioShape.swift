import Optimizer

extension ObjectShape {
  /// One planning problem.
  static let scenario = ObjectShape(
    name: "the scenario",
    description: "One planning problem: jobs, sites and a horizon. "
      + "Comments (// and /* */) are allowed. Instants need an offset or Z.",
    keys: [
      .required("schemaVersion", .version, "The version of this schema, such as '1.0'."),
      .required("horizon", .object(horizon), "The time to plan: a whole number of slots."),
      .optional(
        "objective", .object(objective), default: .emptyObject, "What the plan minimises."),
      .required(
        "sites", .list(.object(.site), minimumCount: 1), "The places where jobs may run."),
      .optional(
        "transfers", .object(transfers), default: .emptyObject,
        "What it costs to move a job's input to another site than its home."),
      .required(
        "jobs", .textOrList(.name, .list(.object(.job))),
        "The jobs, or the path of a file of jobs (JSON array, NDJSON or CSV, by content), "
          + "relative to the scenario's folder."),
    ])

  static let transfers = ObjectShape(
    name: "the transfers",
    description: "A job's `inputGB` moves once, however often the job is interrupted.",
    keys: [
      .optional(
        "perGB", .number(.notNegative(1e6)), default: .number(0),
        unit: "currency of the objective per 10^9 bytes", "The fee."),
      .optional(
        "kWhPerGB", .number(.notNegative(1e6)), default: .number(0), unit: "kWh per 10^9 bytes",
        "Energy of the network, outside the sites, at the mean cost of energy and carbon at the "
          + "destination."),
      .optional(
        "gigabitsPerSecond", .number(NumberRange(Transfers.gigabitRange)),
        unit: "10^9 bits per second",
        "The rate that delays the start. Absent: no delay."),
    ])

  static let horizon = ObjectShape(
    name: "the horizon",
    description: "Slots of equal length from start to end.",
    keys: [
      .required("start", .instant, "The start of the first slot."),
      .required("end", .instant, "The end of the last slot."),
      .required(
        "slotMinutes", .integer(NumberRange(minimum: 1, maximum: 1_000_000)), unit: "min",
        "The length of a slot."),
    ])

  static let objective = ObjectShape(
    name: "the objective",
    description: "Money, with emissions and water at a price.",
    keys: [
      .optional(
        "currency", .currency, default: .text("EUR"),
        "ISO 4217 code; every amount in the plan is in it."),
      .optional(
        "carbonPricePerTonne", .number(.magnitude(1e9)), default: .number(0),
        unit: "currency per tonne CO2e", "The price of emissions."),
      .optional(
        "exchangeRates", .map(keys: .currency, values: .number(.positive(1e9))),
        default: .emptyObject,
        "Units of `currency` for one unit of another, for series in that other currency."),
      .optional(
        "waterPricePerM3", .number(.notNegative(1e9)), default: .number(0),
        unit: "currency per m3", "The price of the water that cooling takes."),
    ])
}
