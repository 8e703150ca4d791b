import GridPricing
import Testing

@testable import Optimizer

struct NegotiationTests {
  /// Jobs that all like one slot best, on as many GPU-slots as they need.
  @Test(arguments: [1, 2, 7])
  func jobsThatWantTheSameSlotShareTheHorizon(gpus: Int) throws {
    let slots = 6
    let jobs = (0..<slots * gpus).map { TinyProblem.job("job-\($0)", gpus: 1, hours: 1) }
    let prices = (0..<slots).map { Double(10 + 10 * $0) }
    let problem = try TinyProblem.problem(
      jobs, TinyProblem.site(prices: prices, gpus: gpus), slots: slots
    ).compiled
    let state = SearchState(problem, negotiated(problem))
    #expect(state.unplacedJobs.isEmpty && state.isWithinRoom)
  }

  @Test(arguments: 0..<60 as Range<UInt64>)
  func placementsKeepToWindowsStartsAndOrder(seed: UInt64) throws {
    var random = RandomSource(seed: seed)
    let problem = try TinyProblem.random(&random).compiled
    for (job, placement) in negotiated(problem).enumerated() where placement.isPlaced {
      var alone = Occupancy(problem)
      alone.add(placement)
      #expect(alone.isWithinRoom)
      let option = problem.options[Int(placement.option)]
      #expect(option.job == job)
      let end = Double(placement.lastSlot) + placement.lastFraction
      #expect(placement.firstSlot >= option.firstSlot && end <= option.window.deadlineSlots + 1e-9)
    }
  }

  /// Running costs 0.1 EUR a GPU-hour, and two of three jobs find no GPU.
  @Test func whatIsWorthLessThanItsPlaceIsDeclined() throws {
    let jobs = [0.01, 5, 9].enumerated().map { number, value in
      TinyProblem.job("job-\(number)", gpus: 1, hours: 1, value: value)
    }
    let problem = try TinyProblem.problem(
      jobs, TinyProblem.site(prices: [100], gpus: 1), slots: 1
    ).compiled
    #expect(negotiated(problem).map(\.isPlaced) == [false, false, true])
  }

  /// The first job alone likes slot 3 best, where it leaves nothing but a dear slot to the other.
  @Test func jobsThatWaitForEachOtherMoveTogether() throws {
    let problem = try TinyProblem.chain([1, 1], prices: [20, 90, 90, 10, 60])
    #expect(negotiated(problem).map(\.firstSlot) == [0, 3])
  }

  /// Each of these waits for all before it: there are more paths through them than anybody can follow.
  @Test func jobsThatAllWaitForEachOtherFindTheirPlaces() throws {
    let names = (0..<70).map { "job-\($0)" }
    let jobs = names.indices.map {
      TinyProblem.job(names[$0], gpus: 1, hours: 1, after: Array(names[..<$0]))
    }
    let problem = try TinyProblem.problem(
      jobs, TinyProblem.site(prices: (0..<80).map { Double(80 - $0) }, gpus: 1), slots: 80
    ).compiled
    let state = SearchState(problem, negotiated(problem))
    #expect(state.unplacedJobs.isEmpty && state.isWithinRoom)
    #expect(state.placements.map(\.firstSlot) == Array(10..<80))
  }

  /// A chain whose last job is worth less than its place goes on without it.
  @Test func theEndOfAChainMayBeDeclined() throws {
    let problem = try TinyProblem.chain([1, 1], values: [1: 0.001], prices: [20, 90, 10])
    let placements = negotiated(problem)
    #expect(placements.map(\.isPlaced) == [true, false])
    #expect(placements[0].firstSlot == 2)
  }

  /// The rest of a chain without its worthless end still moves as a whole.
  @Test func aChainGoesOnTogetherWithoutAWorthlessEnd() throws {
    // One by one, the first would take the cheapest hour, and leave the second the dearest.
    let problem = try TinyProblem.chain(
      [1, 1, 1], values: [2: 0.001], prices: [50, 20, 30, 10, 900])
    let placements = negotiated(problem)
    #expect(placements.map(\.isPlaced) == [true, true, false])
    #expect(placements.prefix(2).map(\.firstSlot) == [1, 3])
  }

  /// A first job that is worth no place in a chain may be worth one by itself.
  @Test func theFirstOfAChainMayBeWorthItsPlaceAlone() throws {
    let problem = try TinyProblem.chain(
      [1, 1], values: [0: 0.03, 1: 0.001], prices: [50, 100, 10])
    let placements = negotiated(problem)
    #expect(placements.map(\.isPlaced) == [true, false])
    #expect(placements[0].firstSlot == 2)
  }

  private func negotiated(_ problem: CompiledProblem) -> [Placement] {
    let free = MarketPrices.free(for: problem)
    var negotiation = Negotiation(
      problem, actual: PriceRows(problem, nil), prices: free, load: free.power,
      blocks: ParallelBlocks(threads: 1))
    return negotiation.run(shouldStop: { false }, answer: { _, _ in free })
  }
}

struct CongestionTests {
  private let problem: CompiledProblem
  private var congestion: Congestion
  private let option: CompiledOption

  init() throws {
    let job = TinyProblem.job("job", gpus: 3, hours: 2, kW: 2)
    problem = try TinyProblem.problem(
      [job], TinyProblem.site(prices: [100, 50, 100], gpus: 4, limitKW: 8), slots: 3
    ).compiled
    congestion = Congestion(problem, .free(for: problem), load: [0, 0, 0])
    option = problem.options[0]
  }

  private var placement: Placement { Placement(option: 0, start: 1, count: 2) }

  @Test mutating func onlyWhatIsTakenTooMuchCosts() {
    congestion.stiffen(to: 10)
    #expect(costs == [0, 0, 0])
    congestion.add(placement, sign: 1)
    #expect(!congestion.isOverfull(at: placement))
    let costs = costs
    #expect(costs[0] == 0 && costs[1] > 0 && costs[2] > 0)
    congestion.add(placement, sign: 1)
    #expect(congestion.isOverfull(at: placement))
    #expect(!congestion.isOverfull(at: Placement(option: 0, start: 0, count: 1)))
    #expect(self.costs[1] > costs[1])
  }

  @Test mutating func whatIsToStayFreeCostsAsIfItWereTaken() {
    congestion.stiffen(to: 10)
    congestion.add(placement, sign: 1)
    let costs = costs
    congestion.leave(0.5)
    #expect(self.costs[0] > 0 && self.costs[1] > costs[1])
    #expect(!congestion.isOverfull(at: placement) && congestion.excess == 0)
    congestion.add(placement, sign: 1)
    // Two slots with 2 GPUs too many, of three slots with 4 GPUs.
    #expect(abs(congestion.excess - 4.0 / 12) < 1e-12)
  }

  @Test mutating func pricesStayWhenWhatWasTakenIsGivenBack() {
    congestion.stiffen(to: 1)
    congestion.add(placement, sign: 2)
    congestion.takePrices()
    congestion.add(placement, sign: -1)
    #expect(costs[0] == 0 && costs[1] > 0)
    congestion.add(placement, sign: -1)
    for _ in 0..<8 { congestion.takePrices() }
    #expect(costs == [0, 0, 0])
  }

  @Test mutating func steeperPricesCostMore() {
    congestion.add(placement, sign: 1)
    congestion.stiffen(to: 1)
    let gentle = costs[1]
    congestion.stiffen(to: 10)
    #expect(abs(costs[1] - 10 * gentle) < 1e-12 * costs[1])
  }

  /// By the kernel over a window, which the cost of a single slot has to agree with.
  private var costs: [Double] {
    var costs = [0.0, 0, 0]
    congestion.addCosts(option, part: 0.5, slots: 0..<3, to: &costs)
    for slot in 0..<3 {
      let one = congestion.cost(option, gpus: 3, kW: 0.5 * option.addedKW, in: slot)
      #expect(abs(one - costs[slot]) <= 1e-12 * abs(one))
    }
    return costs
  }
}

struct NegotiationPaceTests {
  @Test func theReserveFallsWhileAllMoveAndGrowsAgainWhileSomeAreInTheWay() {
    var pace = Negotiation.Pace(jobs: 100, isKnown: false)
    pace.adapt(to: 100, isQuick: true, hasPlants: false)
    let first = pace.reserve
    pace.advance(after: 1, excess: first)
    #expect(pace.reserve == first)
    pace.advance(after: 2, excess: 0)
    #expect(pace.reserve == first / 2)
    for sweep in pace.sweeps..<pace.sweeps + 100 { pace.advance(after: sweep, excess: 1) }
    #expect(pace.reserve == first)
    #expect(Negotiation.Pace(jobs: 1000, isKnown: false).reserve > first)
  }
}
