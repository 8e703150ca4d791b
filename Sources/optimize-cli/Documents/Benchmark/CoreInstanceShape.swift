extension ObjectShape {
  /// A benchmark instance: the keys that are read. Others are left alone, `planted_start` above all,
  /// which holds a feasible plan.
  static let coreInstance = ObjectShape(
    name: "the instance",
    description: "One pool of GPUs and jobs in whole slots (format gpu-shift-1).",
    keys: [
      .required("format", .word([CoreInstance.format]), "The name of the format."),
      .required("name", .name, "What to call the instance."),
      .required("slot_hours", .number(.positive(24)), unit: "h", "The length of a slot."),
      .required(
        "slots", .integer(NumberRange(minimum: 1, maximum: 1_000_000)), "The number of slots."),
      .optional("start_utc", .instant, "The start of the first slot."),
      .required(
        "price_eur_per_kwh", .list(.number(.magnitude(1e6))), unit: "EUR per kWh",
        "The price in each slot."),
      .required(
        "ci_kg_per_kwh", .list(.number(.notNegative(1e6))), unit: "kg per kWh",
        "The carbon intensity in each slot."),
      .required(
        "carbon_weight_eur_per_kg", .number(.magnitude(1e6)), unit: "EUR per kg",
        "The price of emissions."),
      .required("capacity_gpus", gpuCount, "The GPUs of the pool."),
      .required("jobs", .list(.object(coreJob)), "The jobs."),
    ])

  static let coreJob = ObjectShape(
    name: "the job", description: "A job in whole slots.",
    keys: [
      .required("release", slotNumber, "The first slot it may use."),
      .required("deadline", slotNumber, "One past the last slot it may use."),
      .required(
        "duration", .integer(NumberRange(minimum: 1, maximum: 1_000_000)), "Slots it runs."),
      .required("gpus", gpuCount, "GPUs it holds."),
      .required(
        "kw_per_gpu", .number(.positive(1000)), unit: "kW", "IT power per GPU while it runs."),
    ])

  private static let slotNumber = Shape.integer(.notNegative(1_000_000))
}
