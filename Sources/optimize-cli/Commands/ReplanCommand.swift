/// `replan SCENARIO PLAN`: plans again where an earlier plan is under way.
struct ReplanCommand: Command {
  static let plan = Argument(
    "PLAN", .file("json"), help: "Plan to begin with; - is standard input.")
  static let at = Option(
    "at", value: "INSTANT", .instant, absence: "the horizon's start",
    help: "Jobs that PLAN starts before this time have started.")
  static let output = Option(
    "output", short: "o", value: "FILE", .file("json"), default: "replan.json",
    help: "Where the new plan goes; - is standard output.")
  static let spec = CommandSpec(
    "replan", abstract: "Plan again from an earlier plan: what runs stays.",
    discussion: """
      Jobs that PLAN starts before --at keep all their segments; no other job starts before --at. \
      The others are planned again, beginning at their places and at the shadow prices in PLAN. \
      Jobs are known by their ids: SCENARIO may have other jobs, prices, capacities and another \
      horizon than PLAN was made for.

      A job that has started, but not as SCENARIO allows or has room for, is planned anew, in full, \
      and a warning says so. Flags that changed the scenario when PLAN was made are taken from it \
      where they are not given. The new plan is one for SCENARIO like any other: 'verify' checks it, \
      and its bound is that of the whole problem, as if nothing had started.
      """,
    arguments: [PlanningRun.scenario, plan], options: [at, output], groups: PlanningRun.groups,
    examples: [
      .init(
        "optimize-cli replan week.json plan.json --at 2026-01-12T06:00:00Z",
        "Keeps what has started by six o'clock and writes replan.json.")
    ],
    exitCodes: PlanningRun.exitCodes)

  private let planning: PlanningRun

  init(_ arguments: ParsedArguments) throws(UsageError) {
    let (scenario, plan) = (arguments[PlanningRun.scenario], arguments[Self.plan])
    guard scenario != "-" || plan != "-" else {
      throw UsageError("SCENARIO and PLAN are both standard input", help: "name one of them")
    }
    planning = PlanningRun(
      scenario: scenario, output: arguments[Self.output], ScenarioPlanner(arguments),
      from: PlanningRun.Earlier(plan: plan, instant: arguments[Self.at]))
  }

  func run(_ console: Console) throws -> ExitCode { try planning.writePlan(console) }
}
