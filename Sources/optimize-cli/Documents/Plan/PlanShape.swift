import GridPricing
import Optimizer

extension ObjectShape {
  /// A plan: the decision, what it costs and what proves that it is good.
  static let plan = ObjectShape(
    name: "the plan",
    description: "When and where each job runs, what that costs, and the proof of how good it is.",
    keys: [
      .required("schemaVersion", .version, "The version of this schema."),
      .required("generator", .object(generator), "What wrote the plan."),
      .required(
        "settings", .object(planSettings), "What flags changed in the problem; `verify` uses it."),
      .required(
        "status", .words(PlanStatus.self),
        "optimal: gap at most 1e-6; partial: some jobs that must run could not be placed."),
      .required("stop", .words(StopReason.self), "Why the search ended."),
      .required("horizon", .object(planHorizon), "The time that is planned."),
      .required("objective", .object(planObjective), "What the plan costs."),
      .optional(
        "bound", .object(planBound),
        "How much better a plan could be. Absent: partial or infeasible."),
      .required("totals", .object(planTotals), "What the plan uses and emits."),
      .optional("baseline", .object(baseline), "What starting every job at once would cost."),
      .optional("savings", .object(planSavings), "What the plan saves against the baseline."),
      .required("jobs", .list(.object(planJob)), "In the order of the scenario."),
      .required("sites", .list(.object(planSite)), "In the order of the scenario."),
      .required("provenance", .list(.object(provenance)), "The files that were read."),
      .required("warnings", .list(.object(warning)), "Oddities that did not stop the plan."),
    ])

  private static let generator = ObjectShape(
    name: "the generator", description: "The program.",
    keys: [
      .required("name", .text, "Its name."),
      .required("version", .text, "Its version."),
      .required(
        "seed", .integer(.magnitude(Shape.largestInteger)), "The seed of the search."),
    ])

  static let planSettings = ObjectShape(
    name: "the settings", description: "Absent keys: the scenario's own value holds.",
    keys: [
      .optional(
        "carbonPricePerTonne", .number(), unit: "currency per tonne CO2e",
        "The price of emissions."),
      .optional("gapFill", .words(GapRule.self), "What was done about gaps in series."),
    ])

  private static let planHorizon = ObjectShape(
    name: "the horizon", description: "Slots of equal length.",
    keys: [
      .required("start", .instant, "The start of the first slot."),
      .required("end", .instant, "The end of the last slot."),
      .required(
        "slotMinutes", .integer(NumberRange(minimum: 1, maximum: 1_000_000)), unit: "min",
        "The length of a slot."),
      .required(
        "slots", .integer(NumberRange(minimum: 1, maximum: 1_000_000)), "The number of slots."),
    ])

  static let planObjective = ObjectShape(
    name: "the objective", description: "Amounts in `currency`; they add up to `total`.",
    keys: [
      .required("currency", .currency, "ISO 4217 code."),
      .required("total", .number(), unit: "currency", "What the plan minimises."),
      .required(
        "energyCost", .number(), unit: "currency",
        "Energy from the grid, adders included, less the income from export."),
      .required("carbonCost", .number(), unit: "currency", "Emissions at their price."),
      .required(
        "demandCost", .number(), unit: "currency",
        "Demand charges, beyond the peaks that are already paid for."),
      .required("cyclingCost", .number(), unit: "currency", "Wear of batteries."),
      .required("waterCost", .number(), unit: "currency", "Water that cooling takes."),
      .required(
        "latenessCost", .number(), unit: "currency", "Jobs that finish after they are due."),
      .required("transferCost", .number(), unit: "currency", "Input moved from home sites."),
      .required("declined", .number(), unit: "currency", "The values of declined jobs."),
    ])

  /// Of plans, and of sums over plans.
  static let relativeGap = Key.optional(
    "gap", .number(), "(total - lower) / max(|total|, |lower|). Absent: both are negligible.")
  static let absoluteGap = Key.required(
    "absoluteGap", .number(), unit: "currency", "total - lower.")

  static let planBound = ObjectShape(
    name: "the bound", description: "No plan costs less than `lower`.",
    keys: [
      .required("lower", .number(), unit: "currency", "A lower bound on the total."),
      relativeGap, absoluteGap,
      .optional(
        "variableGap", .number(), "The same difference over what the jobs themselves can change."),
      .required(
        "proof", .words(Proof.self), "prices: checkable from the plan; search: claimed."),
      .required(
        "pricesLower", .number(), unit: "currency", "The bound that the shadow prices prove."),
    ])

  /// What plans, and sums over plans, say of energy and emissions.
  static let energyFigures: [Key] = [
    .required("energyMWh", .number(), unit: "MWh", "Facility energy."),
    .required("itEnergyMWh", .number(), unit: "MWh", "IT energy, leakage included."),
    .optional(
      "coolingEnergyMWh", .number(), unit: "MWh",
      "Pumps, fans and chillers. Absent: no site is liquid-cooled."),
    .optional(
      "emissionsTonnes", .number(), unit: "t CO2e",
      "Emissions. Absent: not all of them are known."),
    .optional(
      "waterM3", .number(), unit: "m3",
      "Water that cooling takes. Absent: no site is liquid-cooled."),
    .optional("pue", .number(), "Facility energy over IT energy."),
  ]

  static let planTotals = ObjectShape(
    name: "the totals", description: "Sums over sites and slots.",
    keys: energyFigures + [
      .optional(
        "pueReference", .number(),
        "Facility energy over IT energy with GPUs at their reference temperature."),
      .required(
        "peakGridKW", .number(), unit: "kW", "The highest sum of grid imports in a slot."),
      .optional(
        "carbonFreeFraction", .number(),
        "Solar energy used on site over that and imports. Absent: no site has any."),
    ])

  private static let baseline = ObjectShape(
    name: "the baseline",
    description: "Jobs start in release order as soon as capacity allows; deadlines are ignored.",
    keys: [
      .required("policy", .text, "The name of the policy."),
      .required("lateJobs", .count, "Jobs that end after their deadline."),
      .required("objective", .object(planObjective), "What the baseline costs."),
      .required("totals", .object(planTotals), "What the baseline uses and emits."),
    ])

  static let planSavings = ObjectShape(
    name: "the savings", description: "In percent of the baseline; absent where that is 0.",
    keys: [
      .optional("costPercent", .number(), unit: "%", "Of the objective's total."),
      .optional("emissionsPercent", .number(), unit: "%", "Of emissions."),
      .optional("energyPercent", .number(), unit: "%", "Of facility energy."),
    ])

  static let planJob = ObjectShape(
    name: "the job", description: "One job of the scenario.",
    keys: [
      .required("id", .name, "As in the scenario."),
      .required(
        "status", .words(PlanDocument.JobStatus.self),
        "declined: it runs only for less than its value; unscheduled: it could not be placed."),
      .optional("site", .name, "Where it runs."),
      .required("pool", .name, "The pool it needs."),
      .optional(
        "segments", .list(.object(segment), minimumCount: 1), "When it runs. Absent: not at all."),
      .optional("finish", .instant, "The true end of the last segment."),
      .optional("slackHours", .number(), unit: "h", "From the finish to the deadline."),
      .optional(
        "energyKWh", .number(), unit: "kWh", "Its share of facility energy, by the power it adds."),
      .optional(
        "cost", .number(), unit: "currency",
        "Its share of the cost of energy and carbon, its lateness and the transfer of its input."),
      .optional(
        "emissionsKg", .number(), unit: "kg CO2e", "Its share of emissions."),
      .optional("runNowCost", .number(), unit: "currency", "As `cost`, in the baseline."),
      .optional(
        "runNowEmissionsKg", .number(), unit: "kg CO2e", "As `emissionsKg`, in the baseline."),
      .optional("reason", .text, "Why it stands where it does, or could not be placed."),
    ])

  static let segment = ObjectShape(
    name: "the segment", description: "One stretch of running at constant GPU count and power.",
    keys: [
      .required("start", .instant, "On the edge of a slot."),
      .required("end", .instant, "The last one of a job may end inside a slot."),
      .required("gpus", gpuCount, "GPUs held."),
      .required("wattsPerGPU", .number(.notNegative()), unit: "W", "IT power per GPU."),
    ])

  private static let provenance = ObjectShape(
    name: "the provenance", description: "One source of the plan and what was done to it.",
    keys: [
      .required("role", .text, "scenario, jobs, price, carbon, weather, solar or reserved."),
      .optional("site", .name, "The site that uses it."),
      .optional("file", .text, "The path as given. Absent: a constant."),
      .optional("sha256", .text, "The digest of the file."),
      .required("format", .text, "The format of the file, or 'constant'."),
      .optional("unit", .text, "The unit in the source."),
      .optional("timeZone", .text, "How the source tells time."),
      .optional("coverage", .text, "The time it covers: start/end in UTC."),
      .optional("filledSlots", .count, "Slots in which a gap was filled."),
      .optional("notes", .list(.text), default: .emptyList, "What was done to it, in order."),
    ])

  private static let warning = ObjectShape(
    name: "the warning", description: "Something odd.",
    keys: [
      .required("code", .text, "A stable word for programs."),
      .required("message", .text, "What it is about."),
    ])
}
