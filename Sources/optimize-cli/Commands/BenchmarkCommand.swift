import Optimizer

/// `benchmark INSTANCE…`: solves core instances and shows cost, bound and gap against time.
struct BenchmarkCommand: Command {
  enum Mode: String, CaseIterable {
    case whole, preemptible, both

    var modes: [CoreInstance.Mode] {
      switch self {
      case .whole: [.whole]
      case .preemptible: [.preemptible]
      case .both: [.whole, .preemptible]
      }
    }
  }

  static let instances = Argument(
    oneOrMore: "INSTANCE", .file("json"), help: "Instance in the format gpu-shift-1, or a scenario."
  )
  static let mode = Option(
    "mode", value: "MODE", ValueParser<Mode>.choice, default: "both",
    help: "Whether jobs run in one piece or may be interrupted; not for scenarios.")
  static let json = Flag("json", help: "Print a JSON document instead of tables.")
  static let output = Option(
    "output", short: "o", value: "FILE", .file("json", "txt"), default: "-",
    help: "Where the result goes; - is standard output.")
  static let timeLimit = Option(
    "time-limit", value: "DURATION", .duration, default: "10s",
    help: "End each search after this time.")
  static let gap = Option(
    "gap", value: "PERCENT", .percent, default: "0%",
    help: "End a search at this gap; 0% asks for proof.")
  static let picture = Option(
    "svg", value: "FILE", .file("svg"), absence: "no picture",
    help: "Draw cost, bound and gap against time.")
  static let spec = CommandSpec(
    "benchmark", abstract: "Solve benchmark instances against the clock.",
    discussion: """
      Solves each instance once per mode and shows how cost, bound and gap develop. Times are those \
      of the search; reading and building the problem are given apart. The variable gap is taken of \
      what the jobs themselves can change, the cost of the sites without them left out. Peak memory \
      is that of the program so far, so that it is exact for the first run only.

      A planted solution in an instance is never read. A signal ends the run and shows what there is.
      """,
    arguments: [instances],
    options: [
      mode, timeLimit, gap, SearchOptions.threads, SearchOptions.seed, json, picture, output,
    ],
    examples: [
      .init("optimize-cli benchmark S_50x168.json", "Solves one instance in both modes."),
      .init(
        "optimize-cli benchmark *.json --mode whole --time-limit 60s --json -o runs.json",
        "Solves all instances, a minute each, and keeps the trajectories."),
      .init(
        "optimize-cli benchmark big/scenario.json --time-limit 5m --svg big.svg",
        "Solves a scenario and draws how the gap closes."),
    ],
    exitCodes: [
      .success, .usage, .badData, .noInput, .internal, .cannotCreate, .interrupted, .terminated,
    ])

  let instances: [String]
  let modes: [CoreInstance.Mode]
  let isJSON: Bool
  let output: String
  let picture: String?
  let settings: BenchmarkSettings

  init(_ arguments: ParsedArguments) {
    instances = arguments[Self.instances]
    modes = arguments[Self.mode].modes
    isJSON = arguments[Self.json]
    output = arguments[Self.output]
    picture = arguments[Self.picture]
    settings = BenchmarkSettings(
      timeLimit: arguments[Self.timeLimit], gap: arguments[Self.gap],
      threads: arguments[SearchOptions.threads] ?? SearchOptions.coreCount,
      seed: arguments[SearchOptions.seed])
  }

  func run(_ console: Console) throws -> ExitCode {
    Interruption.take()
    try OutputFile.check(output, apartFrom: instances)
    if let picture { try OutputFile.check(picture, of: "--svg", apartFrom: instances) }
    Interruption.hold()
    let runs = try runs(console)
    let text =
      isJSON
      ? BenchmarkDocument.text(runs) : runs.map { BenchmarkTable($0).text }.joined(separator: "\n")
    try OutputFile.write(text, to: output)
    if let picture { try OutputFile.write(BenchmarkPicture(runs).text, to: picture) }
    for path in [output, picture].compactMap(\.self) where path != "-" {
      console.note("wrote \(path)")
    }
    return Interruption.current?.exitCode ?? .success
  }

  private func runs(_ console: Console) throws -> [BenchmarkRun] {
    let clock = ContinuousClock()
    var runs: [BenchmarkRun] = []
    for path in instances where Interruption.current == nil {
      let began = clock.now
      let instance = try BenchmarkInstance.read(path)
      let readSeconds = (clock.now - began) / .seconds(1)
      for mode in instance.modes(of: modes) where Interruption.current == nil {
        runs.append(
          try BenchmarkRun(instance, mode, readSeconds: readSeconds, settings, console))
      }
    }
    return runs
  }
}
