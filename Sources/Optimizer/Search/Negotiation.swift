/// Builds a first schedule in which jobs may stand in each other's way at first: each in turn takes its
/// cheapest place, at prices that rise wherever too much is taken, more steeply from sweep to sweep.
///
/// The method of multipliers, job by job; routers of circuits negotiate for their wires in the same manner
/// (McMurchie and Ebeling 1995, doi 10.1145/201310.201328).
struct Negotiation {
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
  private let isKnown: Bool

  /// - Parameters:
  ///   - actual: true costs.
  ///   - load: kW that jobs ask for at these prices, by site and slot.
  ///   - known: places to begin with; nil without any.
  init(
    _ problem: CompiledProblem, actual: PriceRows, prices: MarketPrices, load: [Double],
    from known: [Placement]? = nil
  ) {
    self.problem = problem
    rows = problem.hasPlants ? PriceRows(problem, plants: prices) : actual
    congestion = Congestion(problem, prices, load: load)
    room = Occupancy(problem)
    isKnown = known != nil
    let open = Placement(cost: .infinity)
    placements = known?.map { $0.isPlaced ? $0 : open } ?? problem.jobs.map { _ in open }
    insertion = Insertion(problem)
    insertion.isBrief = true
    for placement in placements { add(placement, sign: 1) }
  }

  /// Where jobs stand in the end; a few may still be in each other's way.
  ///
  /// - Parameter answer: the prices of power at which plants serve a load, in kW by site and slot.
  mutating func run(
    shouldStop: () -> Bool, answer: (_ load: [Double]) -> MarketPrices
  ) -> [Placement] {
    let order = problem.precedence?.order ?? Array(problem.jobs.indices)
    var pace = Pace(jobs: order.count, isKnown: isKnown)
    for number in 0..<Self.mostSweeps where insertion.work < pace.mostWork {
      congestion.stiffen(to: pace.stiffness)
      let hasMoved = sweep(order, onlyOverfull: number >= pace.sweeps, shouldStop)
      if !hasMoved || shouldStop() { break }
      if number == 0, !isKnown {
        let isQuick = !problem.hasPlants && insertion.work <= problem.options.count
        pace.adapt(to: insertion.work, isQuick: isQuick)
      }
      pace.stiffness *= pace.steepening
      congestion.takePrices()
      if problem.hasPlants, number < pace.sweeps {
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
    for job in order where !onlyOverfull || hasToMove(job) {
      if moves % Self.patience == 0, shouldStop() { break }
      place(job)
      moves += 1
    }
    return moves > 0
  }

  /// Whether a job stands in somebody's way, or has no place yet.
  private func hasToMove(_ job: Int) -> Bool {
    placements[job].cost == .infinity || congestion.isOverfull(at: placements[job])
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

/// How steeply prices rise, sweep by sweep, and for how long.
private struct Pace {
  /// In the first sweep, and how far it rises while all jobs move.
  private static let firstStiffness = 0.1
  private static let stiffening = 250.0
  /// In the first sweep where jobs have places.
  private static let knownStiffness = 20.0
  /// More jobs than this begin more steeply: they have fewer sweeps.
  private static let manyJobs = 100_000.0
  /// Sweeps over all jobs, and the job answers that these are worth.
  private static let sweepsOfAll = 6...30
  private static let workOfSweeps = 3_000_000
  /// The fewest sweeps where every job answers at once and no plant does.
  private static let fewestQuickSweeps = 14
  /// Job answers in all, in sweeps over all jobs.
  private static let mostSweepsOfWork = 4

  var stiffness: Double
  private(set) var steepening = 1.2
  /// Sweeps over all jobs.
  private(set) var sweeps: Int
  /// Job answers.
  private(set) var mostWork: Int

  /// - Parameter isKnown: whether jobs have places, which few of them have to leave.
  init(jobs: Int, isKnown: Bool) {
    stiffness =
      isKnown
      ? Self.knownStiffness : Self.firstStiffness * max(1, Double(jobs) / Self.manyJobs)
    sweeps = isKnown ? 0 : 1
    mostWork = isKnown ? jobs : .max
  }

  /// - Parameter work: job answers of one sweep.
  mutating func adapt(to work: Int, isQuick: Bool) {
    let affordable = Self.workOfSweeps / max(1, work)
    let fewest = isQuick ? Self.fewestQuickSweeps : Self.sweepsOfAll.lowerBound
    sweeps = min(max(affordable, fewest), Self.sweepsOfAll.upperBound)
    steepening = Math.power(Self.stiffening, 1 / Double(sweeps))
    mostWork = Self.mostSweepsOfWork * sweeps * work
  }
}
