import GridPricing

/// Writes made jobs as CSV, row by row, so that a million of them never stand in memory as text.
struct MadeJobTable {
  private let hoursByDuration: [String]
  private let instants: [String]

  init(_ recipe: InstanceRecipe, longest: Int) {
    hoursByDuration = (0...longest).map { duration in
      JSONText.number(Double(duration * recipe.slotMinutes) / 60)
    }
    instants = (0...recipe.slots).map { recipe.horizon.edge($0).description }
  }

  static func write(
    _ planted: PlantedJobs, _ recipe: InstanceRecipe, to path: String
  ) throws(OutputError) {
    let longest = planted.jobs.reduce(0) { max($0, Int($1.duration)) }
    let table = MadeJobTable(recipe, longest: longest)
    var file = try OutputFile(path)
    try file.write("# synthetic, not measured\n")
    try file.write("id,pool,gpus,hours,wattsPerGPU,release,deadline\n")
    for (index, job) in planted.jobs.enumerated() {
      try file.write(table.row(index, job))
    }
    try file.commit()
  }

  private func row(_ index: Int, _ job: PlantedJobs.Job) -> String {
    "\(Self.id(index)),\(MadeScenario.pool),\(job.gpus),\(hoursByDuration[Int(job.duration)]),"
      + "\(job.wattsPerGPU),\(instants[Int(job.release)]),\(instants[Int(job.deadline)])\n"
  }

  static func id(_ index: Int) -> String { "job-\(index + 1)" }
}
