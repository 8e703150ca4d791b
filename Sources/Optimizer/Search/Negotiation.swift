import GridPricing

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
  /// But in so many turns at least; in more where jobs stand in each other's way: where each knows of the
  /// moves before, not everybody moves.
  private static let fewestTurns = (ofAll: 32, inTheWay: 128)
  /// Answers that one lane gives as fast as all of them.
  private static let workOfOneLane = 10_000

  private let problem: CompiledProblem
  /// What energy costs; GPUs cost nothing here.
  private var rows: PriceRows
  private var congestion: Congestion
  private var placements: [Placement]
  private var lanes: [Lane]
  /// Jobs that have answered.
  private var answered = 0
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
      if number == 0 {
        let isQuick = work <= problem.options.count
        pace.adapt(to: work, isQuick: isQuick, hasPlants: problem.hasPlants)
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
    let share = share(of: jobs.count, onlyOverfull)
    for first in stride(from: 0, to: jobs.count, by: share.lanes * share.jobs) {
      if shouldStop() { break }
      let last = min(jobs.count, first + share.lanes * share.jobs)
      answer(jobs[first..<last], byLane: share.jobs, onlyOverfull)
      congestion.merge(lanes[..<share.lanes].map(\.congestion))
      for lane in 0..<share.lanes {
        answered += lanes[lane].answers.count
        for (job, placement) in lanes[lane].answers { take(job, placement) }
      }
    }
    return !jobs.isEmpty
  }

  /// How many lanes answer at once, and for how many jobs each.
  private func share(of count: Int, _ onlyOverfull: Bool) -> (lanes: Int, jobs: Int) {
    let most = Self.jobsPerPool * problem.poolCount
    let isLittle = onlyOverfull && count * work / max(1, answered) < Self.workOfOneLane
    // A lane does not hear where its own jobs go: one that waits for another needs to know.
    if isLittle || lanes.count == 1 { return (1, problem.precedence == nil ? most : 1) }
    let turns = onlyOverfull ? Self.fewestTurns.inTheWay : Self.fewestTurns.ofAll
    return (lanes.count, max(1, min(most, count / lanes.count / turns)))
  }

  /// Lets the lanes answer, each for some of the jobs; none hears of the others meanwhile.
  private mutating func answer(_ jobs: ArraySlice<Int>, byLane share: Int, _ onlyOverfull: Bool) {
    let (problem, rows, congestion, placements) = (problem, rows, congestion, placements)
    blocks.update(&lanes) { lane, number in
      let first = min(jobs.startIndex + number * share, jobs.endIndex)
      lane.begin(congestion)
      for job in jobs[first...].prefix(share)
      where !onlyOverfull || lane.congestion.hasToMove(placements[job]) {
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
  /// In the first sweep, in the same where jobs have places, and in the last one in which all jobs move.
  private static let stiffness = (first: 0.1, known: 2.0, last: 25.0)
  /// More jobs than this begin and end more steeply: they have fewer sweeps.
  private static let manyJobs = 100_000.0
  /// Sweeps over all jobs, and the job answers that these are worth.
  private static let sweepsOfAll = 6...30
  private static let workOfSweeps = 3_000_000
  /// The fewest sweeps where every job answers at once.
  private static let fewestQuickSweeps = (withPlants: 9, alone: 14)
  /// Where jobs have places, one of so many sweeps will do.
  private static let knownShare = 3
  /// Job answers in all, in sweeps over all jobs.
  private static let mostSweepsOfWork = 4

  var stiffness: Double
  private(set) var steepening = 1.2
  /// Sweeps over all jobs.
  private(set) var sweeps = 1
  /// Job answers.
  private(set) var mostWork = Int.max
  private let lastStiffness: Double
  private let isKnown: Bool

  /// - Parameter isKnown: whether jobs have places.
  init(jobs: Int, isKnown: Bool) {
    self.isKnown = isKnown
    let crowd = max(1, Double(jobs) / Self.manyJobs)
    stiffness = crowd * (isKnown ? Self.stiffness.known : Self.stiffness.first)
    lastStiffness = crowd * Self.stiffness.last
  }

  /// - Parameter work: job answers of one sweep.
  mutating func adapt(to work: Int, isQuick: Bool, hasPlants: Bool) {
    let affordable = Self.workOfSweeps / max(1, work)
    let quick = hasPlants ? Self.fewestQuickSweeps.withPlants : Self.fewestQuickSweeps.alone
    let fewest = isQuick ? quick : Self.sweepsOfAll.lowerBound
    sweeps = min(max(affordable, fewest), Self.sweepsOfAll.upperBound)
    if isKnown { sweeps /= Self.knownShare }
    steepening = Math.power(lastStiffness / stiffness, 1 / Double(sweeps))
    mostWork = Self.mostSweepsOfWork * sweeps * work
  }
}
