extension ObjectShape {
  /// A site of a plan, slot by slot.
  static let planSite = ObjectShape(
    name: "the site", description: "One site of the scenario, slot by slot.",
    keys: [
      .required("id", .name, "As in the scenario."),
      .required(
        "unallocated", .object(unallocated), "What no job causes: base and idle load."),
      .required("slots", .object(slots), "One value per slot in every array."),
      .optional(
        "shadowPrices", .object(shadowPrices),
        "The prices that prove the bound. Absent: partial or infeasible."),
    ])

  private static let unallocated = ObjectShape(
    name: "the unallocated share", description: "The site's totals less those of its jobs.",
    keys: [
      .required("energyKWh", .number(), unit: "kWh", "Facility energy."),
      .required("cost", .number(), unit: "currency", "Energy and carbon cost."),
      .optional("emissionsKg", .number(), unit: "kg CO2e", "Emissions."),
    ])

  private static let slots = ObjectShape(
    name: "the slots", description: "One value per slot in every array.",
    keys: [
      .required("itKW", .list(.number()), unit: "kW", "IT power."),
      .required("facilityKW", .list(.number()), unit: "kW", "IT power times PUE."),
      .required("gridKW", .list(.number()), unit: "kW", "Import from the grid."),
      .required(
        "pue", .list(.orNull(.number())), "Facility over IT power; null without IT power."),
      .required(
        "pricePerMWh", .list(.number()), unit: "currency per MWh", "The price of energy."),
      .optional(
        "carbonGramsPerKWh", .list(.number()), unit: "g CO2e per kWh", "Carbon intensity."),
      .required(
        "gpusInUse", .map(keys: .name, values: .list(.count)), "GPUs that jobs hold, by pool."),
    ],
    later: [
      "itReferenceKW", "coolingKW", "conversionLossKW", "solarKW", "curtailedKW", "batteryKW",
      "batteryKWh", "storageKWThermal", "storageKWhThermal", "supplyC", "gpuC", "headroomKW",
      "waterLPerHour",
    ])

  private static let shadowPrices = ObjectShape(
    name: "the shadow prices", description: "One value per slot in every array.",
    keys: [
      .required(
        "energyPerMWh", .list(.number()), unit: "currency per MWh of IT power",
        "What one more MWh of IT power would cost."),
      .required(
        "gpuHour", .map(keys: .name, values: .list(.number(.notNegative()))),
        unit: "currency per GPU and hour", "What one GPU more would be worth, by pool."),
    ],
    later: ["demandPerKW", "batteryPerMWh", "storagePerMWhThermal", "rampPerKW"])
}
