import GridPricing

extension ObjectShape {
  /// What `quote` prints.
  static let quote = ObjectShape(
    name: "the quote",
    description: "What one more job would cost, and when it would run, at a plan's shadow prices.",
    keys: [
      .required("schemaVersion", .version, "The version of this schema."),
      .required("job", .name, "The id of the job."),
      .required("status", .word(["quoted", "doesNotFit"]), "Whether there is room for it."),
      .optional("site", .name, "Where it would run."),
      .optional("pool", .name, "The pool it would use."),
      .optional("segments", .list(.object(segment)), "When it would run."),
      .optional("finish", .instant, "When it would end."),
      .required("currency", .currency, "The currency of all amounts."),
      .optional(
        "cost", .number(), unit: "currency",
        "Energy and carbon of the power it adds, lateness, and the transfer of its input."),
      .optional("energyKWh", .number(), unit: "kWh", "Facility energy of the power it adds."),
      .optional("emissionsKg", .number(), unit: "kg CO2e", "Emissions of the power it adds."),
      .optional(
        "gpuScarcityCost", .number(), unit: "currency",
        "What its GPUs and power are worth to other jobs. Absent: the plan has no shadow prices."),
      .optional(
        "totalCost", .number(), unit: "currency",
        "cost + gpuScarcityCost: the market price of the job."),
      .optional(
        "runNowCost", .number(), unit: "currency",
        "As `cost`, in one piece at its first GPU count and full power as soon as it fits."),
      .required("reason", .text, "Why it would run then, or what is short."),
    ])

  /// What `series inspect --json` prints.
  static let seriesInspection = ObjectShape(
    name: "the inspection",
    description: "What a file of series holds.",
    keys: [
      .required("schemaVersion", .version, "The version of this schema."),
      .required("file", .text, "The path as given."),
      .required("sha256", .text, "The digest of the file."),
      .required("format", .text, "The format, detected by content."),
      .required("columns", .list(.object(inspectedColumn)), "In the order of the file."),
    ])

  private static let inspectedColumn = ObjectShape(
    name: "the column", description: "One series of the file.",
    keys: [
      .required("role", .words(SourceColumn.Role.self), "What the values are."),
      .required("name", .text, "The name that a scenario's `column` gives."),
      .optional("zone", .text, "The name that a scenario's `zone` gives."),
      .required("unit", .text, "The unit in the file."),
      .optional("currency", .currency, "The currency of prices."),
      .optional("basis", .words(CarbonBasis.self), "What carbon intensities mean, where said."),
      .optional("factor", .words(EmissionFactor.self), "Which emissions they count, where said."),
      .required("timeZone", .text, "How the file tells time."),
      .optional("start", .instant, "The start of the first step."),
      .optional("end", .instant, "The end of the last step."),
      .optional("stepMinutes", .number(.positive()), unit: "min", "The length of most steps."),
      .required("steps", .count, "The number of steps."),
      .required("gaps", .count, "Steps without a value or without a row."),
      .optional("minimum", .number(), unit: "as `unit`", "The lowest value."),
      .optional("mean", .number(), unit: "as `unit`", "The mean over time."),
      .optional("maximum", .number(), unit: "as `unit`", "The highest value."),
      .optional(
        "negativeHours", .number(.notNegative()), unit: "h", "How long a price is below zero."),
      .required("notes", .list(.text), "What was done to it, in order."),
    ])

  /// What `benchmark` prints as JSON.
  static let benchmark = ObjectShape(
    name: "the benchmark",
    description: "Cost, bound and gap against time.",
    keys: [
      .required("schemaVersion", .version, "The version of this schema."),
      .required("runs", .list(.object(run)), "One entry per run."),
    ])

  private static let run = ObjectShape(
    name: "the run", description: "One instance solved once.",
    keys: [
      .required("instance", .text, "Its name."),
      .required("mode", .text, "How it was solved."),
      .required("threads", .count, "Threads used."),
      .required("seed", .integer(.magnitude(Shape.largestInteger)), "The seed of the search."),
      .required("status", .text, "The status of the plan."),
      .required("stop", .text, "Why the search ended."),
      .required("jobs", .count, "The number of jobs."),
      .required("slots", .count, "The number of slots."),
      .required("readSeconds", .number(.notNegative()), unit: "s", "Reading the files."),
      .required("buildSeconds", .number(.notNegative()), unit: "s", "Checking and sampling."),
      .optional("firstPlanSeconds", .number(.notNegative()), unit: "s", "To the first plan."),
      .required("seconds", .number(.notNegative()), unit: "s", "To the end of the search."),
      .optional("provenSeconds", .number(.notNegative()), unit: "s", "To the last bound."),
      .optional("cost", .number(), unit: "currency", "The best plan's total."),
      .optional("bound", .number(), unit: "currency", "The lower bound."),
      .optional("gap", .number(), "(cost - bound) / max(|cost|, |bound|)."),
      .optional("variableGap", .number(), "The difference over what the jobs can change."),
      .optional("proof", .word(["prices", "search"]), "What the bound rests on."),
      .optional("pricesLower", .number(), unit: "currency", "What the shadow prices prove."),
      .optional("peakMB", .number(.notNegative()), unit: "MB", "Peak memory."),
      .required("trajectory", .list(.object(milestone)), "Improvements in order of time."),
    ])

  private static let milestone = ObjectShape(
    name: "the milestone", description: "What was known at one time.",
    keys: [
      .required("seconds", .number(.notNegative()), unit: "s", "Since the start."),
      .optional("cost", .number(), unit: "currency", "The best total."),
      .optional("bound", .number(), unit: "currency", "The best bound."),
      .optional("variableGap", .number(), "The difference over what the jobs can change."),
    ])
}
