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
    if ConflictEnergy(problem: problem).isExceeded(by: jobs) { return .infeasible }
    if jobs.count <= ConflictEnergy.mostJobs { stepsLeft -= jobs.count * jobs.count * jobs.count }
    if var search = ConflictSearch(jobs, problem, steps: min(stepsLeft, Self.searchSteps)) {
      let before = search.stepsLeft
      let answer = search.hasSchedule()
      stepsLeft -= before - search.stepsLeft
      if answer == false { return .infeasible }
      if answer == true, search.isExact { return .feasible }
    }
    for _ in 0..<Self.morePasses {
      guard stepsLeft > 0, let failed = fitsInOrder(order) else { break }
      order.removeAll { $0 == failed }
      order.insert(failed, at: 0)
    }
    return fitsInOrder(order) == nil ? .feasible : .unknown
  }

  // MARK: List schedules

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
    var placed: [Placement] = []
    defer { for placement in placed { occupancy.remove(placement) } }
    for job in jobs {
      stepsLeft -= options(job).reduce(0) { $0 + $1.endSlot - $1.firstSlot }
      guard let placement = insertion.best(problem.jobs[job], occupancy, early) else { return job }
      occupancy.add(placement)
      placed.append(placement)
    }
    return nil
  }
}
