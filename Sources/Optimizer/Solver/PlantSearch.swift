/// The side of a search that runs the plants: what they answer, the costs that jobs see in the meantime,
/// and the best schedule with its plants run as well as can be.
struct PlantSearch: Sendable {
  /// Passes over the jobs before plants answer for the first time, after each of their answers in which
  /// prices keep near the last ones, after any other, and after the last one.
  static let firstPasses = 60
  static let passesPerStep = 3
  static let passes = 120
  static let lastPasses = 400
  /// Job answers of a cycle, after which the plants answer again.
  static let cycleWork = 20_000
  /// Job answers that take as long as running the plants for one slot.
  static let workPerSlot = 20
  /// Shares of its power by which islands let a battery leave its course, in turn.
  private static let batteries = [0.2, 0, 1, 0.05]
  /// The turns that are worth a sweep over all jobs.
  private static let sweepTurns = [2, 1, 2, 3]

  private var plants: Plants
  /// How the plants are run in the best schedule, before there is one for the loads that jobs ask for.
  private var runs: Plants.Runs?
  private var lowestPeaks: [[[Double]]] = []
  /// Loads that jobs ask for, by site and slot.
  private var wanted: [Double] = []
  /// The runs of the best schedule; nil before there is one.
  private(set) var best: Plants.Runs?
  /// Currency, with penalties for jobs that are left out and limits that are exceeded.
  private(set) var rank = Double.infinity
  /// How far islands aim below the present peaks, as a share of the way to the lowest that seem possible:
  /// farther after a success, less far after a failure.
  private var reach = 1.0
  /// Whether there is a schedule, and the best one keeps all limits.
  var keepsLimits: Bool { best?.short == 0 }
  /// What the best schedule costs, without the fixed cost of other sites.
  private(set) var bestCost = Double.infinity

  /// Nil where no site has a plant.
  init?(_ problem: CompiledProblem) {
    plants = Plants(problem)
    if plants.isEmpty { return nil }
  }

  var hasLinkedSlots: Bool { plants.hasLinkedSlots }

  /// The prices at which the plants serve the loads that jobs ask for, near the last ones.
  mutating func answer(_ step: BoxStep, _ problem: CompiledProblem) -> MarketPrices {
    answer(to: step.load, near: step.prices, within: step.reach, problem)
  }

  /// The prices at which the plants serve a load, near known ones.
  ///
  /// - Parameters:
  ///   - load: kW that jobs add, by site and slot.
  ///   - reach: currency per kW and slot by which a price of power may differ.
  mutating func answer(
    to load: [Double], near known: MarketPrices, within reach: Double, _ problem: CompiledProblem
  ) -> MarketPrices {
    plants.prices(addedKW: load, near: known, within: reach, problem)
  }

  /// Runs the plants for the loads that jobs ask for at prices of peaks, and takes the import on which
  /// those prices lie for the lowest peak that seems possible.
  mutating func aim(for use: [Double], _ problem: CompiledProblem, at prices: MarketPrices) {
    runs = plants.run(addedKW: use)
    wanted = use
    lowestPeaks = runs!.bySite.enumerated().map { site, run in
      guard let run, let facility = problem.facilities[site] else { return [] }
      return run.peaks(of: facility, weightedBy: prices.facilities[site]!)
    }
  }

  /// The prices at which the plants run; nil before they did.
  func prices(_ problem: CompiledProblem, gpu: [Double]) -> MarketPrices? {
    guard let runs else { return nil }
    var prices = MarketPrices.free(for: problem)
    prices.gpu = gpu
    for (site, run) in runs.bySite.enumerated() {
      guard let run else { continue }
      prices.facilities[site] = run.prices
      for slot in 0..<problem.slotCount {
        let index = site * problem.slotCount + slot
        prices.power[index] = run.marginalCost[slot] - problem.slotCost[index]
      }
    }
    return prices
  }

  /// What jobs see until the plants answer again.
  ///
  /// - Parameter turn: islands and cycles take turns with how freely they count on the plants.
  func costs(for turn: Int, _ problem: CompiledProblem) -> LoadCosts? {
    let freedom = PlantFreedom(
      battery: Self.batteries[turn % Self.batteries.count],
      peaks: 1 - (turn % 2 == 0 ? reach : reach / 4))
    return runs.map { LoadCosts(problem, $0, lowestPeaks: lowestPeaks, freedom) }
  }

  /// What jobs see in a sweep over all of them.
  func sweepCosts(for turn: Int, _ problem: CompiledProblem) -> LoadCosts? {
    costs(for: Self.sweepTurns[turn % Self.sweepTurns.count], problem)
  }

  /// What jobs see in a cycle of an island: by turns they aim at the loads that the market wants.
  func costs(
    for cycle: Int, island: Int, _ problem: CompiledProblem, _ prices: MarketPrices
  ) -> LoadCosts? {
    guard cycle % 2 == 0, island > 0, runs != nil else {
      return costs(for: cycle + island, problem)
    }
    let pull = Self.pulls[cycle / 2 % Self.pulls.count]
    return LoadCosts(problem, prices, wanted: wanted, pull: pull)
  }

  /// What jobs see while first schedules are made, in turn: costs that aim at the loads that jobs ask for
  /// at the market's prices, and costs that aim at peaks a little above the lowest.
  func firstCosts(_ problem: CompiledProblem, _ prices: MarketPrices) -> [LoadCosts] {
    guard let runs else { return [] }
    let near = Self.pulls.map { LoadCosts(problem, prices, wanted: wanted, pull: $0) }
    guard problem.facilities.contains(where: { $0?.charges.isEmpty == false }) else { return near }
    return near
      + Self.firstPeaks.map { above in
        let peaks = lowestPeaks.map { $0.map { $0.map { $0 * (1 + above) } } }
        return LoadCosts(problem, prices, runs, peaks: peaks)
      }
  }

  private static let pulls = [0.02, 0.1, 0.5]
  private static let firstPeaks = [0, 0.04, 0.08, 0.12, 0.17, 0.23, 0.3]

  /// Jobs that are given a second chance when the plants are settled.
  private static let mostReturns = 40

  /// Runs the plants of the best schedule by their exact models, and leaves jobs out where even so a
  /// limit is exceeded.
  mutating func settle(_ state: inout SearchState) {
    var found = plants.settle(addedKW: state.addedKW)
    var removed: [(job: Int, placement: Placement)] = []
    while found.short > 0, let job = state.leastJob(around: found.shortest) {
      removed.append((job, state.placements[job]))
      state.leaveOut(job)
      state.leaveOutDependents()
      found = plants.settle(addedKW: state.addedKW)
    }
    // Some of them may not have been in the way.
    for (job, placement) in removed.reversed().prefix(Self.mostReturns) {
      if let edges = state.edges(for: job), !edges.contains(placement) { continue }
      var trial = state
      trial.place(job, placement)
      let again = plants.settle(addedKW: trial.addedKW)
      if again.short == 0 { (state, found) = (trial, again) }
    }
    best = found
    bestCost = state.ownCost + found.cost
  }

  /// Runs the plants for a schedule and keeps it if it is the best so far.
  @discardableResult
  mutating func take(_ state: SearchState) -> Bool {
    let found = plants.run(addedKW: state.addedKW)
    let breach = found.short > 0 ? state.problem.breachCost * found.short : 0
    let cost = state.placementCost + found.cost
    let isBetter = best == nil || cost + breach < rank - 1e-9 * abs(rank)
    reach = best == nil ? 0.5 : min(1, max(0.02, reach * (isBetter ? 1.2 : 0.8)))
    guard isBetter else { return false }
    rank = cost + breach
    best = found
    runs = found
    bestCost = state.ownCost + found.cost
    return true
  }
}
