import GridPricing

/// One policy at work: the jobs it has placed so far and what they leave free.
struct BaselineRun {
  let problem: Problem
  let compiled: CompiledProblem
  private(set) var timetable: BaselineTimetable
  private var assignments: [Assignment?]
  private var lateJobs = 0
  /// By job: its options at the first operating point; nil where those are all that there are.
  private let nominal: [[CompiledOption]]?

  init(_ problem: Problem) {
    self.problem = problem
    compiled = problem.compiled
    timetable = BaselineTimetable(problem.compiled)
    assignments = [Assignment?](repeating: nil, count: problem.jobs.count)
    let builder = problem.optionBuilder
    // Where moving the input takes time, a site may be too late for the deadline, which is ignored.
    let isUsual = problem.compiled.isPlain && problem.jobs.allSatisfy { $0.inputGB == 0 }
    nominal =
      isUsual
      ? nil
      : problem.jobs.enumerated().map { builder.nominalOptions(of: $0.element, index: $0.offset) }
  }

  /// Jobs by release, those that run already first, then by their order in the problem.
  var releaseOrder: [Int] {
    let start = problem.horizon.start
    let keys = problem.jobs.map { job in
      job.running == nil ? (job.release ?? start).milliseconds : Int64.min
    }
    return inOrder(keys.indices.sorted { (keys[$0], $0) < (keys[$1], $1) })
  }

  /// The same, but for jobs that wait for others.
  private func inOrder(_ jobs: [Int]) -> [Int] { compiled.precedence?.delayed(jobs) ?? jobs }

  /// The options that policies know: the first operating point, in every pool.
  func options(of job: Int) -> [CompiledOption] {
    nominal?[job] ?? compiled.jobs[job].options.map { compiled.options[$0] }
  }

  /// The options that a job has before its deadline and after all that it waits for.
  func openOptions(of job: Int) -> [CompiledOption] {
    guard let earliest = earliestEdge(of: job) else { return [] }
    return options(of: job).compactMap { option in
      let isWhole = compiled.hasStartRamps || option.isRunning
      return (isWhole ? option.inOnePiece : option)
        .clipped(to: earliest...max(earliest, compiled.slotCount))
    }
  }

  /// The first edge after all jobs that a job waits for; nil where one of them does not run.
  private func earliestEdge(of job: Int) -> Int? {
    var edge = 0
    for other in compiled.precedence?.predecessors[job] ?? [] {
      guard let end = assignments[other]?.runs.last?.upperBound else { return nil }
      edge = max(edge, end)
    }
    return edge
  }

  /// Jobs by deadline, then by release, then by their order in the problem.
  var deadlineOrder: [Int] {
    let horizon = problem.horizon
    let keys = problem.jobs.map { job in
      guard job.running == nil else { return (Int64.min, Int64.min) }
      return (
        min(job.deadline ?? horizon.end, horizon.end).milliseconds,
        (job.release ?? horizon.start).milliseconds
      )
    }
    return inOrder(
      keys.indices.sorted { (keys[$0].0, keys[$0].1, $0) < (keys[$1].0, keys[$1].1, $1) })
  }

  var result: BaselineSchedule {
    let beyond = assignments.indices.filter { assignments[$0] == nil }
    return BaselineSchedule(
      schedule: Schedule(assignments: assignments), lateJobs: lateJobs + beyond.count,
      beyondHorizon: beyond)
  }

  /// Places a job in one piece at its earliest start, whatever its deadline, at the site where that
  /// is earliest; leaves it out where none is inside the horizon.
  mutating func startEarly(_ job: Int) {
    guard let earliest = earliestEdge(of: job) else { return }
    var best: (option: CompiledOption, start: Int)?
    for option in options(of: job) {
      let last = best.map { $0.start - 1 } ?? Int.max
      let start = timetable.earliestStart(
        option, from: max(earliest, option.firstSlot),
        through: min(last, option.isRunning ? 0 : compiled.slotCount - option.slots))
      if let start { best = (option, start) }
    }
    guard let (option, start) = best else { return }
    place(option, [start..<start + option.slots], lastFraction: option.lastFraction)
  }

  mutating func place(_ option: CompiledOption, _ runs: [Range<Int>], lastFraction: Double) {
    timetable.hold(option, runs, lastFraction: lastFraction)
    assignments[option.job] = Assignment(
      site: option.site, pool: compiled.poolNumber[option.pool], runs: runs)
    let lastSlot = runs[runs.count - 1].upperBound - 1
    if lastSlot > option.window.lastSlot(endingWith: lastFraction) { lateJobs += 1 }
  }
}

/// What price-only, carbon-only and wait-awhile look at: one number per site and slot.
struct BaselineSignal {
  enum Kind { case price, carbon }

  /// By site and slot.
  let values: [[Double]]
  /// Running sums by site, from zero, one more than slots.
  private let sums: [[Double]]
  /// Means closer than this are equal, so that rounding never moves a job.
  private let tolerances: [Double]

  init(_ problem: Problem, _ kind: Kind) {
    values = problem.books.map { books in
      switch kind {
      case .price: books.pricePerKWh
      case .carbon: books.carbonKgPerKWh ?? books.pricePerKWh
      }
    }
    sums = values.map { row in
      var sum = 0.0
      return [0]
        + row.map { value in
          sum += value
          return sum
        }
    }
    tolerances = values.map { row in 1e-12 * row.reduce(0) { $0 + abs($1) } }
  }

  func tolerance(_ site: Int) -> Double { tolerances[site] }

  /// The signal summed over a run in one piece, its last slot by the part that is used.
  func sum(_ option: CompiledOption, from start: Int) -> Double {
    let end = start + option.slots
    return sums[option.site][end] - sums[option.site][start]
      - (1 - option.lastFraction) * values[option.site][end - 1]
  }
}
