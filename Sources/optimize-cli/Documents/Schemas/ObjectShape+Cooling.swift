import Optimizer

/// What the commands about cooling plants print.
extension ObjectShape {
  /// What `cooling evaluate` prints.
  static let coolingState = ObjectShape(
    name: "the state",
    description: "A cooling plant at rest. coolantPumpKW, facilityPumpKW, chilledWaterPumpKW, "
      + "airHandlerKW, fanKW and chillerKW sum to coolingKW.",
    keys: [
      .required("schemaVersion", .version, "The version of this schema."),
      .required("itKW", .power, unit: "kW", "IT power, leakage included."),
      .required("facilityKW", .power, unit: "kW", "All that the site draws."),
      .optional(
        "pue", .number(.notNegative()), "facilityKW over itKW. Absent: there is no IT power."),
      .optional(
        "pueReference", .number(.notNegative()),
        "facilityKW over IT power with GPUs at their reference temperature."),
      .required("coolingKW", .power, unit: "kW", "Pumps, fans and chillers."),
      .required("lossKW", .power, unit: "kW", "Conversion losses."),
      .required("coolantPumpKW", .power, unit: "kW", "Pumps of the coolant loop."),
      .required(
        "facilityPumpKW", .power, unit: "kW", "Pumps of the facility loop, towers' included."),
      .required(
        "chilledWaterPumpKW", .power, unit: "kW",
        "Pumps of the chilled-water loop, towers' included."),
      .required("airHandlerKW", .power, unit: "kW", "Fans of the room's air handlers."),
      .required("fanKW", .power, unit: "kW", "Fans of coolers and towers of both circuits."),
      .required(
        "chillerKW", .power, unit: "kW", "Chillers of both circuits, condenser fans included."),
      .required("waterKgPerSecond", .power, unit: "kg/s", "Water drawn from the mains."),
      .required("wetBulbC", .number(), unit: "°C", "Wet bulb of the air."),
      .required("facilitySupplyC", .number(), unit: "°C", "Facility water that leaves the plant."),
      .required("facilityReturnC", .number(), unit: "°C", "Facility water that comes back."),
      .required("coolantSupplyC", .number(), unit: "°C", "Coolant that enters the racks."),
      .required("coolantReturnC", .number(), unit: "°C", "Coolant that leaves the racks."),
      .required("gpuC", .number(), unit: "°C", "Junction of a busy GPU."),
      .required(
        "headroomFraction", .number(.notNegative()),
        "The largest IT power within the limits, over nominal IT power; sought up to 1.5."),
      .required("isFeasible", .boolean, "Whether the state keeps every limit."),
    ])

  /// What `cooling curve` prints as JSON.
  static let coolingCurves = ObjectShape(
    name: "the curves", description: "Facility power against load, by weather.",
    keys: [
      .required("schemaVersion", .version, "The version of this schema."),
      .required("nominalITKW", .power, unit: "kW", "Nominal IT power of the plant."),
      .required(
        "marginK", .number(.notNegative()), unit: "K",
        "Kept free to the limits of coolant and GPU."),
      .required("curves", .list(.object(coolingCurve)), "One per weather."),
    ])

  private static let coolingCurve = ObjectShape(
    name: "the curve", description: "Facility power against load in one weather.",
    keys: [
      .optional("time", .instant, "The start of the step of the weather file."),
      .required("dryBulbC", .number(), unit: "°C", "Temperature of the air."),
      .required("wetBulbC", .number(), unit: "°C", "Wet bulb of the air."),
      .required(
        "headroomKW", .power, unit: "kW",
        "The largest load within the limits; sought up to 1.5 times nominal."),
      .required(
        "hullGapKW", .power, unit: "kW",
        "The most by which a feasible point lies above the lower convex hull of all of them."),
      .required(
        "chordErrorKW", .power, unit: "kW",
        "The most by which the middle of a line between neighbours departs from the plant."),
      .required("points", .list(.object(coolingPoint)), "In order of load."),
    ])

  private static let coolingPoint = ObjectShape(
    name: "the point", description: "The plant at one load.",
    keys: [
      .required(
        "itReferenceKW", .power, unit: "kW", "IT power with GPUs at their reference temperature."),
      .required("itKW", .power, unit: "kW", "IT power, leakage included."),
      .required("facilityKW", .power, unit: "kW", "All that the site draws."),
      .optional(
        "pue", .number(.notNegative()), "facilityKW over itKW. Absent: there is no IT power."),
      .optional("pueReference", .number(.notNegative()), "facilityKW over itReferenceKW."),
      .required(
        "marginalPower", .number(), unit: "kW per kW",
        "Facility power that one more kW of reference IT power takes, at the same set point."),
      .required("coolingKW", .power, unit: "kW", "Pumps, fans and chillers."),
      .required("supplyC", .number(), unit: "°C", "Set point of the facility supply."),
      .required("facilitySupplyC", .number(), unit: "°C", "Facility water that leaves the plant."),
      .required("gpuC", .number(), unit: "°C", "Junction of a busy GPU."),
      .required("waterKgPerSecond", .power, unit: "kg/s", "Water drawn from the mains."),
      .required("isFeasible", .boolean, "Whether the point keeps every limit."),
    ])

  /// What `cooling simulate` prints as JSON.
  static let coolingRun = ObjectShape(
    name: "the run", description: "A transient run beside the steady states of its slots.",
    keys: [
      .required("schemaVersion", .version, "The version of this schema."),
      .optional("start", .instant, "When it begins. Absent: at no time in particular."),
      .required("hours", .number(.positive()), unit: "h", "How long it is."),
      .required("slots", .count, "Slots of constant load and weather."),
      .required("steady", .object(coolingTotals), "By the steady states."),
      .required("transient", .object(coolingTotals), "By the run."),
      .required("steadyPeaks", .object(coolingTemperatures), "Highest in the steady states."),
      .required("transientPeaks", .object(coolingTemperatures), "Highest in the run."),
      .required("limits", .object(coolingTemperatures), "Without the margin that plans keep."),
      .required(
        "leastRoomK", .number(), unit: "K",
        "What the run leaves to the limit that it comes nearest to; negative is beyond."),
      .required("leastRoomAtHour", .number(.notNegative()), unit: "h", "Start of the slot where."),
      .required("keepsLimits", .boolean, "Whether the run keeps every limit."),
    ])

  private static let coolingTotals = ObjectShape(
    name: "the totals", description: "What the run took.",
    keys: [
      .required("itMWh", .power, unit: "MWh", "IT energy, leakage included."),
      .required("facilityMWh", .power, unit: "MWh", "All that the site drew."),
      .required("coolingMWh", .power, unit: "MWh", "Pumps, fans and chillers."),
      .required("waterM3", .power, unit: "m3", "Water drawn from the mains."),
    ])

  private static let coolingTemperatures = ObjectShape(
    name: "the temperatures", description: "Temperatures that have limits.",
    keys: [
      .required("coolantSupplyC", .number(), unit: "°C", "Coolant that enters the racks."),
      .required("gpuC", .number(), unit: "°C", "Junction of a busy GPU."),
      .optional(
        "chilledWaterC", .number(), unit: "°C", "Chilled water. Absent: the plant has none."),
    ])

  /// What `cooling fit` prints.
  static let coolingFit = ObjectShape(
    name: "the fit", description: "A cooling plant calibrated to measurements.",
    keys: [
      .required("schemaVersion", .version, "The version of this schema."),
      .required("rows", .count, "Complete rows of the file."),
      .required("usedRows", .count, "Rows that were fitted to."),
      .required("incompleteRows", .count, "Rows left out since a value is missing."),
      .required("before", .object(calibrationError), "Of the plant as it was."),
      .required("after", .object(calibrationError), "Of the fitted plant."),
      .required("factors", .list(.object(calibrationFactor)), "What was fitted."),
      .required(
        "cooling", .object(.liquidCooling), "The fitted plant, as the cooling of a scenario."),
    ])

  private static let calibrationError = ObjectShape(
    name: "the error", description: "Model less measurement of facility power.",
    keys: [
      .required("rmseKW", .power, unit: "kW", "Root of the mean square."),
      .required("cvRMSEPercent", .power, unit: "%", "That over the mean measurement."),
      .required("biasKW", .number(), unit: "kW", "Mean."),
      .required("biasPercent", .number(), unit: "%", "That over the mean measurement."),
    ])

  private static let calibrationFactor = ObjectShape(
    name: "the factor", description: "A factor on numbers of the plant; 1 leaves them.",
    keys: [
      .required(
        "factor", .words(PlantCalibration.Factor.self),
        "On conversion losses, on the conductance of coolers and towers, or on their fans' power."),
      .required("value", .number(.positive()), "The best value."),
      .required("minimum", .number(.positive()), "The least that was allowed."),
      .required("maximum", .number(.positive()), "The most that was allowed."),
      .required("isAtBound", .boolean, "Whether a better value may lie beyond."),
      .required("isDetermined", .boolean, "Whether the measurements depend on it at all."),
    ])
}

extension Shape {
  /// Powers and flows that are never negative.
  fileprivate static let power = Shape.number(.notNegative())
}
