import GridPricing

/// Builds a first schedule in which jobs may stand in each other's way at first: each in turn, with those that wait for it, takes its
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
  /// By first job: jobs that wait for each other and move together, from the second sweep on.
  private var chains: [Int: [Int]] = [:]
  /// Longer chains move in pieces.
  private static let longestChain = 64
  /// By job: whether it moves right now, together with others.
  private var isMoving: [Bool]

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
    isMoving = [Bool](repeating: false, count: problem.precedence?.order.count ?? 0)
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
    var order = problem.precedence?.order ?? Array(problem.jobs.indices)
    var pace = Pace(jobs: order.count, isKnown: isKnown)
    for number in 0..<Self.mostSweeps where work < pace.mostWork {
      congestion.stiffen(to: pace.stiffness)
      congestion.leave(pace.reserve)
      let hasMoved = sweep(order, onlyOverfull: number >= pace.sweeps, shouldStop)
      if !hasMoved || shouldStop() { break }
      if number == 0 {
        let isQuick = work <= problem.options.count
        pace.adapt(to: work, isQuick: isQuick, hasPlants: problem.hasPlants)
        let led = formChains()
        if !led.isEmpty { order.removeAll { led.contains($0) } }
      }
      pace.advance(after: number, excess: congestion.excess)
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
    let jobs = onlyOverfull ? order.filter { congestion.hasToMove($0, chains, placements) } : order
    let share = share(of: jobs.count, onlyOverfull)
    for first in stride(from: 0, to: jobs.count, by: share.lanes * share.jobs) {
      if shouldStop() { break }
      let last = min(jobs.count, first + share.lanes * share.jobs)
      answer(jobs[first..<last], byLane: share.jobs, onlyOverfull)
      congestion.merge(lanes[..<share.lanes].map(\.congestion))
      for lane in 0..<share.lanes {
        answered += lanes[lane].answerCount
        for (job, placement) in lanes[lane].answers { take(job, placement) }
        for (head, places) in lanes[lane].chainAnswers { take(chains[head]!, places) }
      }
    }
    return !jobs.isEmpty
  }

  /// Jobs that run already stay where they are, and those that wait for them move without them.
  ///
  /// - Returns: the jobs that others move along.
  private mutating func formChains() -> Set<Int> {
    var led: Set<Int> = []
    for chain in problem.precedence?.chains.values ?? [:].values {
      let moving = chain.drop {
        problem.options[problem.jobs[$0].options].contains(where: \.isRunning)
      }
      for first in stride(from: moving.startIndex, to: moving.endIndex, by: Self.longestChain) {
        let piece = Array(moving[first...].prefix(Self.longestChain))
        guard piece.count > 1 else { continue }
        chains[piece[0]] = piece
        led.formUnion(piece.dropFirst())
      }
    }
    return led
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
    let chains = chains
    blocks.update(&lanes) { lane, number in
      let first = min(jobs.startIndex + number * share, jobs.endIndex)
      lane.begin(congestion)
      for job in jobs[first...].prefix(share)
      where !onlyOverfull || lane.congestion.hasToMove(job, chains, placements) {
        if let chain = chains[job] {
          lane.answer(chain, problem, rows, placements)
        } else {
          lane.answer(job, problem, rows, placements)
        }
      }
    }
  }

  /// Lets jobs move together, unless another has just come in the way of one of them.
  private mutating func take(_ chain: [Int], _ places: [Placement]) {
    for job in chain { isMoving[job] = true }
    let isPossible = zip(chain, places).allSatisfy { job, place in
      !place.isPlaced
        || problem.precedence!.edges(for: job, placements, outside: isMoving, problem.slotCount)
          .contains(place)
    }
    for job in chain { isMoving[job] = false }
    for (job, place) in zip(chain, places) {
      if isPossible { placements[job] = place } else { refuse(job, place) }
    }
  }

  /// Lets a job move, unless one that it waits for, or that waits for it, has just come in its way.
  private mutating func take(_ job: Int, _ placement: Placement) {
    if placement.isPlaced,
      let edges = problem.precedence?.edges(for: job, placements, problem.slotCount),
      !edges.contains(placement)
    {
      refuse(job, placement)
    } else {
      placements[job] = placement
    }
  }

  /// Leaves a job where it was.
  private mutating func refuse(_ job: Int, _ placement: Placement) {
    congestion.add(placement, sign: -1)
    congestion.add(placements[job], sign: 1)
  }
}

extension Congestion {
  /// Whether a job, or one of those that move with it, stands in somebody's way.
  fileprivate func hasToMove(
    _ job: Int, _ chains: [Int: [Int]], _ placements: [Placement]
  ) -> Bool {
    guard let chain = chains[job] else { return hasToMove(placements[job]) }
    return chain.contains { hasToMove(placements[$0]) }
  }
}
