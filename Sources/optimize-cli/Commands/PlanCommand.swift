import GridPricing
import Optimizer

/// `plan SCENARIO`: reads, solves, writes, and says what it saves; `plan --fleet FOLDER` does so for
/// many.
struct PlanCommand: Command {
  private enum Task: Sendable {
    case scenario(PlanningRun)
    case fleet(FleetRun)
  }

  static let scenario = Argument(
    optional: "SCENARIO", .file("json", "jsonc"),
    help: "Scenario to plan, or - for standard input; none with --fleet.")
  static let output = Option(
    "output", short: "o", value: "FILE", .file("json"), default: "plan.json",
    help: "Where the plan goes; - is standard output. With --fleet, a folder for NAME/plan.json.")
  static let spec = CommandSpec(
    "plan", abstract: "Plan the jobs of a scenario.",
    discussion: """
      Decides where and when each job runs, at the least cost of energy and carbon, and proves how \
      far from the optimum the plan can be at most.

      Without --time-limit the search ends by itself, and the same scenario, version and seed give \
      the same plan, byte by byte, whatever the number of threads. SIGINT (Ctrl-C) or SIGTERM ends \
      the search and keeps the best plan so far; a second signal ends the program at once.

      The plan is written whole or not at all. The table on standard error compares it with run-now, \
      which starts every job as soon as there is room.

      With --fleet, each folder in FOLDER that holds a scenario.json is planned by itself, in the \
      order of the names. A plan is kept if no signal cut it and its version, seed, problem options \
      and the digests of all its input files are those of now; other search options do not count, \
      --again plans all anew. A scenario that fails does not stop the others; the exit code is the \
      gravest, in the order 70, 73, 65, 66, 1, 0. A signal ends the run.
      """,
    arguments: [scenario], options: [output],
    groups: [FleetOptions.section] + PlanningRun.groups,
    examples: [
      .init("optimize-cli plan week.json", "Writes plan.json into the current folder."),
      .init(
        "optimize-cli plan week.json -o - --time-limit 30s --gap 0% | jq .bound",
        "Searches for a proof for up to half a minute and shows the bound."),
      .init(
        "optimize-cli plan week.json --carbon-price-per-tonne 120 --gap-fill hold",
        "Plans at another carbon price and fills gaps in the series."),
      .init(
        "optimize-cli plan --fleet sites --shard 0/4",
        "Plans every fourth scenario of the fleet, from the first on."),
    ],
    exitCodes: PlanningRun.exitCodes)

  private let task: Task

  init(_ arguments: ParsedArguments) throws(UsageError) {
    let fleet = try FleetOptions(arguments)
    let planner = ScenarioPlanner(arguments)
    let output = arguments[Self.output]
    switch (arguments[Self.scenario], fleet.folder) {
    case (let scenario?, nil):
      task = .scenario(PlanningRun(scenario: scenario, output: output, planner))
    case (nil, let folder?):
      let plans = arguments.isGiven(Self.output) ? output : folder
      guard plans != "-" else {
        throw UsageError(
          "--output: the plans of a fleet do not go to standard output", help: "name a folder")
      }
      task = .fleet(
        FleetRun(
          folder: folder, plans: FleetPlans(folder: plans), shard: fleet.shard,
          keepsPlans: !fleet.again, planner: planner))
    case (nil, nil):
      throw UsageError("missing argument SCENARIO", help: "name a scenario, or --fleet FOLDER")
    case (let scenario?, .some):
      throw UsageError(
        "SCENARIO \(quoted(scenario)) and '--fleet' exclude each other", help: "keep one of them")
    }
  }

  func run(_ console: Console) throws -> ExitCode {
    switch task {
    case .scenario(let planning): try planning.writePlan(console)
    case .fleet(let run): try run(console)
    }
  }
}
