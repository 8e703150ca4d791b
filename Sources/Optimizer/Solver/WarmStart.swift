/// Where a search begins: places and prices of an earlier plan.
struct WarmStart: Sendable {
  /// By job; not placed where the earlier plan has none that the job could take now.
  var placements: [Placement]
  /// Nil where the earlier plan has none.
  var prices: MarketPrices?
}

extension SearchState {
  /// The schedule of those placements that find room, each job after those that it waits for.
  ///
  /// - Parameters:
  ///   - rows: true costs, in which the placements are counted.
  ///   - order: in which they look for room; nil for that of the list.
  init(
    _ problem: CompiledProblem, thatFit placements: [Placement], _ rows: PriceRows,
    _ costs: LoadCosts? = nil, order: [Int]? = nil
  ) {
    self.init(problem, costs)
    let order = order ?? Array(problem.jobs.indices)
    for job in problem.precedence?.sorted(order) ?? order {
      var placement = placements[job]
      guard placement.isPlaced, edges(for: job)?.contains(placement) ?? true else { continue }
      placement.cost = placement.ownCost(problem, rows)
      place(job, placement)
      if !occupancy.isWithinRoom(for: placement) { leaveOut(job) }
    }
  }
}

extension Occupancy {
  /// Whether all limits are kept in the slots of a placement that has been added.
  fileprivate func isWithinRoom(for placement: Placement) -> Bool {
    let option = problem.options[Int(placement.option)]
    let (pool, site) = (option.pool * problem.slotCount, option.site * problem.slotCount)
    return placement.allSlots.map(Int.init).allSatisfy { slot in
      let tolerance = CompiledProblem.powerTolerance(problem.powerRoomKW[site + slot])
      return freeGPUs[pool + slot] >= 0 && freeKW[site + slot] >= -tolerance
        && (freeStarts.isEmpty || freeStarts[site + slot] >= 0)
    }
  }
}
