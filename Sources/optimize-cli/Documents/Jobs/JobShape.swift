import Optimizer

extension ObjectShape {
  /// One job, as in a scenario, a list of jobs or a row of CSV.
  static let job = ObjectShape(
    name: "the job",
    description: "One piece of GPU work that may move in time.",
    keys: work + times + flexibility + places,
    rules: [
      .atLeastOne(["gpus", "scaling"]), .onlyWith("due", "latenessCostPerHour"),
      .onlyWith("latenessCostPerHour", "due"),
    ])

  private static let work: [Key] = [
    .required("id", .name, "Unique name."),
    .required(
      "pool", .name, "The GPU pool it needs; the same id may exist at several sites."),
    .optional(
      "gpus", gpuCount,
      "GPUs held together while it runs. May be absent beside `scaling`: then its first entry."),
    .required(
      "hours", .number(.positive(1_000_000)), unit: "h",
      "Processing time at that GPU count and full power; at least 0.000001."),
    .required(
      "wattsPerGPU", .number(.positive(1_000_000)), unit: "W",
      "Mean IT power per GPU while running, its share of CPU, memory, network and fans included."),
  ]

  private static let times: [Key] = [
    .optional("release", .instant, "Earliest start. Default: the start of the horizon."),
    .optional("deadline", .instant, "Latest finish, hard. Default: the end of the horizon."),
    .optional(
      "due", .instant, "Soft finish time: each hour past it costs `latenessCostPerHour`."),
    .optional(
      "latenessCostPerHour", .number(.notNegative(1e12)),
      unit: "currency of the objective per hour",
      "What each hour past `due` costs, parts of an hour in proportion."),
    .optional(
      "value", .number(.notNegative(1e15)), unit: "currency of the objective",
      "What leaving it out costs: it runs if that lowers the plan's total. "
        + "Absent: it must run."),
  ]

  private static let flexibility: [Key] = [
    .optional(
      "preemption", .object(preemption),
      "How it may be interrupted. Absent: it runs in one piece."),
    .optional(
      "scaling", .object(scaling),
      "The GPU counts that it may run with. Absent: only `gpus`."),
    .optional(
      "powerCaps", .list(.object(powerCap)), default: .emptyList,
      "Operating points besides full power; one is chosen for the whole job."),
  ]

  private static let places: [Key] = [
    .optional(
      "sites", .list(.name, minimumCount: 1),
      "The sites where it may run. Absent: every site that has its pool."),
    .optional(
      "jurisdictions", .list(.name, minimumCount: 1),
      "The jurisdictions where it may run, a hard constraint. Absent: any."),
    .optional(
      "homeSite", .name,
      "The site where its data lies; running elsewhere costs the transfer. Absent: everywhere."),
    .optional(
      "inputGB", .number(.notNegative(1e9)), default: .number(0), unit: "10^9 bytes",
      "Data that moves once where it runs elsewhere than at `homeSite`, which it needs."),
    .optional(
      "after", .list(.name), default: .emptyList,
      "The ids of jobs that must finish before it starts; it does not run without them."),
    .optional(
      "running", .object(running),
      "That it was started before the plan is made, and stays where it is. Absent: it was not."),
  ]
}
