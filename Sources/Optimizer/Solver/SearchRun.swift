import GridPricing

/// One search in progress: what is known so far, and the clock.
struct SearchRun {
  let problem: CompiledProblem
  let parameters: SolverParameters
  let rule: StoppingRule
  let observer: (any SearchObserver)?
  private let clock = ContinuousClock()
  private let began: ContinuousClock.Instant
  private(set) var progress = SearchProgress()
  var prices: PriceSearch
  var state: SearchState
  private let search = Island.Parameters()
  private var islands: [Island] = []
  private var cycle = 0
  private(set) var stop: StopReason?
  /// Cost and bound when they last were much better.
  private var gained = (cost: Double.infinity, bound: -Double.infinity)
  /// True costs; with the least cost of each option once known places have not been good enough.
  var actual: PriceRows
  var isPricing = true
  /// Whether prices have taken all the work that there is.
  private var isScheduleLast = false
  private var proof = SearchProof()
  var plants: PlantSearch?
  /// Whether the market's linear programme is worth its time.
  let isSmall: Bool
  let start: WarmStart?

  init(
    _ problem: CompiledProblem, _ parameters: SolverParameters, _ rule: StoppingRule,
    _ observer: (any SearchObserver)?, from start: WarmStart? = nil
  ) {
    self.problem = problem
    self.start = start
    self.parameters = parameters
    self.rule = rule
    self.observer = observer
    began = clock.now
    isSmall = MarketProgram.isWorthwhile(problem)
    let market = Market(
      problem, threads: parameters.threads,
      blockSize: isSmall ? MarketProgram.crowdSize(problem) : nil)
    prices = PriceSearch(market)
    state = SearchState(problem)
    actual = PriceRows(problem, nil)
    plants = PlantSearch(problem)
  }

  var shouldContinue: Bool { stop == nil }

  /// Whether the plan is as near to the bound as was asked for: neither need be any better.
  var isGoodEnough: Bool { stop == .gap || stop == .proven }

  var outcome: SearchOutcome {
    let cost = problem.fixedCost + trueCost
    let pricesLower = problem.fixedCost + prices.bound
    let needsSearch = Gap.relative(total: cost, lower: pricesLower) > Gap.optimal
    let lower = needsSearch ? problem.fixedCost + bound : pricesLower
    return SearchOutcome(
      placements: state.placements, cost: cost, unplaced: state.unplacedJobs, lower: lower,
      proof: lower > pricesLower ? .search : .prices, pricesLower: pricesLower,
      prices: prices.best, workPrices: prices.workPrices, dispatch: plants?.best?.dispatch ?? [],
      keepsLimits: plants?.keepsLimits ?? true, stop: stop ?? .work, progress: progress)
  }

  // MARK: Phases

  /// Sweeps over all jobs before the search; of many jobs it moves too few.
  private static let mostSweeps = 3
  private static let mostSweepsOfMany = 15
  /// Sweeps in a row that leave no better plan.
  private static let mostIdleSweeps = 4
  /// Share of the cost that a sweep must gain for another to follow, where plants do not answer.
  private static let leastGainOfSweep = 1e-5

  mutating func findSchedule() {
    if isGoodEnough { return }
    let priced = pricedRows
    let urgent = urgentCheck()
    // What a load costs is too much to ask for every place of many jobs: its price says it.
    let costs = problem.hasManyJobs ? nil : plants?.costs(for: 0, problem)
    let sketched = progress.cost == nil || plants != nil ? nil : state
    let first = firstSchedule(priced, costs, urgent)
    if plants?.take(first) ?? true { state = first }
    if let sketched, !state.unplacedJobs.isEmpty || sketched.cost < state.cost { state = sketched }
    if !problem.hasManyJobs { aimAtMarket(priced) }
    // A pass that was cut short leaves out jobs that it had not looked at.
    if state.unplacedJobs.isEmpty || !urgent() { progress.unplacedJobs = state.unplacedJobs.count }
    report()
    // Many jobs come so near to the optimum at once that most of the gap is the bound's. Where most of the
    // answers look for prices themselves, as good as nothing would come of it.
    if problem.hasManyJobs, plants != nil || !prices.market.looksMostlyForWorkPrices {
      isPricing = true
      refinePrices()
      endPricing()
    }
    sweep(urgent)
    let neighbourhood = Neighbourhood(problem)
    islands = (0..<search.islands).map { number in
      Island(
        number, state, neighbourhood, actual: actual, priced: priced, seed: parameters.seed, search)
    }
    if isScheduleLast, stop == nil { stop = .work }
  }

  /// Moves each job in turn to its best place; plants answer after each sweep.
  mutating func sweep(_ shouldStop: () -> Bool) {
    var insertion = Insertion(problem)
    var idle = 0
    for turn in 0..<(problem.hasManyJobs ? Self.mostSweepsOfMany : Self.mostSweeps)
    where stop == nil && idle < Self.mostIdleSweeps {
      var swept =
        plants.map { SearchState(problem, state.placements, $0.sweepCosts(for: turn, problem)) }
        ?? state
      let before = swept.cost
      let isBetter = Reinsertion.sweep(
        &swept, &insertion, rows: actual, order: problem.jobs.indices, shouldStop: shouldStop)
      idle += 1
      if plants?.take(swept) ?? true {
        state = swept
        idle = 0
      }
      report()
      let gain = before - swept.cost
      if !isBetter || (plants == nil && gain < Self.leastGainOfSweep * abs(swept.trueCost)) {
        break
      }
    }
  }

  /// All jobs negotiate; where that leaves some without a place, the better of that and of a list schedule.
  /// With known places, the others around them, too.
  private func firstSchedule(
    _ priced: PriceRows, _ costs: LoadCosts?, _ shouldStop: () -> Bool
  ) -> SearchState {
    func schedule(_ mostPasses: Int? = nil, onto known: SearchState? = nil) -> SearchState {
      var scheduling = ListScheduling(problem: problem)
      scheduling.mostPasses = mostPasses ?? scheduling.mostPasses
      return scheduling.schedule(
        rows: priced, actual: actual, costs: costs, onto: known, shouldStop: shouldStop)
    }
    var best = schedule(1, onto: negotiated(costs, shouldStop))
    if !best.unplacedJobs.isEmpty {
      let listed = schedule()
      if listed.cost < best.cost { best = listed }
    }
    guard let start, !problem.hasManyJobs else { return best }
    let around = self.schedule(around: start, priced, costs, shouldStop)
    return around.cost <= best.cost ? around : best
  }

  /// The jobs that have come to terms, the largest first.
  private func negotiated(_ costs: LoadCosts?, _ shouldStop: () -> Bool) -> SearchState {
    var negotiation = Negotiation(
      problem, actual: actual, prices: prices.best, load: prices.averageUse,
      from: start?.placements, blocks: ParallelBlocks(threads: parameters.threads))
    var (plants, prices) = (plants, prices.best)
    let placements = negotiation.run(shouldStop: shouldStop) { load, reach in
      prices = plants!.answer(to: load, near: prices, within: reach, problem)
      return prices
    }
    let hours = problem.jobs.map(\.gpuHours)
    let order = hours.indices.sorted { (hours[$1], $0) < (hours[$0], $1) }
    return SearchState(problem, thatFit: placements, actual, costs, order: order)
  }

  /// First schedules for loads and peaks as the market wants them; the best one stays.
  private mutating func aimAtMarket(_ priced: PriceRows) {
    guard let start = plants else { return }
    var insertion = Insertion(problem)
    for costs in start.firstCosts(problem, prices.best) where stop == nil {
      var found = ListScheduling(problem: problem, mostPasses: 4).schedule(
        rows: priced, actual: actual, costs: costs, shouldStop: urgentCheck())
      if plants!.take(found) { state = found }
      _ = Reinsertion.sweep(
        &found, &insertion, rows: actual, order: problem.jobs.indices, shouldStop: urgentCheck())
      if plants!.take(found) { state = found }
    }
  }

  /// One cycle of every island, each from the best schedule so far.
  mutating func improveSchedule() {
    guard !problem.jobs.isEmpty else {
      stop = .work  // Nothing but plants: they run as well as they can.
      return
    }
    // Where slots are tied to each other, plants soon run otherwise than jobs take them to.
    let isTied = plants?.hasLinkedSlots ?? false
    let cycleWork = isTied ? PlantSearch.cycleWork : search.work(inCycle: cycle)
    let work = min(cycleWork, rule.workLeft(progress) / islands.count + 1)
    let current = islands
    let start = state.placements
    let number = cycle
    let urgent = urgentCheck()
    let plants = plants
    let problem = problem
    let market = prices.best
    islands = ParallelBlocks(threads: parameters.threads).map(current.count) { index in
      var island = current[index]
      island.improve(
        from: start, costs: plants?.costs(for: number, island: index, problem, market),
        cycle: number, work: work, shouldStop: urgent)
      return island
    }
    cycle += 1
    // At least one, so that a work limit ends every search.
    spend(max(1, islands.reduce(0) { $0 + $1.work }))
    if plants == nil {
      for island in islands where island.search.bestCost < state.cost - 1e-9 * abs(state.cost) {
        state = SearchState(problem, island.search.best)
      }
    } else {
      for island in islands {
        let found = SearchState(problem, island.search.best)
        if self.plants!.take(found) { state = found }
      }
      polish(urgent)
    }
    if cycle == 1, !problem.hasManyJobs { refinePrices() }
    report()
  }

  /// Runs of the plants cost as much work as some job answers for every slot.
  private mutating func polish(_ shouldStop: () -> Bool) {
    var runs = islands.count
    if PlantPolish.isWorthwhile(problem) {
      let most = rule.workLeft(progress) / (problem.slotCount * PlantSearch.workPerSlot)
      runs += PlantPolish.sweep(
        &state, &plants!, actual, mostRuns: min(most, PlantPolish.mostRuns), turn: cycle,
        shouldStop: shouldStop)
    }
    spend(runs * problem.slotCount * PlantSearch.workPerSlot)
  }

  /// What the best schedule costs, without the fixed cost of the sites.
  var trueCost: Double { plants?.bestCost ?? state.trueCost }

  /// Leaves the plants as their exact models run best.
  mutating func settle() { plants?.settle(&state) }

  /// Looks for a proof, where the problem is small enough for that; a tiny problem is worth one even
  /// where the gap is small enough already.
  mutating func prove() {
    guard plants == nil, stop == nil || (stop == .gap && SearchProof.isTiny(problem)) else {
      return
    }
    let work = proof.work
    proof.go(
      on: &state, prices: prices.best, actual: actual, threads: parameters.threads,
      shouldStop: urgentCheck())
    spend(proof.work - work)
    report()
    if proof.isProven { stop = .proven }
  }

  /// The best lower bound so far, without the fixed cost of the sites.
  private var bound: Double { max(prices.bound, proof.lower) }

  // MARK: Progress

  /// From here on work counts anew.
  mutating func endPricing() {
    isPricing = false
    progress.workSinceGain = 0
  }

  mutating func spend(_ answers: Int) {
    progress.work += answers
    progress.workSinceGain += answers
  }

  mutating func report() {
    progress.elapsed = clock.now - began
    if progress.unplacedJobs != nil { progress.unplacedJobs = state.unplacedJobs.count }
    let isWhole = state.unplacedJobs.isEmpty && plants?.keepsLimits ?? true
    let cost = isWhole ? problem.fixedCost + trueCost : nil
    let bound = problem.fixedCost + bound
    var isBetter = false
    if let cost, progress.cost.map({ cost < $0 - 1e-9 * abs($0) }) ?? true {
      progress.cost = cost
      isBetter = true
    }
    if bound > -.infinity, progress.bound.map({ bound > $0 + 1e-9 * abs($0) }) ?? true {
      progress.bound = bound
      isBetter = true
    }
    if isBetter {
      countGain()
      observer?.progressed(progress)
    }
    check()
  }

  /// Starts the count of work without gain anew where cost or bound have become better by a share
  /// that is worth waiting for, since it last was.
  private mutating func countGain() {
    let cost = progress.cost ?? .infinity
    let bound = progress.bound ?? -.infinity
    guard
      cost < gained.cost - StoppingRule.gain * abs(cost)
        || bound > gained.bound + StoppingRule.gain * abs(bound)
    else { return }
    gained = (cost, bound)
    progress.workSinceGain = 0
  }

  private mutating func check() {
    progress.elapsed = clock.now - began
    if stop == nil, let gap = progress.gap, gap <= Gap.optimal { stop = .proven }
    guard stop == nil, let reason = rule.reason(progress) else { return }
    guard isPricing else {
      stop = reason
      return
    }
    // Prices end by themselves, and are worth nothing without a schedule: that is the last work then.
    stop = rule.exceptWork?.reason(progress)
    if stop == nil { isScheduleLast = true }
  }

  mutating func checkUrgent() {
    progress.elapsed = clock.now - began
    if stop == nil { stop = rule.urgent?.reason(progress) }
  }

  /// Asked from inside a phase, from any thread: has the time run out, did somebody interrupt?
  func urgentCheck() -> @Sendable () -> Bool {
    guard let urgent = rule.urgent else { return { false } }
    let began = began
    let progress = progress
    return {
      var now = progress
      now.elapsed = ContinuousClock().now - began
      return urgent.reason(now) != nil
    }
  }
}
