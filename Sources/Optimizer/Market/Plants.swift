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

  /// - Parameter addedKW: what jobs add, by site and slot.
  mutating func run(addedKW: [Double]) -> Runs {
    var runs = Runs(bySite: [])
    for site in operators.indices {
      let load = Array(addedKW[site * slotCount..<(site + 1) * slotCount])
      runs.bySite.append(operators[site]?.run(addedKW: load))
    }
    return runs
  }
}
