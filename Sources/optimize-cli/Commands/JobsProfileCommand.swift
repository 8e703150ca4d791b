/// `jobs profile`: measurements of a job as its operating points.
struct JobsProfileCommand: Command {
  static let file = Argument(
    "FILE", .file("csv"), help: "Measurements as CSV, or - for standard input.")
  static let output = Option(
    "output", short: "o", value: "FILE", .file("json"), default: "-",
    help: "Where the keys of the job go.")
  static let selections = Option(
    repeating: "select", value: "COLUMN=VALUE", .text,
    help: "Use only rows with this value, where the file holds several jobs.")
  static let gpusPerNode = Option(
    "gpus-per-node", value: "N", .integer(in: 1...1_000_000), default: "1",
    help: "GPUs of a node, where rows count nodes.")
  static let firstGPUs = Option(
    "first-gpus", value: "N", .integer(in: 1...16_777_216), absence: "the smallest count",
    help: "The GPU count at which the job's hours hold.")
  static let resizable = Flag("resizable", help: "The count may change while the job runs.")
  static let resizeMinutes = Option(
    "resize-minutes", value: "X", .number(in: 0...60_000_000), default: "0",
    help: "Running without work that each change of the count adds.")
  static let extraWatts = Option(
    "extra-watts-per-gpu", value: "W", .number(in: 0...1e6), default: "0",
    help: "Add a GPU's share of CPU, memory, network and fans to the measured power.")

  static let spec = CommandSpec(
    "profile", abstract: "Turn measurements into scaling or power caps of a job.",
    discussion: """
      Reads nodes,throughput,power (or gpus instead of nodes; power in W of the whole job) as \
      scaling, and power_limit,time_per_epoch,average_power (W of one GPU; also throughput, power \
      or energy_per_epoch in J) as powerCaps. Prints the keys to paste into a job.

      Of power limits, only those are kept that no faster one beats in power; full power is the \
      fastest.
      """,
    arguments: [file],
    options: [
      output, selections, gpusPerNode, firstGPUs, resizable, resizeMinutes, extraWatts,
    ],
    examples: [
      .init(
        "optimize-cli jobs profile nodes.csv --gpus-per-node 8 --resizable --resize-minutes 4",
        "Prints the scaling of a malleable job."),
      .init(
        "optimize-cli jobs profile limits.csv --select network=resnet50 --select batch_size=256",
        "Prints the power caps of one network."),
    ])

  let file: String
  let output: String
  let options: JobProfile.Options

  init(_ arguments: ParsedArguments) throws(UsageError) {
    file = arguments[Self.file]
    output = arguments[Self.output]
    var options = JobProfile.Options(
      gpusPerNode: arguments[Self.gpusPerNode], extraWattsPerGPU: arguments[Self.extraWatts],
      isResizable: arguments[Self.resizable], resizeMinutes: arguments[Self.resizeMinutes],
      firstGPUs: arguments[Self.firstGPUs])
    for selection in arguments[Self.selections] {
      guard let equals = selection.firstIndex(of: "="), equals > selection.startIndex else {
        throw UsageError(
          "'--select' is \(quoted(selection))", help: "write COLUMN=VALUE, such as batch_size=256")
      }
      options.selection.append(
        (String(selection[..<equals]), String(selection[selection.index(after: equals)...])))
    }
    self.options = options
  }

  func run(_ console: Console) throws -> ExitCode {
    try OutputFile.check(output, apartFrom: [file])
    let profile = try JobProfile.read(try InputDocument.read(file), options)
    try OutputFile.write(profile.json, to: output)
    for note in profile.notes { console.note(note) }
    return .success
  }
}
