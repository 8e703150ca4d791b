/// The side of a search that looks for prices: known ones first, then those of plants and jobs in turn.
extension SearchRun {
  mutating func findPrices() {
    if let known = start?.prices {
      prices.begin(at: known)
      tryKnown()
    }
    if plants != nil, stop == nil || plants?.best == nil { findPlantPrices() }
    if !isGoodEnough { actual = withLeastCosts(actual) }
    passUntilExhausted(upper: nil)
    report()
    endPricing()
  }

  /// Asks at known prices, gives all jobs a place around known ones, and lets each look for a better one:
  /// after a small change that may be all there is to do.
  private mutating func tryKnown() {
    guard let start, stop == nil else { return }
    prices.pass(upper: nil)
    spend(prices.lastAnswers)
    let priced = PriceRows(problem, prices.best)
    // To look for the cheapest option of every job takes more than a few open jobs save by it.
    let isMostlyOpen = 2 * start.placements.count(where: \.isPlaced) < problem.jobs.count
    state = schedule(
      around: start, isMostlyOpen ? withLeastCosts(priced) : priced, nil, urgentCheck())
    plants?.take(state)
    report()
    if isGoodEnough { return }
    let (problem, best) = (problem, prices.best)
    plants?.aim(for: state.addedKW, problem, at: best)
    sweep(urgentCheck())
    guard stop == nil else { return }
    prices.forgetIfWorseThanNone()
    spend(problem.jobs.count)
  }

  /// Known places, and the other jobs around them.
  func schedule(
    around start: WarmStart, _ priced: PriceRows, _ costs: LoadCosts?, _ shouldStop: () -> Bool
  ) -> SearchState {
    ListScheduling(problem: problem, mostPasses: Self.passesAroundKnown).schedule(
      rows: priced, actual: actual, costs: costs,
      onto: SearchState(problem, thatFit: start.placements, actual, costs), shouldStop: shouldStop)
  }

  /// Lets jobs and plants answer each other in turn.
  private mutating func findPlantPrices() {
    prices.beginRoughly()
    prices.parameters.passes = PlantSearch.firstPasses
    passUntilExhausted(upper: nil)
    var step = BoxStep(problem, from: prices.current, load: prices.averageUse)
    for _ in 0..<BoxStep.count where stop == nil {
      step.take(plants!.answer(step, problem))
      step.take(load: follow(step.prices, passes: PlantSearch.passesPerStep))
      if step.taken.isMultiple(of: 10) { report() }
    }
    if stop == nil { _ = follow(step.mean, passes: 3 * PlantSearch.passesPerStep) }
    prices.goOnExactly(reach: 0.01, passes: PlantSearch.lastPasses)
    passUntilExhausted(upper: nil)
    prices.recall()
    plants!.aim(for: prices.averageUse, problem, at: prices.best)
    if isSmall { solveMarketProgram() }
  }

  /// What jobs ask for on average while prices of GPUs follow those of energy.
  private mutating func follow(_ energy: MarketPrices, passes count: Int) -> [Double] {
    let use = prices.follow(energy, passes: count)
    spend(count * prices.lastAnswers)
    checkUrgent()
    return use
  }

  /// Finds the best prices of a small problem by its linear programme. Where the programme's prices lead
  /// to no better bound, prices half-way to the best so far often do.
  private mutating func solveMarketProgram() {
    var program = MarketProgram(problem, use: prices.averageUse)
    program.add(prices.ask(prices.best).answers, to: prices.best)
    var use: [Double]?
    // The search for a schedule has most of the work and of the time.
    var allowance = rule.workLeft(progress) / 4
    let latest = rule.timeShare(progress) + 0.2
    for _ in 0..<MarketProgram.mostRounds
    where stop == nil && allowance > 0 && rule.timeShare(progress) < latest {
      allowance -= program.work
      spend(program.work)
      guard let outcome = program.solve() else { break }
      use = outcome.use
      var isNew = false
      for share in [0.5, 0] where outcome.cost - prices.bound > outcome.tolerance {
        var asked = outcome.prices
        asked.mix(prices.best, share: share)
        let response = prices.ask(asked, keeps: outcome.isPossible)
        isNew = program.add(response.answers, to: asked) || isNew
        spend(problem.jobs.count)
      }
      report()
      if !isNew { break }
    }
    let best = prices.best
    let problem = problem
    if let use { plants?.aim(for: use, problem, at: best) }
    report()
  }

  private mutating func passUntilExhausted(upper: Double?) {
    while !prices.isExhausted, stop == nil {
      prices.pass(upper: upper)
      spend(prices.lastAnswers)
      checkUrgent()
      if prices.passes % 40 == 0 { report() }
      if progress.cost == nil, plants?.best == nil, prices.isSlow, stop == nil,
        Self.sketchPasses.contains(prices.passes)
      {
        sketch()
      }
    }
    if !isGoodEnough { prices.sharpen() }
  }

  /// More passes over the prices with shorter steps, now that a plan says where the optimum lies.
  mutating func refinePrices() {
    guard stop == nil else { return }
    if let next = plants?.prices(problem, gpu: prices.gpuPrices) {
      prices.reprice(next, passes: PlantSearch.passes)
      passUntilExhausted(upper: trueCost)
    }
    prices.rekindle(factor: 0.5, reach: 0.002, passes: 300)
    passUntilExhausted(upper: trueCost)
    if plants == nil, isSmall, stop == nil { solveMarketProgram() }
  }

  /// Attempts to place the jobs that a warm start leaves open.
  private static let passesAroundKnown = 8

  /// Passes that tell dear slots from cheap ones, and attempts to place all jobs by them.
  private static let sketchPasses = [7, 24, 48]
  private static let sketchTries = 6

  /// True costs plus the best prices of scarce slots so far.
  var pricedRows: PriceRows {
    withLeastCosts(PriceRows(problem, prices.best))
  }

  private func withLeastCosts(_ rows: PriceRows) -> PriceRows {
    rows.withLeastCosts(problem, prices.market.blocks)
  }

  /// A first schedule where good prices take time.
  private mutating func sketch() {
    let priced = pricedRows
    state = ListScheduling(problem: problem, mostPasses: Self.sketchTries).schedule(
      rows: priced, actual: actual, costs: nil, shouldStop: urgentCheck())
    report()
  }
}
