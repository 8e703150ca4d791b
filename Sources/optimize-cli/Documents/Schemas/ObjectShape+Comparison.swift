import Optimizer

extension ObjectShape {
  /// What `compare --format json` prints.
  static let comparison = ObjectShape(
    name: "the comparison",
    description: "The same scenario under several policies.",
    keys: [
      .required("schemaVersion", .version, "The version of this schema."),
      .required("scenario", .text, "The path as given."),
      .required("currency", .currency, "The currency of all amounts."),
      .required("status", .words(PlanStatus.self), "The status of the plan."),
      .optional("gap", .number(), "How far the plan is from the optimum at most, as a fraction."),
      .required("policies", .list(.object(policy)), "The policies, then the plan."),
      .required("omitted", .list(.object(omission)), "Policies that cannot be compared."),
    ])

  private static let policy = ObjectShape(
    name: "the policy", description: "What one policy costs, uses and emits.",
    keys: [
      .required("policy", .text, "Its name."),
      .optional("total", .number(), unit: "currency", "The objective."),
      .optional("energyCost", .number(), unit: "currency", "Energy from the grid."),
      .optional("carbonCost", .number(), unit: "currency", "Emissions at their price."),
      .optional("demandCost", .number(), unit: "currency", "Demand charges."),
      .optional("cyclingCost", .number(), unit: "currency", "Wear of batteries."),
      .optional("waterCost", .number(), unit: "currency", "Water that cooling takes."),
      .optional(
        "latenessCost", .number(), unit: "currency", "Jobs that finish after they are due."),
      .optional("transferCost", .number(), unit: "currency", "Input moved from home sites."),
      .optional("declined", .number(), unit: "currency", "The values of declined jobs."),
      .optional("emissionsTonnes", .number(), unit: "t CO2e", "Emissions."),
      .optional("energyMWh", .number(), unit: "MWh", "Facility energy."),
      .optional("waterM3", .number(), unit: "m³", "Water that cooling takes."),
      .optional("pue", .number(), "Facility energy over IT energy, leakage included."),
      .optional(
        "pueReference", .number(), "Facility energy over IT energy at the reference temperature."),
      .optional(
        "peakGridKW", .number(), unit: "kW", "The highest sum of grid imports in a slot."),
      .required("lateJobs", .count, "Jobs that end after their deadline."),
      .required("unplacedJobs", .count, "Jobs that must run but could not be placed."),
      .optional("savingsPercent", .number(), unit: "%", "Of the total, against run-now."),
    ])

  private static let omission = ObjectShape(
    name: "the omission", description: "A policy that has nothing to say about the scenario.",
    keys: [
      .required("policy", .text, "Its name."),
      .required("reason", .text, "What it would need."),
    ])
}
