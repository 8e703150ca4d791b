extension ObjectShape {
  /// A site of a plan, slot by slot.
  static let planSite = ObjectShape(
    name: "the site", description: "One site of the scenario, slot by slot.",
    keys: [
      .required("id", .name, "As in the scenario."),
      .required("unallocated", .object(unallocated), "What no job bears."),
      .required("slots", .object(slots), "One value per slot in every array."),
      .optional(
        "shadowPrices", .object(shadowPrices),
        "The prices that prove the bound. Absent: partial or infeasible."),
    ])

  private static let unallocated = ObjectShape(
    name: "the unallocated share", description: "The site's totals less those of its jobs.",
    keys: [
      .required("energyKWh", .number(), unit: "kWh", "Facility energy."),
      .required("cost", .number(), unit: "currency", "Energy, carbon, demand, wear and water."),
      .optional("emissionsKg", .number(), unit: "kg CO2e", "Emissions."),
    ])

  private static let slots = ObjectShape(
    name: "the slots", description: "One value per slot in every array.",
    keys: [
      .required("itKW", series, unit: "kW", "IT power, leakage included."),
      .required(
        "itReferenceKW", series, unit: "kW",
        "IT power with GPUs at their reference temperature: the sum of their watts."),
      .optional(
        "coolingKW", series, unit: "kW",
        "Pumps, fans and chillers. Absent: the site is not liquid-cooled."),
      .optional("conversionLossKW", series, unit: "kW", "Losses between grid and IT."),
      .required("facilityKW", series, unit: "kW", "IT power, cooling and losses."),
      .optional(
        "solarKW", series, unit: "kW", "Solar power available. Absent: the site has none."),
      .optional("curtailedKW", series, unit: "kW", "What of it is not used."),
      .optional(
        "batteryKW", series, unit: "kW",
        "Positive when charging. Absent: the site has no battery."),
      .optional("batteryKWh", series, unit: "kWh", "Stored at the end of the slot."),
      .optional(
        "storageKWThermal", series, unit: "kW of heat",
        "Positive when charging. Absent: the site has no tank."),
      .optional(
        "storageKWhThermal", series, unit: "kWh of heat", "Stored at the end of the slot."),
      .required("gridKW", series, unit: "kW", "Import from the grid, negative for export."),
      .required(
        "pue", .list(.orNull(.number())), "Facility over IT power; null without IT power."),
      .optional("supplyC", series, unit: "degC", "Set point of the facility supply."),
      .optional("gpuC", series, unit: "degC", "GPU temperature in the steady state."),
      .optional(
        "headroomKW", series, unit: "kW",
        "The largest IT power, at the reference temperature, that the plant can cool."),
      .optional("waterLPerHour", series, unit: "l/h", "Water that cooling takes."),
      .required(
        "pricePerMWh", series, unit: "currency per MWh", "Price and adders of imported energy."),
      .optional("carbonGramsPerKWh", series, unit: "g CO2e per kWh", "Carbon intensity."),
      .required(
        "gpusInUse", .map(keys: .name, values: .list(.count)), "GPUs that jobs hold, by pool."),
    ])

  private static let shadowPrices = ObjectShape(
    name: "the shadow prices", description: "One value per slot in every array.",
    keys: [
      .required(
        "energyPerMWh", series, unit: "currency per MWh of IT power",
        "What one more MWh of IT power would cost."),
      .required(
        "gpuHour", .map(keys: .name, values: .list(.number(.notNegative()))),
        unit: "currency per GPU and hour", "What one GPU more would be worth, by pool."),
      .optional(
        "demandPerKW", .map(keys: .name, values: .list(.number(.notNegative()))),
        unit: "currency per kW",
        "What one more kW of import adds to the peak, by demand charge. Absent: there is none."),
      .optional(
        "batteryPerMWh", series, unit: "currency per MWh",
        "What energy in the battery is worth at the end of the slot. Absent: there is none."),
      .optional(
        "storagePerMWhThermal", series, unit: "currency per MWh of heat",
        "What cold in the tank is worth at the end of the slot. Absent: there is none."),
      .optional(
        "rampPerKW", series, unit: "currency per kW",
        "For the change of grid power from the slot before. Absent: it is not limited."),
    ])

  private static let series = Shape.list(.number())
}
