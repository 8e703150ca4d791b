import GridPricing

/// `benchmark make FOLDER`: an instance of any size that is known to have a plan.
struct BenchmarkMakeCommand: Command {
  static let folder = Argument(
    "FOLDER", .folder, help: "Folder to write to; it is made if need be.")
  static let jobs = Option(
    required: "jobs", value: "N", .integer(in: 1...10_000_000), help: "The number of jobs.")
  static let slots = Option(
    required: "slots", value: "N", .integer(in: 8...100_000), help: "The number of slots.")
  static let gpus = Option(
    required: "gpus", value: "N", .integer(in: 1...10_000_000),
    help: "The number of GPUs; they come in lanes as wide as a power of two.")
  static let seed = Option(
    required: "seed", value: "N", .integer(in: 0...SearchOptions.largestNumber),
    help: "The same seed gives the same bytes on every machine.")
  static let mix = Option(
    required: "mix", value: "MIX", ValueParser<InstanceRecipe.Mix>.choice,
    help: "Whether all jobs run in one piece at one GPU count.")
  static let slotMinutes = Option(
    "slot-minutes", value: "N", .partOfAnHour, default: "5",
    help: "The length of a slot; an hour is a whole number of slots.")
  static let fill = Option(
    "fill", value: "PERCENT", .percent, default: "85%",
    help: "The share of the GPUs that the jobs hold, from 1%.")
  static let facility = Option(
    "facility", value: "KIND", ValueParser<InstanceRecipe.Facility>.choice, default: "fixed-pue",
    help: "Power per unit of IT power, or a liquid-cooled plant with a battery.")

  static let spec = CommandSpec(
    "make", abstract: "Make an instance of any size that is known to have a plan.",
    discussion: """
      Writes scenario.json, jobs.csv and series.csv. Each job is first given a run, such that all of \
      them fit side by side; then a window of one to five times its duration is laid around the run. \
      The runs themselves are written nowhere. Nothing that exists is overwritten.
      """,
    arguments: [folder],
    options: [jobs, slots, gpus, seed, mix, slotMinutes, fill, facility],
    examples: [
      .init(
        "optimize-cli benchmark make big --jobs 100000 --slots 2016 --gpus 16384 --seed 1 --mix rigid",
        "Makes a week of five minutes for 16,384 GPUs.")
    ],
    exitCodes: [.success, .usage, .internal, .cannotCreate])

  let folder: String
  let recipe: InstanceRecipe

  init(_ arguments: ParsedArguments) throws(UsageError) {
    folder = arguments[Self.folder]
    guard arguments[Self.fill] >= 0.01 else {
      throw UsageError("--fill: less than 1%", help: "give at least 1%")
    }
    recipe = InstanceRecipe(
      jobs: arguments[Self.jobs], slots: arguments[Self.slots], gpus: arguments[Self.gpus],
      seed: UInt64(arguments[Self.seed]), mix: arguments[Self.mix],
      slotMinutes: arguments[Self.slotMinutes], fill: arguments[Self.fill],
      facility: arguments[Self.facility])
  }

  func run(_ console: Console) throws -> ExitCode {
    let start = folder.hasSuffix("/") ? folder : folder + "/"
    let (scenarioPath, jobsPath, seriesPath) = (
      start + "scenario.json", start + "jobs.csv", start + "series.csv"
    )
    var random = RandomBits(seed: recipe.seed)
    let planted = try PlantedJobs(recipe, &random)
    let series = try MadeSeries(recipe)
    let peakKW = Double(planted.peakWatts(slots: recipe.slots)) / 1000

    try OutputFolder.make(folder)
    try OutputFile.checkAbsence(of: [scenarioPath, jobsPath, seriesPath])
    try MadeJobTable(planted, recipe).write(to: jobsPath, &random)
    try OutputFile.write(series.text, to: seriesPath)
    try OutputFile.write(
      MadeScenario(recipe: recipe, peakKW: peakKW).text, to: scenarioPath)
    console.note("wrote \(scenarioPath), \(jobsPath), \(seriesPath)")
    console.note(
      "\(counted(recipe.jobs, "job")) in \(counted(planted.laneCount, "lane")), "
        + "load \(fixed(100 * planted.fill(of: recipe), 1))%, "
        + "\(counted(series.negativeSlots, "slot")) with a negative price")
    return .success
  }
}
