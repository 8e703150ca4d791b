import GridPricing
import Optimizer

/// `compare SCENARIO`: a plan beside what simpler policies make of the same jobs.
struct CompareCommand: Command {
  enum Format: String, CaseIterable {
    case table, csv, json
  }

  static let format = Option(
    "format", value: "FORMAT", ValueParser<Format>.choice, default: "table",
    help: "How the comparison is written.")
  static let output = Option(
    "output", short: "o", value: "FILE", .file("txt", "csv", "json"), default: "-",
    help: "Where the comparison goes; - is standard output.")
  static let spec = CommandSpec(
    "compare", abstract: "Compare a plan with simpler policies.",
    discussion: """
      Plans the scenario and shows the plan beside run-now (every job as soon as there is room), \
      earliest-deadline-first, price-only and carbon-only (each job by itself where the mean is \
      lowest) and wait-awhile (each job as soon as carbon intensity is low for its window).

      Simple policies may finish jobs late and never decline one; those that find no place inside \
      the horizon are counted as unplaced, and what they would cost is missing in the figures. \
      A policy whose signal is missing is left out, with the reason on standard error.

      Where sites have batteries, tanks or liquid cooling, plans that do without a part show what it \
      earns: no-storage, fixed-set-point (that of the preset, or the warmest within the margin), \
      and average-pue (planned with the mean PUE of run-now, priced with the plant). Each of them \
      takes a search of its own.

      The search is that of the command plan, and so are its options and what signals do.
      """,
    arguments: [PlanningRun.scenario], options: [format, output], groups: PlanningRun.groups,
    examples: [
      .init("optimize-cli compare week.json", "Prints a table."),
      .init(
        "optimize-cli compare week.json --format csv -o policies.csv --carbon-price-per-tonne 0",
        "Compares without a price on carbon, for a spreadsheet."),
    ],
    exitCodes: PlanningRun.exitCodes)

  let planning: PlanningRun
  let format: Format

  init(_ arguments: ParsedArguments) {
    planning = PlanningRun(arguments, output: arguments[Self.output])
    format = arguments[Self.format]
  }

  func run(_ console: Console) throws -> ExitCode {
    try planning(console) { result in
      let comparison = Comparison(of: result.solution, variants: planning.variants(of: result))
      try OutputFile.write(text(comparison, result), to: planning.output)
      for omission in comparison.omissions {
        console.note("\(omission.policy) is left out: \(omission.obstacle)")
      }
      result.writeLateWarnings(to: console)
      PlanSummary(result.document, result.solution.progress).writeEnding(to: console)
      if planning.output != "-" { console.note("wrote \(planning.output)") }
    }
  }

  private func text(_ comparison: Comparison, _ result: PlanningRun.Outcome) -> String {
    let currency = result.document.objective.currency
    let document = ComparisonDocument(
      scenario: planning.scenario, currency: currency, status: result.document.status,
      gap: result.document.bound?.gap, comparison: comparison)
    return switch format {
    case .table: ComparisonTable(comparison, currency: currency).text
    case .csv: document.csv
    case .json: document.json
    }
  }
}
