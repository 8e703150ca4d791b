import Optimizer

/// `verify SCENARIO PLAN`: works every figure of a plan out anew and lists what does not hold.
struct VerifyCommand: Command {
  static let scenario = Argument(
    "SCENARIO", .file("json", "jsonc"), help: "Scenario that the plan is for.")
  static let plan = Argument("PLAN", .file("json"), help: "Plan to check.")
  static let json = Flag("json", help: "Print a JSON document instead of lines.")
  static let spec = CommandSpec(
    "verify", abstract: "Check a plan's feasibility, figures and bound.",
    discussion: """
      Recomputes every figure from the scenario and the jobs' segments, with code that shares \
      nothing with the search: feasibility, energy, cost, emissions, the run-now baseline, and the \
      bound that the shadow prices prove. The settings in the plan are applied to the scenario, and \
      the digests and filled gaps in it are compared with the files.

      Each violation is one line on standard output; a sound plan prints none.
      """,
    arguments: [scenario, plan], options: [json],
    examples: [
      .init("optimize-cli verify week.json plan.json", "Lists what does not hold in plan.json."),
      .init(
        "optimize-cli verify week.json plan.json --json | jq '.violations[].code'",
        "Shows the codes of the violations."),
    ],
    exitCodes: [.success, .notWhole, .usage, .badData, .noInput, .internal, .cannotCreate])

  let scenario: String
  let plan: String
  let isJSON: Bool

  init(_ arguments: ParsedArguments) throws(UsageError) {
    scenario = arguments[Self.scenario]
    plan = arguments[Self.plan]
    isJSON = arguments[Self.json]
    guard scenario != "-" || plan != "-" else {
      throw UsageError("SCENARIO and PLAN are both standard input", help: "name one of them")
    }
  }

  func run(_ console: Console) throws -> ExitCode {
    let document = try PlanReader.read(plan)
    let input = try ScenarioReader.read(scenario, settings: document.settings)
    let problem = try input.problem()
    let findings = VerificationFindings(
      Verification(of: problem, gaps: input.gaps).report(on: document),
      ProvenanceComparison(of: document, with: input, problem).violations)

    if isJSON {
      try OutputFile.write(findings.text(scenario: scenario, plan: plan), to: "-")
    } else {
      try OutputFile.write(findings.lines.map { $0 + "\n" }.joined(), to: "-")
    }
    for note in findings.notes { console.note(note) }
    console.note(findings.summary)
    return findings.violations.isEmpty ? .success : .notWhole
  }
}
