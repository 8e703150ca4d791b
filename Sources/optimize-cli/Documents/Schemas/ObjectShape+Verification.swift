import Optimizer

extension ObjectShape {
  /// What `verify --json` prints.
  static let verification = ObjectShape(
    name: "the verification",
    description: "What does not hold in a plan.",
    keys: [
      .required("schemaVersion", .version, "The version of this schema."),
      .required("scenario", .text, "The path as given."),
      .required("plan", .text, "The path as given."),
      .required("isSound", .boolean, "Whether there are no violations."),
      .required(
        "bound", .words(VerificationReport.CheckedBound.self),
        "proven: the shadow prices prove it; claimed: it was not checked; "
          + "absent: the plan has none; refuted: it does not hold."),
      .required("recomputed", .object(recomputed), "Figures as worked out anew."),
      .required("violations", .list(.object(violation)), "In the order of the plan."),
      .required("notes", .list(.text), "What could not be decided, and why."),
    ])

  private static let recomputed = ObjectShape(
    name: "the recomputed figures", description: "From the scenario and the segments alone.",
    keys: [
      .optional("total", .number(), unit: "currency", "The objective."),
      .optional(
        "pricesLower", .number(), unit: "currency", "The bound that the shadow prices prove."),
    ])

  private static let violation = ObjectShape(
    name: "the violation", description: "One statement of the plan that does not hold.",
    keys: [
      .required("code", .text, "A stable word for programs."),
      .required("place", .text, "Where in the plan it stands."),
      .required("message", .text, "What the plan claims and what comes out."),
    ])
}
