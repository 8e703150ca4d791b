/// One line of search with its own random numbers; islands start each cycle from the best schedule
/// of all and never talk during it.
struct Island: Sendable {
  /// How islands search; the defaults were measured on the core instances.
  struct Parameters: Sendable {
    /// A fixed number, so that the plan does not depend on the threads.
    var islands = 2
    /// Job answers of the first cycle; every cycle doubles them …
    var work = 60_000
    /// … up to so many times.
    var doublings = 5
    /// Start temperatures of ruin and recreate, in mean costs of a job; cycles take turns. The more
    /// jobs, the fewer moves each of them sees, and the colder a cycle must start. One in four is hot
    /// enough to leave the neighbourhood of a schedule in which a dear job found no room.
    func temperatures(jobs: Int) -> [Double] {
      let hot = min(0.3, max(0.005, 5 / Double(jobs)))
      return [hot, 0.2 * hot, 0.4 * hot, 4 * hot]
    }
    /// End temperature relative to the start.
    var cooling = 0.02
    /// Slot exchanges for one job answer, where jobs are freely preemptible.
    var exchanges = 20
    /// Start temperatures of slot exchange, in mean costs of one slot of a job.
    var exchangeTemperatures = [0.02, 0.06, 0.2]
    var exchangeCooling = 0.005

    /// Job answers of a cycle.
    func work(inCycle cycle: Int) -> Int { work << min(cycle, doublings) }
  }

  /// At most, where jobs run in one piece at a few sites.
  private static let usualWorkPerMove = 32.0

  private let number: Int
  private let seed: UInt64
  private let parameters: Parameters
  private let actual: PriceRows
  private(set) var search: RuinRecreate
  /// Job answers of the last cycle.
  private(set) var work = 0

  init(
    _ number: Int, _ state: SearchState, _ neighbourhood: Neighbourhood, actual: PriceRows,
    priced: PriceRows, seed: UInt64, _ parameters: Parameters
  ) {
    self.number = number
    self.seed = seed &* 1_000_003 &+ UInt64(number)
    self.parameters = parameters
    self.actual = actual
    search = RuinRecreate(
      state, neighbourhood, actual: actual, priced: priced, seed: self.seed)
  }

  /// One cycle: exchanges of slots, then ruin and recreate.
  ///
  /// - Parameter work: job answers to spend.
  mutating func improve(
    from placements: [Placement], costs: LoadCosts? = nil, cycle: Int, work: Int,
    shouldStop: () -> Bool
  ) {
    search.restart(from: placements, costs)
    self.work = -search.work
    defer { self.work += search.work }
    let scale = CostScale(search.state, actual)
    let hasExchanged = scale.freeShare > 0 && exchange(scale, cycle, work, shouldStop)
    let temperatures = parameters.temperatures(jobs: search.state.placements.count)
    let hot = scale.job * coldness * temperatures[(cycle + number) % temperatures.count]
    let isMostlyExchanged = hasExchanged && scale.freeShare > 0.9
    search.run(
      RuinRecreate.Cycle(
        work: max(1, isMostlyExchanged ? work / 8 : work), startTemperature: hot,
        endTemperature: hot * parameters.cooling),
      shouldStop: shouldStop)
  }

  /// Where a move takes longer, each job sees fewer of them, and cycles start colder.
  private var coldness: Double {
    let workPerMove = Double(search.work) / Double(max(1, search.moves))
    return Math.power(max(1, workPerMove / Self.usualWorkPerMove), -0.5)
  }

  /// - Returns: false where there is nothing to exchange.
  private mutating func exchange(
    _ scale: CostScale, _ cycle: Int, _ work: Int, _ shouldStop: () -> Bool
  ) -> Bool {
    let mixed = seed &+ UInt64(cycle &+ 1) &* 0x9E37_79B9_7F4A_7C15
    guard var exchange = SlotExchange(search.state, seed: mixed) else { return false }
    let temperatures = parameters.exchangeTemperatures
    let hot = scale.slot * temperatures[(cycle + number) % temperatures.count]
    self.work += work
    exchange.anneal(
      moves: max(1, Int(Double(work * parameters.exchanges) * scale.freeShare)), from: hot,
      to: hot * parameters.exchangeCooling,
      shouldStop: shouldStop)
    search.restart(from: exchange.result(actual: actual))
    return true
  }
}

/// How large costs are in a schedule, by which temperatures are set.
private struct CostScale {
  /// Mean absolute cost of a job that runs.
  var job = 1e-9
  /// Mean absolute cost of one slot of a job.
  var slot = 1e-9
  /// Share of the jobs that are freely preemptible.
  var freeShare = 0.0

  /// - Parameter rows: what energy costs, for sites whose placements do not carry it themselves.
  init(_ state: SearchState, _ rows: PriceRows) {
    var cost = 0.0
    var jobs = 0
    var slots = 0
    var free = 0
    for placement in state.placements where placement.isPlaced {
      cost += abs(
        state.loads == nil ? placement.cost : placement.actualCost(state.problem, rows))
      jobs += 1
      slots += Int(placement.count)
      if state.problem.mayExchangeSlots(state.problem.options[Int(placement.option)]) { free += 1 }
    }
    guard jobs > 0 else { return }
    job = max(job, cost / Double(jobs))
    slot = max(slot, cost / Double(slots))
    freeShare = Double(free) / Double(jobs)
  }
}
