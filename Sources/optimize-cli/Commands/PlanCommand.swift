import GridPricing
import Optimizer

/// `plan SCENARIO`: reads, solves, writes, and says what it saves.
struct PlanCommand: Command {
  static let scenario = Argument(
    "SCENARIO", .file("json", "jsonc"), help: "Scenario to plan, or - for standard input.")
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
    arguments: [scenario], options: [output],
    groups: [SearchOptions.section, ProblemOptions.section],
    examples: [
      .init("optimize-cli plan week.json", "Writes plan.json into the current folder."),
      .init(
        "optimize-cli plan week.json -o - --time-limit 30s --gap 0% | jq .bound",
        "Searches for a proof for up to half a minute and shows the bound."),
      .init(
        "optimize-cli plan week.json --carbon-price-per-tonne 120 --gap-fill hold",
        "Plans at another carbon price and fills gaps in the series."),
    ],
    exitCodes: [
      .success, .notWhole, .usage, .badData, .noInput, .internal, .cannotCreate, .interrupted,
      .terminated,
    ])

  let scenario: String
  let output: String
  let search: SearchOptions
  let settings: PlanDocument.Settings

  init(_ arguments: ParsedArguments) {
    scenario = arguments[Self.scenario]
    output = arguments[Self.output]
    search = SearchOptions(arguments)
    settings = ProblemOptions(arguments).settings
  }

  func run(_ console: Console) throws -> ExitCode {
    Interruption.take()
    let input = try ScenarioReader.read(scenario, settings: settings)
    let problem = try input.problem()
    try requireUsableOutput(apartFrom: input)
    for warning in problem.warnings { console.warning(warning.message, code: warning.code) }

    Interruption.hold()
    let display = SearchDisplay(console)
    let solution = search.solver.solve(problem, until: search.rule, observer: display)
    display.finish()
    if solution.stop == .interrupted, !solution.hasPlan, let signal = Interruption.current {
      console.note("no plan had been found yet; nothing is written")
      return signal.exitCode
    }

    let document = solution.document(
      generator: Program.generator(seed: search.seed), settings: settings,
      provenance: input.provenance(of: problem))
    try write(document)
    for warning in document.warnings.dropFirst(problem.warnings.count) {
      console.warning(warning.message, code: warning.code)
    }
    PlanSummary(document, solution.progress).write(to: console)
    if output != "-" { console.note("wrote \(output)") }
    return Interruption.current?.exitCode ?? document.status.exitCode
  }

  /// Finds out before a long search, not after it, that its result could not be written.
  private func requireUsableOutput(apartFrom input: Scenario) throws {
    try OutputFile.check(output)
    for path in input.files where OutputFile.wouldReplace(output, path) {
      throw UsageError(
        "--output: \(quoted(output)) is an input of the plan", help: "give the plan another name")
    }
  }

  private func write(_ document: PlanDocument) throws(OutputError) {
    var file = try OutputFile(output)
    try PlanWriter.write(document) { (bytes) throws(OutputError) in try file.write(bytes) }
    try file.commit()
  }
}

extension Solution {
  /// Whether the search came as far as a plan. One that was cut before that left jobs out which it
  /// had not looked at yet.
  var hasPlan: Bool { status == .infeasible || progress.unplacedJobs != nil }
}

extension PlanStatus {
  var exitCode: ExitCode {
    switch self {
    case .optimal, .feasible: .success
    case .partial, .infeasible: .notWhole
    }
  }
}
