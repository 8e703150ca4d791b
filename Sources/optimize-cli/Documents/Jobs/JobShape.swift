extension ObjectShape {
  /// One job, as in a scenario, a list of jobs or a row of CSV.
  static let job = ObjectShape(
    name: "the job",
    description: "One piece of GPU work that may move in time.",
    keys: [
      .required("id", .name, "Unique name."),
      .required(
        "pool", .name, "The GPU pool it needs; the same id may exist at several sites."),
      .required("gpus", gpuCount, "GPUs held together while it runs."),
      .required(
        "hours", .number(.positive(1_000_000)), unit: "h",
        "Processing time at that GPU count and full power; at least 0.000001."),
      .required(
        "wattsPerGPU", .number(.positive(1_000_000)), unit: "W",
        "Mean IT power per GPU while running, its share of CPU, memory, network and fans included."),
      .optional("release", .instant, "Earliest start. Default: the start of the horizon."),
      .optional("deadline", .instant, "Latest finish, hard. Default: the end of the horizon."),
      .optional(
        "value", .number(.notNegative(1e15)), unit: "currency of the objective",
        "What leaving it out costs: it runs if that lowers the plan's total. "
          + "Absent: it must run."),
      .optional(
        "preemption", .object(preemption),
        "How it may be interrupted. Absent: it runs in one piece."),
      .optional(
        "sites", .list(.name, minimumCount: 1),
        "The sites where it may run. Absent: every site that has its pool."),
      .optional(
        "jurisdictions", .list(.name, minimumCount: 1),
        "The jurisdictions where it may run, a hard constraint. Absent: any."),
    ],
    later: [
      "due", "latenessCostPerHour", "scaling", "powerCaps", "homeSite", "inputGB", "after",
      "running",
    ])

  static let preemption = ObjectShape(
    name: "the preemption",
    description: "An interrupted job resumes later with what it has done so far.",
    keys: [
      .optional(
        "minimumRunMinutes", .number(.notNegative(60_000_000)), default: .number(0), unit: "min",
        "The least length of a run, restart included; does not bind the last run."),
      .optional(
        "restartMinutes", .number(.notNegative(60_000_000)), default: .number(0), unit: "min",
        "Full-power running without work that each resumption adds."),
    ])

  /// As many as sums of products in the solver hold exactly.
  static let gpuCount = Shape.integer(NumberRange(minimum: 1, maximum: 16_777_216))
}
