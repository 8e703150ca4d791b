extension ObjectShape {
  /// A place with one grid connection.
  static let site = ObjectShape(
    name: "the site",
    description: "A place with one grid connection.",
    keys: [
      .required("id", .name, "Unique name."),
      .optional(
        "timeZone", .timeZone, default: .text("UTC"), "IANA name of the local time zone."),
      .optional(
        "jurisdictions", .list(.name), default: .emptyList,
        "Legal areas that the site belongs to, such as EU and DE."),
      .required("price", .object(price), "The price of energy from the grid."),
      .optional(
        "carbon", .object(carbon),
        "The carbon intensity of energy from the grid. Absent: no emissions are reported; "
          + "needed where carbonPricePerTonne is not 0."),
      .optional(
        "weather", .object(weather), "The ambient weather. Needed by liquid cooling."),
      .required("pools", .list(.object(pool), minimumCount: 1), "The GPUs of the site."),
      .optional(
        "itBaseKW", .number(.notNegative(1e9)), default: .number(0), unit: "kW",
        "IT power that runs whatever the jobs do."),
      .required("cooling", .kinds(.cooling), "How IT power becomes facility power."),
      .optional(
        "gridLimitKW", .number(.equipment), unit: "kW",
        "The largest mean import from the grid in a slot. Absent: no limit."),
      .optional(
        "limits", .list(.object(gridLimit)), default: .emptyList,
        "Lower limits for a time; the tightest in a slot holds for all of it."),
      .optional(
        "rampKWPerMinute", .number(.equipment), unit: "kW per minute",
        "The most by which power at the grid connection changes from slot to slot, for each "
          + "minute of a slot. Absent: no limit."),
      .optional(
        "startRampGPUsPerMinute", .number(.notNegative(1e9)), unit: "GPUs per minute",
        "The most GPUs of jobs that begin, resume or are added at the start of a slot, for each "
          + "minute of a slot. Absent: any number."),
      .optional(
        "tariff", .object(tariff), default: .emptyObject,
        "What is paid beside the price of energy, and what export earns."),
      .optional("battery", .object(battery), "A battery behind the meter. Absent: none."),
      .optional(
        "thermalStorage", .object(thermalStorage),
        "A tank of chilled water; needs liquid cooling with a chiller. Absent: none."),
      .optional("solar", .object(solar), "The site's own panels. Absent: none."),
    ])

  static let price = ObjectShape(
    name: "the price",
    description: "A file of prices in any supported format, or a constant.",
    keys: [
      .optional("file", .name, "Path, relative to the scenario's folder."),
      .optional("zone", .name, "The price area or node, where the file holds several."),
      .optional("column", .name, "The column, where the file holds several."),
      .optional(
        "perMWh", .number(.magnitude(1e9)), unit: "currency of the objective per MWh",
        "The price at every instant."),
    ],
    rules: [
      .exactlyOne(["file", "perMWh"]), .onlyWith("zone", "file"), .onlyWith("column", "file"),
    ])

  static let carbon = ObjectShape(
    name: "the carbon intensity",
    description: "A file of carbon intensity in any supported format, or a constant.",
    keys: [
      .optional("file", .name, "Path, relative to the scenario's folder."),
      .optional("zone", .name, "The zone, where the file holds several."),
      .optional("column", .name, "The column, where the file holds several."),
      .optional(
        "gramsPerKWh", .number(.notNegative(1e6)), unit: "g CO2e per kWh",
        "The intensity at every instant."),
      .optional(
        "basis", .word(["average", "marginal"]),
        "What the values mean; needed where the file holds both."),
      .optional(
        "factor", .word(["direct", "lifecycle"]),
        "Which emissions the values count; needed where the file holds both."),
    ],
    rules: [
      .exactlyOne(["file", "gramsPerKWh"]), .onlyWith("zone", "file"),
      .onlyWith("column", "file"),
    ])

  static let pool = ObjectShape(
    name: "the pool",
    description: "GPUs of one type at one site.",
    keys: [
      .required("id", .name, "Unique name at the site; jobs ask for it."),
      .required("gpus", gpuCount, "The number of GPUs."),
      .optional(
        "gpusPerNode", gpuCount, "GPUs in one node."),
      .optional(
        "idleWattsPerGPU", .number(.notNegative(1e6)), default: .number(0), unit: "W",
        "What an available GPU draws that no job holds."),
      .optional(
        "availability", .list(.object(availability)), default: .emptyList,
        "Times when fewer GPUs are there; the tightest value in a slot holds for all of it."),
      .optional(
        "reserved", .object(reserved),
        "GPUs among those that are there which jobs cannot have. Absent: none."),
    ])

  static let reserved = ObjectShape(
    name: "the reservation",
    description: "GPUs held for other work, such as serving, and their mean IT power: a file with "
      + "the columns `reserved_gpus` and `reserved_kw`, or constants.",
    keys: [
      .optional("file", .name, "Path, relative to the scenario's folder."),
      .optional("zone", .name, "The place, where the file holds several."),
      .optional("gpus", .integer(.notNegative(16_777_216)), "The GPUs held at every instant."),
      .optional(
        "kW", .number(.notNegative(1e9)), unit: "kW",
        "Their mean IT power, idle power included, at every instant."),
    ],
    rules: [
      .exactlyOne(["file", "gpus"]), .onlyWith("zone", "file"), .onlyWith("gpus", "kW"),
      .onlyWith("kW", "gpus"),
    ])

  static let availability = ObjectShape(
    name: "the availability",
    description: "The number of GPUs that are there for a time; the others draw no power.",
    keys: [
      .required("start", .instant, "From when."),
      .required("end", .instant, "Until when."),
      .required("gpus", .integer(.notNegative(16_777_216)), "The GPUs that are there."),
    ])
}
