/// Whether some jobs can run together, nobody else being there.
struct ConflictCheck {
  enum Verdict { case feasible, infeasible, unknown }

  let problem: CompiledProblem
  /// Slots that may still be visited, over all checks; nothing is found or proven without any left.
  private(set) var stepsLeft: Int
  private var insertion: Insertion
  private var occupancy: Occupancy
  /// Rows by which the cheapest place is an early one.
  private let early: PriceRows
  private static let searchSteps = 400_000
  private static let morePasses = 12

  init(_ problem: CompiledProblem, steps: Int) {
    self.problem = problem
    stepsLeft = steps
    insertion = Insertion(problem)
    occupancy = Occupancy(problem)
    var early = PriceRows(problem, nil)
    early.energy = early.energy.map { _ in 0 }
    for index in early.gpu.indices {
      let slot = Double(index % (problem.slotCount + 1))
      early.gpu[index] = slot * (slot + 1) / 2
    }
    self.early = early
  }

  mutating func allow(steps: Int) { stepsLeft = steps }

  /// Tries list schedules in several orders, then proofs, then every schedule, then more lists.
  mutating func verdict(_ jobs: [Int]) -> Verdict {
    guard stepsLeft > 0 else { return .unknown }
    var order = jobs
    for key in [deadline, area, slack] {
      order.sort { (key($0), $0) < (key($1), $1) }
      if fitsInOrder(order) == nil { return .feasible }
    }
    let isProvable = problem.precedence == nil && jobs.allSatisfy(isOfOneCount)
    if isProvable, ConflictEnergy(problem: problem).isExceeded(by: jobs) { return .infeasible }
    if jobs.count <= ConflictEnergy.mostJobs { stepsLeft -= jobs.count * jobs.count * jobs.count }
    if isProvable,
      var search = ConflictSearch(jobs, problem, steps: min(stepsLeft, Self.searchSteps))
    {
      let before = search.stepsLeft
      let answer = search.hasSchedule()
      stepsLeft -= before - search.stepsLeft
      if answer == false { return .infeasible }
      if answer == true, search.isExact, !problem.hasStartRamps { return .feasible }
    }
    for _ in 0..<Self.morePasses {
      guard stepsLeft > 0, let failed = fitsInOrder(order) else { break }
      order.removeAll { $0 == failed }
      order.insert(failed, at: 0)
    }
    return fitsInOrder(order) == nil ? .feasible : .unknown
  }

  /// Whether a job has one operating point only, and has not begun: what the proofs know. Start ramps
  /// they pass over, which leaves them true.
  private func isOfOneCount(_ job: Int) -> Bool {
    let options = options(job)
    return options.allSatisfy {
      $0.levels.isEmpty && !$0.isRunning && $0.gpus == options.first?.gpus
        && $0.powerCap == options.first?.powerCap
    }
  }

  // MARK: List schedules

  /// Slots visited to find a place; those of a malleable job as often as its programme looks at them.
  private static func steps(_ option: CompiledOption) -> Int {
    (option.endSlot - option.firstSlot) * max(1, 200 * option.levels.count)
  }

  private func deadline(_ job: Int) -> Double { Double(options(job).map(\.endSlot).max() ?? 0) }
  private func area(_ job: Int) -> Double { -problem.jobs[job].gpuHours }
  private func slack(_ job: Int) -> Double { Double(problem.slack(job)) }
  private func options(_ job: Int) -> ArraySlice<CompiledOption> {
    problem.options[problem.jobs[job].options]
  }

  /// Places jobs one after the other at their earliest.
  ///
  /// - Returns: the first that finds no place; nil where all do.
  private mutating func fitsInOrder(_ jobs: [Int]) -> Int? {
    var placed: [Int: Placement] = [:]
    defer { for job in jobs { placed[job].map { occupancy.remove($0) } } }
    for job in problem.precedence?.sorted(among: jobs) ?? jobs {
      guard stepsLeft > 0 else { return job }
      stepsLeft -= options(job).reduce(0) { $0 + Self.steps($1) }
      let before = problem.precedence?.predecessors[job].compactMap { placed[$0]?.lastSlot }.max()
      let edges = before.map { $0 + 1..<max($0 + 1, problem.slotCount) }
      guard let placement = insertion.best(problem.jobs[job], occupancy, early, between: edges)
      else { return job }
      occupancy.add(placement)
      placed[job] = placement
    }
    return nil
  }
}

extension Precedence {
  /// Some jobs in a given order, but for those that wait for others of them, which come after them.
  fileprivate func sorted(among jobs: [Int]) -> [Int] {
    let chosen = Set(jobs)
    return sorted(jobs).filter(chosen.contains)
  }
}
