/// Builds a first schedule in which jobs may stand in each other's way at first: each in turn takes its
/// cheapest place, at prices that rise wherever too much is taken, more steeply from sweep to sweep.
///
/// The method of multipliers, job by job; routers of circuits negotiate for their wires in the same manner
/// (McMurchie and Ebeling 1995, doi 10.1145/201310.201328).
struct Negotiation {
  private static let mostSweeps = 120
  /// Lanes of many jobs, and for how many jobs per pool each answers before all hear of it.
  private static let lanesOfMany = 8
  private static let jobsPerPool = 64
  /// But in so many turns at least.
  private static let fewestTurns = 32
  /// Fewer jobs that stand in each other's way share a lane: where each knows of all moves before,
  /// not everybody moves.
  private static let fewInTheWay = 10_000

  private let problem: CompiledProblem
  /// What energy costs; GPUs cost nothing here.
  private var rows: PriceRows
  private var congestion: Congestion
  private var placements: [Placement]
  private var lanes: [Lane]
  private let jobsPerLane: Int
  private let blocks: ParallelBlocks
  private let isKnown: Bool

  /// - Parameters:
  ///   - actual: true costs.
  ///   - load: kW that jobs ask for at these prices, by site and slot.
  ///   - known: places to begin with; nil without any.
  init(
    _ problem: CompiledProblem, actual: PriceRows, prices: MarketPrices, load: [Double],
    from known: [Placement]? = nil, blocks: ParallelBlocks
  ) {
    self.problem = problem
    self.blocks = blocks
    rows = problem.hasPlants ? PriceRows(problem, plants: prices) : actual
    congestion = Congestion(problem, prices, load: load)
    isKnown = known != nil
    let open = Placement(cost: .infinity)
    let placements = known?.map { $0.isPlaced ? $0 : open } ?? problem.jobs.map { _ in open }
    self.placements = placements
    // Starts are limited at once: nobody may overlook another's.
    let count = problem.hasManyJobs && !problem.hasStartRamps ? Self.lanesOfMany : 1
    lanes = (0..<count).map { _ in Lane(problem, placements) }
    jobsPerLane = max(
      1, min(Self.jobsPerPool * problem.poolCount, problem.jobs.count / count / Self.fewestTurns))
    for placement in placements { congestion.add(placement, sign: 1) }
  }

  /// Where jobs stand in the end; a few may still be in each other's way.
  ///
  /// - Parameter answer: the prices of power at which plants serve a load, in kW by site and slot, and by
  ///   how much they may differ from the last ones.
  mutating func run(
    shouldStop: () -> Bool, answer: (_ load: [Double], _ reach: Double) -> MarketPrices
  ) -> [Placement] {
    let order = problem.precedence?.order ?? Array(problem.jobs.indices)
    var pace = Pace(jobs: order.count, isKnown: isKnown)
    for number in 0..<Self.mostSweeps where work < pace.mostWork {
      congestion.stiffen(to: pace.stiffness)
      let hasMoved = sweep(order, onlyOverfull: number >= pace.sweeps, shouldStop)
      if !hasMoved || shouldStop() { break }
      if number == 0, !isKnown {
        pace.adapt(to: work, isQuick: !problem.hasPlants && work <= problem.options.count)
      }
      pace.stiffness *= pace.steepening
      congestion.takePrices()
      if problem.hasPlants, number < pace.sweeps {
        let load = problem.addedKW(by: placements)
        rows = PriceRows(problem, plants: answer(load, congestion.reachOfPlants))
        congestion.takeLoads()
      }
    }
    return placements
  }

  /// Job answers so far.
  private var work: Int { lanes.reduce(0) { $0 + $1.work } }

  /// - Returns: whether any job looked for a place.
  private mutating func sweep(
    _ order: [Int], onlyOverfull: Bool, _ shouldStop: () -> Bool
  ) -> Bool {
    let jobs = onlyOverfull ? order.filter { congestion.hasToMove(placements[$0]) } : order
    let used = onlyOverfull && jobs.count < Self.fewInTheWay ? 1 : lanes.count
    for first in stride(from: 0, to: jobs.count, by: used * jobsPerLane) {
      if shouldStop() { break }
      answer(jobs[first..<min(jobs.count, first + used * jobsPerLane)], onlyOverfull)
      congestion.merge(lanes[..<used].map(\.congestion))
      for lane in 0..<used {
        for (job, placement) in lanes[lane].answers { take(job, placement) }
      }
    }
    return !jobs.isEmpty
  }

  /// Lets the lanes answer, each for some of the jobs; none hears of the others meanwhile.
  private mutating func answer(_ jobs: ArraySlice<Int>, _ onlyOverfull: Bool) {
    let (problem, rows, congestion, placements) = (problem, rows, congestion, placements)
    let jobsPerLane = jobsPerLane
    blocks.update(&lanes) { lane, number in
      let first = min(jobs.startIndex + number * jobsPerLane, jobs.endIndex)
      let last = min(first + jobsPerLane, jobs.endIndex)
      lane.begin(congestion)
      for job in jobs[first..<last] where !onlyOverfull || lane.congestion.hasToMove(placements[job]) {
        lane.answer(job, problem, rows, placements)
      }
    }
  }

  /// Lets a job move, unless one that it waits for, or that waits for it, has just come in its way.
  private mutating func take(_ job: Int, _ placement: Placement) {
    if placement.isPlaced,
      let edges = problem.precedence?.edges(for: job, placements, problem.slotCount),
      !edges.contains(placement)
    {
      congestion.add(placement, sign: -1)
      congestion.add(placements[job], sign: 1)
    } else {
      placements[job] = placement
    }
  }
}

/// Jobs that answer one after the other, while those of other lanes do.
private struct Lane {
  /// Since it last began.
  private(set) var answers: [(job: Int, placement: Placement)] = []
  private var insertion: Insertion
  /// Free of jobs but for their starts, which are limited from the first sweep on.
  private var room: Occupancy

  init(_ problem: CompiledProblem, _ placements: [Placement]) {
    insertion = Insertion(problem)
    insertion.isBrief = true
    room = Occupancy(problem)
    for placement in placements { room.addStarts(of: placement, sign: 1) }
  }

  var work: Int { insertion.work }
  /// With what this lane's jobs have done since it last began.
  var congestion: Congestion { insertion.congestion! }

  /// Hears of what all lanes have done.
  mutating func begin(_ congestion: Congestion) {
    insertion.congestion = congestion
    answers.removeAll(keepingCapacity: true)
  }

  /// Moves a job to its cheapest place.
  ///
  /// - Parameter placements: of all jobs, when the lane began.
  mutating func answer(
    _ job: Int, _ problem: CompiledProblem, _ rows: PriceRows, _ placements: [Placement]
  ) {
    let leaveOutCost = problem.jobs[job].leaveOutCost
    add(placements[job], sign: -1)
    let found = insertion.best(
      problem.jobs[job], room, rows,
      between: problem.precedence?.edges(for: job, placements, problem.slotCount),
      urgency: problem.precedence?.urgency[job])
    if let found, found.cost < leaveOutCost || problem.precedence?.isNeeded[job] == true {
      add(found, sign: 1)
      answers.append((job, found))
    } else {
      answers.append((job, Placement(cost: leaveOutCost)))
    }
  }

  private mutating func add(_ placement: Placement, sign: Int32) {
    insertion.congestion!.add(placement, sign: Double(sign))
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
  private static let sweepsOfAll = 9...30
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
