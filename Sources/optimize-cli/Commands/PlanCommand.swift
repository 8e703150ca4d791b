import GridPricing
import Optimizer

/// `plan SCENARIO`: reads, solves, writes, and says what it saves.
struct PlanCommand: Command {
  static let output = Option(
    "output", short: "o", value: "FILE", .file("json"), default: "plan.json",
    help: "Where the plan goes; - is standard output.")
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
      """,
    arguments: [PlanningRun.scenario], options: [output], groups: PlanningRun.groups,
    examples: [
      .init("optimize-cli plan week.json", "Writes plan.json into the current folder."),
      .init(
        "optimize-cli plan week.json -o - --time-limit 30s --gap 0% | jq .bound",
        "Searches for a proof for up to half a minute and shows the bound."),
      .init(
        "optimize-cli plan week.json --carbon-price-per-tonne 120 --gap-fill hold",
        "Plans at another carbon price and fills gaps in the series."),
    ],
    exitCodes: PlanningRun.exitCodes)

  let planning: PlanningRun

  init(_ arguments: ParsedArguments) {
    planning = PlanningRun(arguments, output: arguments[Self.output])
  }

  func run(_ console: Console) throws -> ExitCode {
    try planning(console) { result in
      try write(result.document)
      result.writeLateWarnings(to: console)
      PlanSummary(result.document, result.solution.progress).write(to: console)
      if planning.output != "-" { console.note("wrote \(planning.output)") }
    }
  }

  private func write(_ document: PlanDocument) throws(OutputError) {
    var file = try OutputFile(planning.output)
    try PlanWriter.write(document) { (bytes) throws(OutputError) in try file.write(bytes) }
    try file.commit()
  }
}
