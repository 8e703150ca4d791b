/// The side of a search that runs the plants: what they answer, the costs that jobs see in the meantime,
/// and the best schedule with its plants run as well as can be.
struct PlantSearch: Sendable {
  /// Passes over the jobs before plants answer for the first time, between their answers, and after the
  /// last one.
  static let firstPasses = 60
  static let passes = 120
  static let lastPasses = 500
  /// Answers of the plants before there is a schedule.
  static let rounds = 3
  /// How freely islands count on the plants, in turn.
  private static let freedoms = [
    PlantFreedom(battery: 0.2, peaks: 0), PlantFreedom(battery: 0, peaks: 1),
    PlantFreedom(battery: 1, peaks: 0.5), PlantFreedom(battery: 0.05, peaks: 0.2),
  ]

  private var plants: Plants
  /// How the plants are run in the best schedule, before there is one for the loads that jobs ask for.
  private var runs: Plants.Runs?
  private var lowestPeaks: [[[Double]]] = []
  /// The runs of the best schedule; nil before there is one.
  private(set) var best: Plants.Runs?
  /// Currency, with penalties for jobs that are left out and limits that are exceeded.
  private var rank = Double.infinity
  /// What the best schedule costs, without the fixed cost of other sites.
  private(set) var bestCost = Double.infinity

  /// Nil where no site has a plant.
  init?(_ problem: CompiledProblem) {
    plants = Plants(problem)
    if plants.isEmpty { return nil }
  }

  /// Runs the plants for the loads that jobs ask for, and returns the prices that follow.
  mutating func answer(to use: [Double], _ problem: CompiledProblem, gpu: [Double]) -> MarketPrices
  {
    runs = plants.run(addedKW: use)
    lowestPeaks = runs!.peaksKW
    return prices(problem, gpu: gpu)!
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
    runs.map {
      LoadCosts(
        problem, $0, lowestPeaks: lowestPeaks, Self.freedoms[turn % Self.freedoms.count])
    }
  }

  /// Runs the plants of the best schedule by their exact models.
  mutating func settle(_ state: SearchState) {
    let found = plants.settle(addedKW: state.addedKW)
    best = found
    bestCost = state.ownCost + found.cost
  }

  /// Runs the plants for a schedule and keeps it if it is the best so far.
  @discardableResult
  mutating func take(_ state: SearchState) -> Bool {
    let found = plants.run(addedKW: state.addedKW)
    let breach = found.short > 0 ? state.problem.breachCost * found.short : 0
    let cost = state.placementCost + found.cost
    guard best == nil || cost + breach < rank - 1e-9 * abs(rank) else { return false }
    rank = cost + breach
    best = found
    runs = found
    bestCost = state.ownCost + found.cost
    return true
  }
}
