/// The parts of a job that are objects of their own.
extension ObjectShape {
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

  static let scaling = ObjectShape(
    name: "the scaling",
    description: "Speed by GPU count, relative to the first one, at which `hours` holds.",
    keys: [
      .required(
        "gpus", .list(gpuCount, minimumCount: 1),
        "The counts, each once; the first is the job's `gpus`."),
      .required(
        "speed", .list(.number(.positive(1e6)), minimumCount: 1),
        "The speed at each count; the first is 1."),
      .optional(
        "resizable", .boolean, default: .boolean(false),
        "Whether the count may change from slot to slot; else it is chosen once."),
      .optional(
        "resizeMinutes", .number(.notNegative(60_000_000)), default: .number(0), unit: "min",
        "Running without work that each change of the count adds."),
    ])

  static let powerCap = ObjectShape(
    name: "the power cap",
    description: "An operating point below full power.",
    keys: [
      .required(
        "wattsPerGPU", .number(.positive(1_000_000)), unit: "W",
        "Mean IT power per GPU under the cap; at most that at full power."),
      .required(
        "speed", .number(NumberRange(minimum: 0, maximum: 1, excludesMinimum: true)),
        "Speed relative to full power."),
    ])

  static let running = ObjectShape(
    name: "the running state",
    description: "The release date no longer matters; without preemption it goes on in one piece.",
    keys: [
      .required("since", .instant, "When its present run began; not after the horizon's start."),
      .required("site", .name, "Where it runs."),
      .required(
        "remainingHours", .number(.positive(1_000_000)), unit: "h",
        "What is left of `hours`; at least 0.000001."),
    ])

  /// As many as sums of products in the solver hold exactly.
  static let gpuCount = Shape.integer(NumberRange(minimum: 1, maximum: 16_777_216))
}
