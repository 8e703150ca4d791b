import Optimizer

extension ObjectShape {
  /// What `fleet merge` writes.
  static let fleet = ObjectShape(
    name: "the fleet",
    description: "The plans of independent scenarios, and their sums.",
    keys: [
      .required("schemaVersion", .version, "The version of this schema."),
      .required("generator", .object(generator), "What wrote the document."),
      .required(
        "isWhole", .boolean,
        "Whether each member has a plan for its inputs of now that places all jobs which must run."),
      .required("counts", .object(counts), "How many members there are of each kind."),
      .required(
        "sums", .list(.object(sum)), "One per currency, over the members that have a plan."),
      .required("members", .list(.object(member)), "In the order of the bytes of their names."),
    ])

  private static let generator = ObjectShape(
    name: "the generator", description: "The program.",
    keys: [
      .required("name", .text, "Its name."),
      .required("version", .text, "Its version."),
    ])

  private static let counts = ObjectShape(
    name: "the counts", description: "They add up to `members`.",
    keys: [
      .required("members", .count, "All of the fleet."),
      .required("planned", .count, "With a plan for the inputs of now."),
      .required("missing", .count, "Without a plan."),
      .required("stale", .count, "With inputs that are not those of the plan."),
      .required("unreadable", .count, "With a scenario or a plan that cannot be read."),
    ])

  private static let member = ObjectShape(
    name: "the member", description: "One scenario; all but name and status is of its plan.",
    keys: [
      .required("name", .text, "The name of its folder."),
      .required(
        "status", .word(PlanStatus.allCases.map(\.rawValue) + FleetDocument.State.unplannedWords),
        "That of the plan, or why there is none."),
      .optional("stop", .words(StopReason.self), "Why the search ended."),
      .optional("version", .text, "The version of the program that planned it."),
      .optional("seed", .integer(.magnitude(Shape.largestInteger)), "The seed of its search."),
      .optional("settings", .object(planSettings), "What flags changed in the problem."),
      .optional("objective", .object(planObjective), "What it costs."),
      .optional("totals", .object(planTotals), "What it uses and emits."),
      .optional("bound", .object(planBound), "How much better it could be."),
      .optional("savings", .object(planSavings), "What it saves against its baseline."),
      .optional("jobs", .object(jobCounts), "How many jobs it places."),
      .optional("planSHA256", .text, "The digest of the plan's file."),
    ])

  private static let jobCounts = ObjectShape(
    name: "the job counts", description: "They add up to all jobs.",
    keys: [
      .required("scheduled", .count, "Jobs that run."),
      .required("unscheduled", .count, "Jobs that must run but have no place."),
      .required("declined", .count, "Jobs that are left out at their value."),
    ])

  private static let sum = ObjectShape(
    name: "the sum", description: "The plans in one currency together.",
    keys: [
      .required("plans", .count, "How many plans there are."),
      .required("objective", .object(planObjective), "What they cost."),
      .required("totals", .object(totals), "What they use and emit."),
      .optional("bound", .object(bound), "Absent: a plan has none."),
      .optional("baseline", .object(baseline), "Absent: a plan has none."),
      .optional(
        "savings", .object(planSavings), "Absent: a plan cannot be compared with its baseline."),
      .required("jobs", .object(jobCounts), "How many jobs they place."),
    ])

  private static let totals = ObjectShape(
    name: "the totals", description: "Sums over the plans.",
    keys: energyFigures + [
      .required(
        "sumOfPeaksKW", .number(), unit: "kW",
        "The peaks of the plans added up, whenever they fall.")
    ])

  private static let bound = ObjectShape(
    name: "the bound", description: "No plans of these scenarios cost less than `lower`.",
    keys: [
      .required("lower", .number(), unit: "currency", "The lower bounds added up."),
      relativeGap, absoluteGap,
      .required(
        "pricesLower", .number(), unit: "currency", "What the shadow prices in the plans prove."),
    ])

  private static let baseline = ObjectShape(
    name: "the baseline", description: "The run-now baselines together.",
    keys: [
      .required("lateJobs", .count, "Jobs that end after their deadline."),
      .required("objective", .object(planObjective), "What they cost."),
      .required("totals", .object(totals), "What they use and emit."),
    ])
}
