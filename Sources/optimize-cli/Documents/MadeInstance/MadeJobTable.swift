import GridPricing

/// Writes made jobs as CSV, row by row, so that a million of them never stand in memory as text.
struct MadeJobTable {
  private static let columns: [JobColumn] = [
    .id, .pool, .gpus, .hours, .wattsPerGPU, .release, .deadline,
  ]
  /// The columns of what only jobs of a mixed instance have.
  private static let traitColumns: [JobColumn] = [
    .due, .latenessCostPerHour, .value, .minimumRunMinutes, .restartMinutes, .scalingGPUs,
    .scalingSpeed, .isResizable, .resizeMinutes, .capWattsPerGPU, .capSpeed, .after,
  ]

  private let recipe: InstanceRecipe
  private let planted: PlantedJobs
  private let hoursByDuration: [String]
  private let instants: [String]

  init(_ planted: PlantedJobs, _ recipe: InstanceRecipe) {
    self.recipe = recipe
    self.planted = planted
    let longest = planted.jobs.reduce(0) { max($0, Int($1.duration)) }
    hoursByDuration = (0...longest).map { duration in
      JSONText.number(Double(duration * recipe.slotMinutes) / 60)
    }
    instants = (0...recipe.slots).map { recipe.horizon.edge($0).description }
  }

  func write(to path: String, _ random: inout RandomBits) throws(OutputError) {
    var file = try OutputFile(path)
    try file.write("\(MadeSeries.label)\n")
    switch recipe.mix {
    case .rigid:
      try file.write(CSVText.row(Self.columns.map(\.rawValue)))
      for index in planted.jobs.indices { try file.write(window(index) + "\n") }
    case .mixed:
      try file.write(CSVText.row((Self.columns + Self.traitColumns).map(\.rawValue)))
      let chains = PlantedChains(planted, slots: recipe.slots, &random)
      for (index, job) in planted.jobs.enumerated() {
        let traits = JobTraits(
          of: job, recipe, mayBeDeclined: !chains.contains(index), &random)
        let after = chains.predecessor[index].map { Self.id(Int($0)) } ?? ""
        try file.write("\(window(index)),\(cells(traits)),\(after)\n")
      }
    }
    try file.commit()
  }

  private func window(_ index: Int) -> String {
    let job = planted.jobs[index]
    return "\(Self.id(index)),\(MadeScenario.pool),\(job.gpus),"
      + "\(hoursByDuration[Int(job.duration)]),\(job.wattsPerGPU),"
      + "\(instants[Int(job.release)]),\(instants[Int(job.deadline)])"
  }

  /// The trait columns but the last.
  private func cells(_ traits: JobTraits) -> String {
    let due = traits.due.map { "\(instants[$0]),\(traits.latenessCostPerHour)" } ?? ","
    let value = traits.value.map { "\($0)" } ?? ""
    let isInterruptible = traits.kind == .interruptible || traits.kind == .restarting
    let preemption =
      isInterruptible ? "\(traits.minimumRunMinutes),\(traits.restartMinutes)" : ","
    let counts = Self.list(traits.counts.map(\.gpus))
    let speeds = Self.list(traits.counts.map(\.speed))
    let resizing =
      switch traits.kind {
      case .malleable: "true,1"
      case .moldable: "false,0"
      default: ","
      }
    let caps = Self.list(traits.powerCaps.map(\.watts))
    let capSpeeds = Self.list(traits.powerCaps.map(\.speed))
    return "\(due),\(value),\(preemption),\(counts),\(speeds),\(resizing),\(caps),\(capSpeeds)"
  }

  private static func list<Value>(_ values: [Value]) -> String {
    values.map { "\($0)" }.joined(separator: ";")
  }

  private static func id(_ index: Int) -> String { "job-\(index + 1)" }
}
