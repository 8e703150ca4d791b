/// Builds a first schedule in which jobs may stand in each other's way at first: each in turn takes its
/// cheapest place, at prices that rise wherever too much is taken, more steeply from sweep to sweep.
///
/// The method of multipliers, job by job; routers of circuits negotiate for their wires in the same manner
/// (McMurchie and Ebeling 1995, doi 10.1145/201310.201328).
struct Negotiation {
  /// Steepness of prices in the first sweep, and how far it rises while all jobs move.
  private static let firstStiffness = 0.1
  private static let stiffening = 250.0
  /// Sweeps over all jobs, and the job answers that these are worth.
  private static let sweeps = 6...30
  private static let workOfSweeps = 3_000_000
  /// Job answers in all, in sweeps over all jobs.
  private static let mostWork = 4
  private static let mostSweeps = 120
  /// Jobs between two looks at the clock.
  private static let patience = 512

  private let problem: CompiledProblem
  /// What energy costs; GPUs cost nothing here.
  private var rows: PriceRows
  private var congestion: Congestion
  /// Free of jobs but for their starts, which are limited from the first sweep on.
  private var room: Occupancy
  private var placements: [Placement]
  private var insertion: Insertion

  /// - Parameters:
  ///   - actual: true costs.
  ///   - load: kW that jobs ask for at these prices, by site and slot.
  init(_ problem: CompiledProblem, actual: PriceRows, prices: MarketPrices, load: [Double]) {
    self.problem = problem
    rows = problem.hasPlants ? PriceRows(problem, plants: prices) : actual
    congestion = Congestion(problem, prices, load: load)
    room = Occupancy(problem)
    placements = problem.jobs.map { Placement(cost: $0.leaveOutCost) }
    insertion = Insertion(problem)
    insertion.isBrief = true
  }

  /// Where jobs stand in the end; a few may still be in each other's way.
  ///
  /// - Parameter answer: the prices of power at which plants serve a load, in kW by site and slot.
  mutating func run(
    shouldStop: () -> Bool, answer: (_ load: [Double]) -> MarketPrices
  ) -> [Placement] {
    let order = problem.precedence?.order ?? Array(problem.jobs.indices)
    var stiffness = Self.firstStiffness
    var count = 1
    var most = Int.max
    for number in 0..<Self.mostSweeps where insertion.work < most {
      congestion.stiffen(to: stiffness)
      let hasMoved = sweep(order, onlyOverfull: number >= count, shouldStop)
      if !hasMoved || shouldStop() { break }
      if number == 0 {
        count = Self.sweeps.clamp(Self.workOfSweeps / max(1, insertion.work))
        most = Self.mostWork * count * insertion.work
      }
      stiffness *= Math.power(Self.stiffening, 1 / Double(count))
      congestion.takePrices()
      if problem.hasPlants, number < count {
        rows = PriceRows(problem, plants: answer(problem.addedKW(by: placements)))
        congestion.takeLoads()
      }
    }
    return placements
  }

  /// - Returns: whether any job looked for a place.
  private mutating func sweep(
    _ order: [Int], onlyOverfull: Bool, _ shouldStop: () -> Bool
  ) -> Bool {
    var moves = 0
    for job in order where !onlyOverfull || congestion.isOverfull(at: placements[job]) {
      if moves % Self.patience == 0, shouldStop() { break }
      place(job)
      moves += 1
    }
    return moves > 0
  }

  /// Moves a job to its cheapest place.
  private mutating func place(_ job: Int) {
    let leaveOutCost = problem.jobs[job].leaveOutCost
    add(placements[job], sign: -1)
    let found = insertion.best(
      problem.jobs[job], room, rows,
      between: problem.precedence?.edges(for: job, placements, problem.slotCount),
      urgency: problem.precedence?.urgency[job], congestion: congestion)
    if let found, found.cost < leaveOutCost || problem.precedence?.isNeeded[job] == true {
      placements[job] = found
      add(found, sign: 1)
    } else {
      placements[job] = Placement(cost: leaveOutCost)
    }
  }

  private mutating func add(_ placement: Placement, sign: Int32) {
    congestion.add(placement, sign: Double(sign))
    room.addStarts(of: placement, sign: sign)
  }
}

extension ClosedRange<Int> {
  fileprivate func clamp(_ value: Int) -> Int {
    Swift.min(Swift.max(value, lowerBound), upperBound)
  }
}
