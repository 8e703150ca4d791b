import GridPricing

/// `jobs convert`: a list of jobs of another program as jobs of a scenario.
struct JobsConvertCommand: Command {
  static let file = Argument(
    "FILE", .file("csv", "json", "swf"), help: "List to convert, or - for standard input.")
  static let output = Option(
    "output", short: "o", value: "FILE", .file("json"), default: "-", help: "Where the jobs go.")
  static let pool = Option(
    required: "pool", value: "ID", .text, help: "The GPU pool that all jobs need.")
  static let watts = Option(
    required: "watts-per-gpu", value: "W", .number(in: 1e-3...1e6),
    help: "Mean IT power per GPU while a job runs.")
  static let gpusPerCPU = Option(
    "gpus-per-cpu", value: "X", .number(in: 1e-6...1e6),
    absence: "1", help: "GPUs that stand for a processor, where the list counts those.")
  static let start = Option(
    "start", value: "INSTANT", .instant, absence: "as the list says",
    help: "Time 0 of lists that count from there; the first arrival of others.")
  static let timeUnit = Option(
    "time-unit", value: "UNIT", ValueParser<TraceTimeUnit>.choice, absence: "as the list says",
    help: "The unit of arrival_time and length.")
  static let hours = Option(
    "hours", value: "H", .number(in: 1e-6...1e6), absence: "they are left out",
    help: "Processing time of entries that state none.")
  static let slackFactor = Option(
    "slack-factor", value: "X", .number(in: 1...1e6), absence: "no deadlines but the list's",
    help: "Set each deadline so many processing times after the release.")
  static let limit = Option(
    "limit", value: "N", .integer(in: 1...10_000_000), absence: "all",
    help: "Stop after so many jobs.")

  static let spec = CommandSpec(
    "convert", abstract: "Turn a list of another program into jobs.",
    discussion: """
      Reads, told apart by content: a CSV with arrival_time,length,cpus (say --time-unit), \
      Alibaba's CSV of GPU pods, a standard workload file (SWF), squeue --json, sacct --json, and \
      Jobs or Kueue Workloads from kubectl get -o json. Each assumption made is told on standard error, and how many entries \
      were left out for which reason.

      Pods: deletion less schedule, a whole GPU for a share of one, pods without GPUs left out. \
      SWF: run time, else requested time; allocated, else requested processors. squeue: PENDING \
      jobs with their time limit, GPUs of tres_req_str, afterok and afterany. sacct: ended jobs \
      with the time they ran. Kubernetes: ended Jobs with the time they ran, waiting ones with \
      activeDeadlineSeconds or maximumExecutionTimeSeconds; resources that end in /gpu.

      Releases are arrivals. All jobs get the one pool and power given, run in one piece and must \
      run; edit the result where that is not so.
      """,
    arguments: [file],
    options: [
      output, pool, watts, gpusPerCPU, start, timeUnit, hours, slackFactor, limit,
    ],
    examples: [
      .init(
        "optimize-cli jobs convert trace.csv --time-unit hours --start 2026-01-12T00:00:00Z "
          + "--pool h200 --watts-per-gpu 700 --slack-factor 4 -o jobs.json",
        "Converts a published trace."),
      .init(
        "optimize-cli jobs convert queue.json --pool h200 --watts-per-gpu 700",
        "Prints what waits in a queue, of which squeue -r --json made queue.json."),
    ])

  let file: String
  let output: String
  let timeUnit: TraceTimeUnit?
  let conversion: TraceConversion

  init(_ arguments: ParsedArguments) throws(UsageError) {
    file = arguments[Self.file]
    output = arguments[Self.output]
    timeUnit = arguments[Self.timeUnit]
    conversion = TraceConversion(
      pool: arguments[Self.pool], wattsPerGPU: arguments[Self.watts],
      gpusPerCPU: arguments[Self.gpusPerCPU], start: arguments[Self.start],
      hours: arguments[Self.hours], slackFactor: arguments[Self.slackFactor],
      limit: arguments[Self.limit])
    guard Shape.isName(conversion.pool) else {
      throw UsageError("'--pool' has control characters", help: "give the name of a pool")
    }
  }

  func run(_ console: Console) throws -> ExitCode {
    try OutputFile.check(output, apartFrom: [file])
    let document = try InputDocument.read(file)
    let trace = try TraceReader.read(document, timeUnit: timeUnit)
    let result = try conversion.jobs(of: trace, file: document.file)
    var text = JSONText()
    text.jobs(result.jobs)
    try OutputFile.write(String(decoding: text.bytes, as: UTF8.self), to: output)
    console.note("\(document.file): \(trace.form), \(counted(result.jobs.count, "job"))")
    for line in result.assumptions { console.note("assumed: \(line)") }
    for (reason, count) in result.skipped.counts {
      console.warning(
        "left out \(counted(count, "entry", plural: "entries")): \(reason)", code: "entries-skipped"
      )
    }
    return .success
  }
}
