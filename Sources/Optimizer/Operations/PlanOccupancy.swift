import GridPricing

/// What a plan document leaves free in its problem, and the prices in it.
///
/// The document is not trusted: everything that the figures below rest on is compared with the
/// problem. Whether the plan keeps the limits is left to `verify`; slots that it overbooks have
/// nothing free.
struct PlanOccupancy {
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
      if let placement = try Self.placement(of: entry, index, problem) {
        occupancy.add(placement)
      }
    }
    prices = try Self.prices(plan, problem)
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

  // MARK: Jobs

  /// Where a job of the plan runs; nil where it does not.
  private static func placement(
    of entry: PlanDocument.JobEntry, _ index: Int, _ problem: Problem
  ) throws(PlanMismatch) -> Placement? {
    guard entry.status == .scheduled else { return nil }
    let compiled = problem.compiled
    let name = "job \(quoted(entry.id))"
    let site = problem.sites.firstIndex { $0.id == entry.site }
    let atSite = compiled.jobs[index].options.filter { compiled.options[$0].site == site }
    guard !atSite.isEmpty, entry.pool == problem.jobs[index].pool else {
      throw PlanMismatch(
        "\(name) runs in pool \(quoted(entry.pool)) at site \(quoted(entry.site ?? "")), "
          + "where the scenario does not let it run")
    }
    let number = atSite.first { compiled.options[$0].isPoint(of: entry.segments, problem) }
    guard let number else {
      throw PlanMismatch(name + " runs at no operating point of the scenario")
    }
    var slots: [Int32] = []
    for segment in entry.segments {
      slots += try Self.slots(of: segment, after: slots.last, problem.horizon, name)
    }
    let option = compiled.options[number]
    let isResumed = option.isRunning && slots.first != 0
    let length = option.length(runs: entry.segments.count + (isResumed ? 1 : 0))
    let fraction = JobWindow.lastFraction(length)
    let needed = JobWindow.slotCount(length)
    let end = slots.last.map {
      problem.horizon.edge(Int($0)).advanced(byHours: fraction * problem.horizon.slotHours)
    }
    guard slots.count == needed, let end, let finish = entry.segments.last?.end,
      abs(end.milliseconds - finish.milliseconds) <= 1
    else {
      throw PlanMismatch(
        "\(name) runs for another time than the \(problem.jobs[index].hours) hours of the scenario")
    }
    return Placement(
      option: Int32(number), start: slots[0], count: Int32(slots.count), lastFraction: fraction,
      slots: slots)
  }

  /// The slots that a segment touches.
  private static func slots(
    of segment: PlanDocument.Segment, after last: Int32?, _ horizon: Horizon, _ name: String
  ) throws(PlanMismatch) -> [Int32] {
    let first = horizon.firstEdge(notBefore: segment.start)
    guard horizon.start <= segment.start, segment.start < segment.end,
      segment.end <= horizon.end, horizon.edge(first) == segment.start
    else {
      throw PlanMismatch(
        "\(name) runs from \(segment.start) to \(segment.end), expected a start on a slot edge "
          + "and an end inside the horizon")
    }
    guard last.map({ first > Int($0) }) ?? true else {
      throw PlanMismatch("\(name) runs twice at \(segment.start)")
    }
    return (first..<horizon.firstEdge(notBefore: segment.end)).map(Int32.init)
  }

  // MARK: Prices

  private static func prices(
    _ plan: PlanDocument, _ problem: Problem
  ) throws(PlanMismatch) -> MarketPrices? {
    let compiled = problem.compiled
    var prices = MarketPrices.free(for: compiled)
    var pool = 0
    for (site, entry) in plan.sites.enumerated() {
      guard let shadow = entry.shadowPrices else { return nil }
      let pools = problem.sites[site].pools
      guard shadow.gpuHour.map(\.pool) == pools.map(\.id),
        shadow.gpuHour.allSatisfy({ $0.values.count == compiled.slotCount }),
        shadow.energyPerMWh.count == compiled.slotCount
      else {
        throw PlanMismatch(
          "the shadow prices of site \(quoted(entry.id)) are not those of its pools and slots")
      }
      for slot in 0..<compiled.slotCount {
        let row = site * compiled.slotCount + slot
        let cost = compiled.slotCost[row]
        let scarcity = shadow.energyPerMWh[slot] / 1000 * compiled.slotHours - cost
        // The published price was rounded once; what is smaller than that is nothing.
        prices.power[row] = scarcity > 1e-9 * max(abs(cost), 1e-6) ? scarcity : 0
        for number in pools.indices {
          prices.gpu[(pool + number) * compiled.slotCount + slot] =
            shadow.gpuHour[number].values[slot] * compiled.slotHours
        }
      }
      pool += pools.count
    }
    return prices
  }
}

extension CompiledOption {
  /// How long the job runs in slot units, restarts included.
  fileprivate func length(runs: Int) -> Double {
    guard case .costly(_, let restart) = interruption, runs > 1 else { return work }
    return window.snapped(work + Double(runs - 1) * restart)
  }
}

extension CompiledOption {
  /// Whether all segments have the GPUs and the power of the option.
  fileprivate func isPoint(of segments: [PlanDocument.Segment], _ problem: Problem) -> Bool {
    let job = problem.jobs[job]
    let watts = (powerCap < 0 ? job.powerPerGPU : job.powerCaps[powerCap].powerPerGPU).watts
    return segments.allSatisfy {
      $0.gpus == Int(gpus) && abs($0.wattsPerGPU - watts) <= 1e-9 * watts
    }
  }
}
