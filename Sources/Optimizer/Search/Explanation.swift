import GridPricing

/// Says in one line why a job stands where it does.
///
/// It compares what the job costs with what it would cost at its cheapest place if nobody else were
/// there, before its deadline and after it. Where the cheapest place was not to be had, the market
/// prices say what is scarce there and when.
struct Explanation {
  let problem: Problem
  private let compiled: CompiledProblem
  private let prices: MarketPrices
  private let actual: PriceRows
  private let priced: PriceRows

  init(_ problem: Problem, _ prices: MarketPrices) {
    self.problem = problem
    self.prices = prices
    compiled = problem.compiled
    actual = PriceRows(problem.compiled, nil)
    priced = PriceRows(problem.compiled, prices)
  }

  /// The reason for one job, placed or declined; why a job that must run has no place, a
  /// ``Conflict`` says.
  ///
  /// O(window + slots of a day) per pool that the job may use.
  func reason(job: Int, placement: Placement) -> String {
    guard placement.isPlaced else {
      guard let value = problem.jobs[job].value?.amount else { return "no place found" }
      return declined(job, value)
    }
    let cost = placement.actualCost(compiled, actual)
    let cheapest = cheapest(job, actual)
    guard isLess(cheapest.cost, cost) else {
      if let later = cheaperLater(job, than: cost) {
        return "the deadline forces it: from \(text(later.slot)) on "
          + "it would cost \(amount(later.cost)) instead of \(amount(cost))"
      }
      return "runs at its cheapest hours"
    }
    return "its cheapest place, at \(text(cheapest.first)) for \(amount(cheapest.cost)) "
      + "instead of \(amount(cost)), was taken" + scarcity(cheapest)
  }

  /// That a job waits for one that does not run; nil where it does not.
  func missing(of job: Int, _ placements: [Placement]) -> String? {
    let missing = compiled.precedence?.predecessors[job].first { !placements[$0].isPlaced }
    return missing.map { "waits for job \(quoted(problem.jobs[$0].id)), which does not run" }
  }

  private func declined(_ job: Int, _ value: Double) -> String {
    let least = cheapest(job, actual).cost
    if value <= least || !isLess(least, value) {
      return "declined: its value \(amount(value)) is below its cheapest cost \(amount(least))"
    }
    let market = cheapest(job, priced)
    if isLess(value, market.cost) {
      return "declined: its value \(amount(value)) is below \(amount(market.cost)), "
        + "its cheapest cost at the prices of scarce hours"
    }
    return "declined: no place that costs less than its value \(amount(value)) was free"
  }

  // MARK: Places

  /// A place that a job would choose if nobody else were there.
  private struct Place {
    var option: CompiledOption
    var cost: Double
    var slots: [Int32]
    var first: Int { Int(slots[0]) }
    var last: Int { Int(slots[slots.count - 1]) }
  }

  /// The cheapest place before the deadline; for costly interruptions, in one piece.
  private func cheapest(_ job: Int, _ rows: PriceRows) -> Place {
    var best: Place?
    for number in compiled.jobs[job].options {
      let option = compiled.options[number]
      guard let place = cheapest(option, rows, after: nil) else { continue }
      if best == nil || isLess(place.cost, best!.cost) { best = place }
    }
    return best!
  }

  /// The cheapest place that ends after the deadline, but by no more than the job's window or a day.
  private func cheaperLater(_ job: Int, than cost: Double) -> (slot: Int, cost: Double)? {
    var best: Place?
    for number in compiled.jobs[job].options {
      let option = compiled.options[number]
      let deadline = option.endSlot
      let reach = max(deadline - option.firstSlot, Int(24 / compiled.slotHours))
      let end = min(compiled.slotCount, deadline + reach)
      guard end > deadline else { continue }
      let widened = option.ending(by: Double(end))
      guard let place = cheapest(widened, actual, after: deadline) else { continue }
      if isLess(place.cost, best?.cost ?? cost) { best = place }
    }
    return best.map { place in
      guard place.option.interruption == .free else { return (place.first, place.cost) }
      let deadline = compiled.options[compiled.jobs[job].options.lowerBound].endSlot
      return (place.slots.map(Int.init).first { $0 >= deadline } ?? place.last, place.cost)
    }
  }

  /// - Parameter after: in one piece, only places that end after this edge count.
  private func cheapest(_ option: CompiledOption, _ rows: PriceRows, after: Int?) -> Place? {
    let view = SlotView(option, compiled, rows)
    var slots: [Int32] = []
    if option.interruption == .free {
      var agent = PreemptibleAgent()
      let cost = agent.answer(
        option, isOpen: { _, _ in true }, fullCost: { view.fullCost($0) },
        lastCost: { view.lastCost($0, option.lastFraction) }, chosen: &slots)
      return cost.map { Place(option: option, cost: $0 + option.ownCost, slots: slots) }
    }
    let first = max(option.firstSlot, (after ?? 0) - option.slots + 1)
    guard first <= option.latestStart else { return nil }
    var best: (start: Int, cost: Double)?
    for start in first...option.latestStart {
      let last = start + option.slots - 1
      let cost =
        option.ownCost + view.cost(start..<last) + view.lastCost(last, option.lastFraction)
      if best == nil || isLess(cost, best!.cost) { best = (start, cost) }
    }
    return best.map { best in
      Place(
        option: option, cost: best.cost,
        slots: (best.start..<best.start + option.slots).map(Int32.init))
    }
  }

  // MARK: Scarcity

  /// What is scarce at a place, and when: the stretch around the slot with the highest price.
  private func scarcity(_ place: Place) -> String {
    let option = place.option
    let gpuRow = option.pool * compiled.slotCount
    let powerRow = option.site * compiled.slotCount
    var gpus = 0.0
    var power = 0.0
    for slot in place.slots {
      gpus += Double(option.gpus) * prices.gpu[gpuRow + Int(slot)]
      power += option.addedKW * prices.power[powerRow + Int(slot)]
    }
    guard max(gpus, power) > 0 else { return "" }
    let site = quoted(problem.sites[option.site].id)
    let row = gpus >= power ? prices.gpu[gpuRow...] : prices.power[powerRow...]
    let (hours, price) = stretch(place, row)
    let currency = problem.objective.currency
    let pool = quoted(problem.jobs[option.job].pool)
    return gpus >= power
      ? ": pool \(pool) at \(site) is scarce \(hours), up to \(number(price)) \(currency) per GPU-hour"
      : ": power at \(site) is scarce \(hours), up to \(number(price)) \(currency) per kWh"
  }

  private func stretch(_ place: Place, _ row: ArraySlice<Double>) -> (hours: String, price: Double)
  {
    let values = row.prefix(compiled.slotCount)
    func price(_ slot: Int) -> Double { values[values.startIndex + slot] }
    let peak = place.slots.map(Int.init).reduce(place.first) { price($1) > price($0) ? $1 : $0 }
    var first = peak
    var end = peak + 1
    while first > place.first, price(first - 1) > 0 { first -= 1 }
    while end <= place.last, price(end) > 0 { end += 1 }
    return ("between \(text(first)) and \(text(end))", price(peak) / compiled.slotHours)
  }

  // MARK: Words

  /// Whether one cost is less than another by more than rounding.
  private func isLess(_ left: Double, _ right: Double) -> Bool {
    left < right - 1e-6 * (abs(left) + abs(right)) - 1e-12
  }

  private func text(_ slot: Int) -> String { "\(problem.horizon.edge(slot))" }

  private func amount(_ value: Double) -> String {
    "\(number(value)) \(problem.objective.currency)"
  }

  /// Whole hundredths where that is enough, else four significant digits.
  private func number(_ value: Double) -> String {
    var scale = 100.0
    while abs(value) * scale < 1000, scale < 1e9 { scale *= 10 }
    let rounded = (value * scale).rounded() / scale
    return rounded == 0 ? "0" : "\(rounded)"
  }
}
