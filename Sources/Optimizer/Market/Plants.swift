/// The plants of all sites whose cost depends on their load.
struct Plants: Sendable {
  private let slotCount: Int
  private var operators: [PlantOperator?]

  /// How all plants are run for the loads of one schedule.
  struct Runs: Sendable {
    /// Nil where the cost of a site is proportional to its load.
    var bySite: [PlantOperator.Run?]

    /// Currency.
    var cost: Double { bySite.reduce(0) { $0 + ($1?.cost ?? 0) } }
    /// kW and slots by which limits are exceeded.
    var short: Double { bySite.reduce(0) { $0 + ($1?.shortKW.reduce(0, +) ?? 0) } }
    /// Where most is short.
    var shortest: (site: Int, slot: Int) {
      var place = (site: 0, slot: 0)
      var most = -1.0
      for (site, run) in bySite.enumerated() {
        for (slot, short) in (run?.shortKW ?? []).enumerated() where short > most {
          most = short
          place = (site, slot)
        }
      }
      return place
    }
    /// Peaks by site, charge and period.
    var peaksKW: [[[Double]]] { bySite.map { $0?.peaksKW ?? [] } }
    /// Empty where there is no plant.
    var dispatch: [Dispatch] {
      bySite.contains { $0 != nil } ? bySite.map { $0?.dispatch ?? Dispatch() } : []
    }
  }

  init(_ problem: CompiledProblem) {
    slotCount = problem.slotCount
    operators = problem.facilities.map { $0.map(PlantOperator.init) }
  }

  var isEmpty: Bool { operators.allSatisfy { $0 == nil } }

  /// Whether any plant ties slots to each other.
  var hasLinkedSlots: Bool { operators.contains { $0?.facility.hasLinkedSlots == true } }

  /// - Parameter addedKW: what jobs add, by site and slot.
  mutating func run(addedKW: [Double]) -> Runs {
    each(addedKW) { $0.run(addedKW: $1) }
  }

  /// The prices at which all plants serve loads, near known ones.
  ///
  /// - Parameter reach: currency per kW and slot by which a price of power may differ.
  mutating func prices(
    addedKW: [Double], near known: MarketPrices, within reach: Double, _ problem: CompiledProblem
  ) -> MarketPrices {
    var prices = known
    for site in operators.indices where operators[site] != nil {
      let places = site * slotCount..<(site + 1) * slotCount
      let answer = operators[site]!.prices(
        addedKW: Array(addedKW[places]),
        near: places.map { problem.slotCost[$0] + known.power[$0] }, within: reach)
      prices.facilities[site] = answer.prices
      for (place, cost) in zip(places, answer.marginalCost) {
        prices.power[place] = cost - problem.slotCost[place]
      }
    }
    return prices
  }

  /// Runs them by their exact models.
  mutating func settle(addedKW: [Double]) -> Runs {
    each(addedKW) { $0.settle(addedKW: $1) }
  }

  private mutating func each(
    _ addedKW: [Double], _ body: (inout PlantOperator, [Double]) -> PlantOperator.Run
  ) -> Runs {
    var runs = Runs(bySite: operators.map { _ in nil })
    for site in operators.indices where operators[site] != nil {
      let load = Array(addedKW[site * slotCount..<(site + 1) * slotCount])
      runs.bySite[site] = body(&operators[site]!, load)
    }
    return runs
  }
}
