import GridPricing

/// What a plan document leaves free in its problem, and the prices in it.
///
/// The document is not trusted: everything that the figures below rest on is compared with the
/// problem. Whether the plan keeps the limits is left to `verify`; slots that it overbooks have
/// nothing free.
struct PlanOccupancy {
  /// By job of the plan; those that do not run are not placed.
  private(set) var placements: [Placement] = []
  private(set) var occupancy: Occupancy
  /// Nil where the plan has no shadow prices.
  let prices: MarketPrices?

  /// - Parameters:
  ///   - problem: the problem of the plan, perhaps with further jobs at the end.
  ///   - jobCount: the number of jobs that the plan knows.
  init(
    _ plan: PlanDocument, in problem: Problem, jobCount: Int
  ) throws(PlanMismatch) {
    try Self.checkFrame(plan, problem)
    let jobs = problem.jobs[..<jobCount]
    guard plan.jobs.count == jobs.count else {
      throw PlanMismatch(
        "the plan has \(plan.jobs.count) jobs, expected the \(jobs.count) of the scenario")
    }
    occupancy = Occupancy(problem.compiled)
    for (index, entry) in plan.jobs.enumerated() {
      guard entry.id == jobs[index].id else {
        throw PlanMismatch(
          "jobs[\(index)] is \(quoted(entry.id)), expected \(quoted(jobs[index].id)) "
            + "as in the scenario")
      }
      let placement = try Self.placement(of: entry, index, problem)
      occupancy.add(placement)
      placements.append(placement)
    }
    prices = try Self.prices(plan, problem)
  }

  /// The edges between which a further job may run for those that it waits for; empty where one of them
  /// does not run.
  func edges(for job: Int) -> Range<Int> {
    let problem = occupancy.problem
    let before = (problem.precedence?.predecessors[job] ?? []).map { placements[$0] }
    let first = before.allSatisfy(\.isPlaced) ? before.map { $0.lastSlot + 1 }.max() ?? 0 : nil
    return min(first ?? problem.slotCount, problem.slotCount)..<problem.slotCount
  }

  // MARK: Frame

  private static func checkFrame(_ plan: PlanDocument, _ problem: Problem) throws(PlanMismatch) {
    guard plan.horizon == problem.horizon else {
      throw PlanMismatch(
        "the plan's horizon is \(text(plan.horizon)), expected that of the scenario, "
          + text(problem.horizon))
    }
    guard plan.objective.currency == problem.objective.currency else {
      throw PlanMismatch(
        "the plan is in \(quoted(plan.objective.currency)), expected the scenario's "
          + problem.objective.currency)
    }
    guard plan.sites.map(\.id) == problem.sites.map(\.id) else {
      throw PlanMismatch(
        "the plan's sites are \(list(plan.sites.map(\.id))), expected those of the scenario, "
          + list(problem.sites.map(\.id)))
    }
    for (index, entry) in plan.sites.enumerated() {
      let pools = problem.sites[index].pools.map(\.id)
      guard entry.slots.gpusInUse.map(\.pool) == pools else {
        throw PlanMismatch(
          "the pools of site \(quoted(entry.id)) are \(list(entry.slots.gpusInUse.map(\.pool))), "
            + "expected those of the scenario, \(list(pools))")
      }
      try checkPrices(entry, problem.books[index], problem.horizon)
    }
  }

  /// Shadow prices mean nothing beside other energy prices than those they were found for.
  private static func checkPrices(
    _ entry: PlanDocument.SiteEntry, _ books: SiteBooks, _ horizon: Horizon
  ) throws(PlanMismatch) {
    guard entry.slots.pricePerMWh.count == horizon.count else {
      throw PlanMismatch(
        "site \(quoted(entry.id)) has prices for \(entry.slots.pricePerMWh.count) slots, "
          + "expected \(horizon.count)")
    }
    for slot in 0..<horizon.count {
      let (inPlan, now) = (entry.slots.pricePerMWh[slot], books.pricePerKWh[slot] * 1000)
      guard abs(inPlan - now) > 1e-9 * max(1, abs(now)) else { continue }
      throw PlanMismatch(
        "the price at site \(quoted(entry.id)) at \(horizon.edge(slot)) is \(inPlan) in the plan, "
          + "expected \(now) per MWh as in the scenario")
    }
  }

  private static func text(_ horizon: Horizon) -> String {
    "\(horizon.start)/\(horizon.end) in slots of \(horizon.slotMinutes) minutes"
  }

  private static func list(_ names: [String]) -> String {
    let shown = names.prefix(8).map(quoted).joined(separator: ", ")
    return names.count > 8 ? shown + ", … (\(names.count))" : shown.isEmpty ? "none" : shown
  }

  // MARK: Prices

  private static func prices(
    _ plan: PlanDocument, _ problem: Problem
  ) throws(PlanMismatch) -> MarketPrices? {
    let slotCount = problem.horizon.count
    for (site, entry) in plan.sites.enumerated() {
      guard let shadow = entry.shadowPrices else { return nil }
      guard shadow.gpuHour.map(\.pool) == problem.sites[site].pools.map(\.id),
        shadow.gpuHour.allSatisfy({ $0.values.count == slotCount }),
        shadow.energyPerMWh.count == slotCount
      else {
        throw PlanMismatch(
          "the shadow prices of site \(quoted(entry.id)) are not those of its pools and slots")
      }
    }
    return MarketPrices(of: plan, in: problem)
  }
}
