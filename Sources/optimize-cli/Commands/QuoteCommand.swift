import GridPricing
import Optimizer

/// `quote`: what one more job would cost beside a plan.
struct QuoteCommand: Command {
  static let scenario = Argument(
    "SCENARIO", .file("json", "jsonc"), help: "Scenario of the plan, or - for standard input.")
  static let plan = Argument("PLAN", .file("json"), help: "Plan to quote by.")
  static let job = Argument(
    "JOB", .file("json", "ndjson", "csv"),
    help: "File with the one job to quote: a JSON object, NDJSON or CSV.")
  static let output = Option(
    "output", short: "o", value: "FILE", .file("json"), default: "-",
    help: "Where the quote goes.")
  static let spec = CommandSpec(
    "quote", abstract: "Say what one more job would cost, without a new plan.",
    discussion: """
      Finds the cheapest place that the plan leaves free and prices it: energy and carbon of the \
      power that the job adds, lateness and the transfer of its input, and what its GPUs and power \
      are worth to the jobs of the plan, by its shadow prices. Nothing is moved, and the plan stays \
      as it is. The job may wait for jobs of the plan; it may not run already.

      Flags that changed the scenario when the plan was made are taken from the plan. A job that \
      finds no place is an answer too: its status is doesNotFit, and the reason says what is short.
      """,
    arguments: [scenario, plan, job], options: [output],
    examples: [
      .init(
        "optimize-cli quote week.json plan.json job.json", "Prints what job.json would cost."),
      .init(
        "optimize-cli quote week.json plan.json - -o quote.json",
        "Quotes the job on standard input."),
    ])

  let scenario: String
  let plan: String
  let job: String
  let output: String

  init(_ arguments: ParsedArguments) throws(UsageError) {
    scenario = arguments[Self.scenario]
    plan = arguments[Self.plan]
    job = arguments[Self.job]
    output = arguments[Self.output]
    guard [scenario, plan, job].count(where: { $0 == "-" }) <= 1 else {
      throw UsageError("standard input can be only one of SCENARIO, PLAN and JOB")
    }
  }

  func run(_ console: Console) throws -> ExitCode {
    let document = try PlanReader.read(plan)
    let scenario = try ScenarioReader.read(scenario, settings: document.settings)
    try OutputFile.check(output, apartFrom: scenario.files + [plan, self.job])
    let problem = try scenario.problem()
    let (job, source) = try Self.onlyJob(in: self.job)
    let quote: Quote
    do throws(QuoteError) {
      quote = try Quote(of: job, beside: document, in: problem, gaps: scenario.gaps)
    } catch {
      throw described(error, source)
    }
    try OutputFile.write(JSONText.document(quote), to: output)
    console.note("\(quote.job): \(quote.reason)")
    return .success
  }

  private static func onlyJob(in path: String) throws(DocumentErrors) -> (Job, JobSource) {
    let list = try JobReader.read(path)
    guard list.jobs.count == 1 else {
      let found = list.jobs.isEmpty ? "no job" : "\(list.jobs.count) jobs"
      throw DocumentErrors(
        DocumentError(
          file: list.source.document.file, "the file has \(found), expected exactly one"))
    }
    return (list.jobs[0], list.source)
  }

  private func described(_ error: QuoteError, _ source: JobSource) -> DocumentErrors {
    switch error {
    case .job(let error):
      let places = ScenarioPlaces(document: source.document, jobs: source)
      return DocumentErrors(places.errors(for: error))
    case .plan(let mismatch):
      return DocumentErrors(
        DocumentError(
          file: plan == "-" ? "standard input" : plan, mismatch.description,
          help: "make a new plan for the scenario"))
    }
  }
}
