import GridPricing

/// Says in one line why a job stands where it does.
///
/// It compares what the job costs with what it would cost at its cheapest place if nobody else were
/// there, before its deadline and after it, without its release, without the jobs that it waits for.
/// Where the cheapest place was not to be had, it names what stands there and what the market pays for
/// it.
struct Explanation {
  let problem: Problem
  let compiled: CompiledProblem
  let prices: MarketPrices
  private var places: CheapestPlaces
  private let actual: PriceRows
  private let priced: PriceRows
  private let holders: PlanHolders?

  /// - Parameter placements: those of the plan, where other jobs are to be named.
  init(_ problem: Problem, _ prices: MarketPrices, placements: [Placement] = []) {
    self.problem = problem
    self.prices = prices
    compiled = problem.compiled
    places = CheapestPlaces(problem)
    actual = PriceRows(problem.compiled, nil)
    priced = PriceRows(problem.compiled, prices)
    holders = placements.isEmpty ? nil : PlanHolders(problem.compiled, placements)
  }

  /// The reason for one job, placed or declined; why a job that must run has no place, a
  /// ``Conflict`` says.
  ///
  /// O(window + slots of a day) per pool and operating point that the job may use.
  mutating func reason(job: Int, placement: Placement) -> String {
    guard placement.isPlaced else {
      guard let value = problem.jobs[job].value?.amount else { return "no place found" }
      return declined(job, value)
    }
    let cost = placement.actualCost(compiled, actual)
    return place(job, placement, cost) + details(job, placement, cost)
  }

  // MARK: Place

  private mutating func place(_ job: Int, _ placement: Placement, _ cost: Double) -> String {
    let option = compiled.options[Int(placement.option)]
    if option.isRunning, option.interruption == .never, option.levels.isEmpty {
      return "runs on without a pause"
    }
    guard let cheapest = places.cheapest(job, actual, below: cost) else {
      return held(job, placement, cost) ?? "runs at its cheapest hours"
    }
    let edges = holders?.edges(for: job)
    guard let edges, !edges.holds(cheapest.slots) else {
      return taken(job, placement, cheapest, cost)
    }
    if let nearby = places.cheapest(job, actual, between: edges, below: cost) {
      return taken(job, placement, nearby, cost)
    }
    let elsewhere = "at \(text(cheapest.first)) it would cost \(instead(cheapest, cost))"
    if cheapest.first < edges.lowerBound, let other = holders?.last(before: job) {
      return "waits for job \(name(other)) until \(text(edges.lowerBound)): \(elsewhere)"
    }
    guard let other = holders?.first(after: job) else { return elsewhere }
    return "ends before job \(name(other)), which waits for it from \(text(edges.upperBound)) on: "
      + elsewhere
  }

  /// What keeps a job from places that cost less outside its window; nil where there are none.
  private mutating func held(_ job: Int, _ placement: Placement, _ cost: Double) -> String? {
    if let later = places.cheaperLater(job, actual, than: cost) {
      return "the deadline forces it: from \(text(later.slot)) on "
        + "it would cost \(amount(later.cost)) instead of \(amount(cost))"
    }
    let edges = holders?.edges(for: job)
    var other = problem.jobs[job]
    guard other.running == nil else { return nil }
    if other.release.map({ $0 > problem.horizon.start }) ?? false {
      other.release = nil
      if let earlier = places.cheapest(of: other, actual, between: edges, below: cost) {
        return "the release date holds it: at \(text(earlier.first)) it would cost "
          + instead(earlier, cost)
      }
    }
    other = problem.jobs[job]
    guard other.inputGB > 0 else { return nil }
    other.inputGB = 0
    return places.cheapest(of: other, actual, between: edges, below: cost).flatMap { place in
      let isElsewhere =
        place.option.site != compiled.options[Int(placement.option)].site
        || place.first < placement.firstSlot
      guard isElsewhere else { return nil }
      return "the transfer of its input decides: with that at \(site(place.option)), "
        + "it would cost \(instead(place, cost))"
    }
  }

  /// Why a job does not stand at a cheaper place.
  private func taken(
    _ job: Int, _ placement: Placement, _ place: CheapestPlaces.Place, _ cost: Double
  ) -> String {
    let start = "its cheapest place, at \(text(place.first)) for \(instead(place, cost)), "
    guard let holders else { return start + "was taken" + scarcity(place) }
    switch holders.obstacle(to: place, for: job, standing: placement) {
    case .closed(let what): return start + "is closed: \(what) at \(site(place.option))"
    case .held(let job, let isMore):
      let by = job.map { " by \(name($0))" } ?? ""
      return start + "was taken\(by)\(isMore ? " and others" : "")" + scarcity(place)
    case nil:
      let isPlain = compiled.facilities[place.option.site] == nil
      return start
        + (isPlain
          ? "is free; a longer search may move it there"
          : "was left for the sake of peaks, storages or cooling at \(site(place.option))")
    }
  }

  private mutating func declined(_ job: Int, _ value: Double) -> String {
    if let missing = holders?.missing(before: job) {
      return "declined: it waits for job \(name(missing)), which does not run"
    }
    guard let least = places.cheapest(job, actual)?.cost else { return "declined" }
    if value <= least || !isLess(least, value) {
      return "declined: its value \(amount(value)) is below its cheapest cost \(amount(least))"
    }
    if let market = places.cheapest(job, priced)?.cost, isLess(value, market) {
      return "declined: its value \(amount(value)) is below \(amount(market)), "
        + "its cheapest cost at the prices of scarce hours"
    }
    return "declined: no place that costs less than its value \(amount(value)) was free"
  }

  // MARK: Details

  /// The operating point that was chosen, lateness and transfer.
  private mutating func details(_ job: Int, _ placement: Placement, _ cost: Double) -> String {
    let option = compiled.options[Int(placement.option)]
    var details = ""
    var other = problem.jobs[job]
    let gpus = placement.gpusByRun(option)
    if let fewest = gpus.min(), let most = gpus.max(), fewest != other.gpus || most != other.gpus {
      let first = other.gpus
      other.scaling = nil
      details += fewest == most ? "; on \(most) GPUs" : "; on \(fewest) to \(most) GPUs"
      details += saving(other, cost, "on \(first)")
    }
    other = problem.jobs[job]
    if option.powerCap >= 0 {
      let cap = other.powerCaps[option.powerCap].powerPerGPU.watts
      other.powerCaps = []
      details += "; capped at \(number(cap)) W per GPU" + saving(other, cost, "at full power")
    }
    let lateness = option.lateness(in: placement.lastSlot, after: placement.lastFraction)
    if lateness > 0 {
      let hours = lateness / option.latenessPerSlot * compiled.slotHours
      details += "; ends \(number(hours)) hours after it is due, for \(amount(lateness))"
    }
    if option.ownCost > 0 { details += "; its input moves there for \(amount(option.ownCost))" }
    return details
  }

  private mutating func saving(_ other: Job, _ cost: Double, _ point: String) -> String {
    guard let place = places.cheapest(of: other, actual) else { return ", no time \(point)" }
    return isLess(cost, place.cost) ? ", \(amount(place.cost - cost)) less than \(point)" : ""
  }

  // MARK: Words

  /// Whether one cost is less than another by more than rounding.
  private func isLess(_ left: Double, _ right: Double) -> Bool {
    CheapestPlaces.isLess(left, right)
  }

  private func instead(_ place: CheapestPlaces.Place, _ cost: Double) -> String {
    "\(amount(place.cost)) instead of \(amount(cost))"
  }

  private func name(_ job: Int) -> String { quoted(problem.jobs[job].id) }
  private func site(_ option: CompiledOption) -> String { quoted(problem.sites[option.site].id) }

  func text(_ slot: Int) -> String { "\(problem.horizon.edge(slot))" }

  private func amount(_ value: Double) -> String {
    "\(number(value)) \(problem.objective.currency)"
  }

  /// Whole hundredths where that is enough, else four significant digits.
  func number(_ value: Double) -> String {
    var scale = 100.0
    while abs(value) * scale < 1000, scale < 1e9 { scale *= 10 }
    let rounded = (value * scale).rounded() / scale
    return rounded == 0 ? "0" : "\(rounded)"
  }
}
