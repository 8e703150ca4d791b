/// Finds the best plan of a small problem and proves that it is the best.
///
/// Prices rule out most schedules; what is left is searched through by ``ExactSweep``, first for
/// plans that cost little more than the bound, then for dearer ones, up to the known plan. Where
/// jobs that must run have no place, it first finds the fewest GPU-hours that have to stay out.
struct ExactSearch {
  /// How much work a search may do, in steps that do not depend on the machine.
  struct Budget: Sendable {
    /// Arcs of all job graphs together; a larger problem is not tried.
    var arcs = 400_000
    /// Arcs looked at while prices are sought.
    var pricing = 200_000_000
    /// States kept in one sweep.
    var states = 2_000_000
    /// Moves tried in all sweeps.
    var moves = 200_000_000
  }

  enum Outcome {
    /// The optimum: a placement for every job, and their cost, what leaving jobs out costs included.
    case proven(placements: [Placement], cost: Double)
    /// The budget is spent; no plan costs less than `lower`. The placements are the best ones seen.
    case gaveUp(placements: [Placement], lower: Double?)
  }

  let problem: CompiledProblem
  private(set) var budget: Budget
  /// Largest number of states kept in one sweep.
  private(set) var states = 0
  /// Work so far, in job answers, roughly.
  var work: Int { arcsPriced / 64 + moves / 8 }
  private var arcsPriced = 0
  private var moves = 0
  private let rows: PriceRows
  private let leaveOutCost: [Double]

  init(_ problem: CompiledProblem, budget: Budget = Budget()) {
    self.problem = problem
    self.budget = budget
    rows = PriceRows(problem, nil)
    leaveOutCost = SearchState(problem).leaveOutCost
  }

  /// - Parameters:
  ///   - incumbent: the best plan known, with what each job costs.
  ///   - prices: any prices; the better they are, the less is left to search.
  mutating func run(
    incumbent: [Placement], prices: MarketPrices, shouldStop: () -> Bool
  ) -> Outcome {
    var best = incumbent
    if incumbent.indices.contains(where: { mustRun($0) && !incumbent[$0].isPlaced }) {
      guard let fewest = fewestLeftOut(incumbent, shouldStop) else {
        return .gaveUp(placements: best, lower: nil)
      }
      best = fewest
    }
    guard
      let crowd = ExactCrowd(
        problem, leaveOutCost: leaveOutCost, slotCost: problem.slotCost, mostArcs: budget.arcs)
    else { return .gaveUp(placements: best, lower: nil) }
    let cost = best.reduce(0) { $0 + $1.cost }
    let scale = best.indices.reduce(0) {
      $0 + (best[$1].isPlaced || !mustRun($1) ? abs(best[$1].cost) : 0)
    }
    let tolerance = 1e-9 * scale + 1e-14 * abs(cost)
    switch search(crowd, below: cost - tolerance, prices, shouldStop) {
    case .exhausted: break
    case .found(let paths): best = placements(paths)
    case .gaveUp(let lower): return .gaveUp(placements: best, lower: lower)
    }
    return .proven(placements: best, cost: best.reduce(0) { $0 + $1.cost })
  }

  private func mustRun(_ job: Int) -> Bool { !problem.jobs[job].leaveOutCost.isFinite }

  private func placements(_ paths: [ExactPath]) -> [Placement] {
    var placements = leaveOutCost.map { Placement(cost: $0) }
    for path in paths {
      if let placement = path.placement(problem, rows) { placements[path.job] = placement }
    }
    return placements
  }

  /// Placements with the fewest GPU-hours of jobs left out that must run; all others stay out.
  ///
  /// - Returns: `incumbent` where it is not undercut, nil where the budget does not last.
  private mutating func fewestLeftOut(_ incumbent: [Placement], _ shouldStop: () -> Bool)
    -> [Placement]?
  {
    let hours = problem.jobs.indices.map { mustRun($0) ? problem.jobs[$0].gpuHours : nil }
    let unplaced = incumbent.indices.reduce(0) {
      $0 + (incumbent[$1].isPlaced ? 0 : hours[$1] ?? 0)
    }
    guard
      let crowd = ExactCrowd(
        problem, leaveOutCost: hours, slotCost: problem.slotCost.map { _ in 0 },
        mostArcs: budget.arcs)
    else { return nil }
    let step = CommonStep.of(hours.compactMap { $0 })
    switch search(crowd, below: unplaced - 0.5 * step, .free(for: problem), shouldStop) {
    case .exhausted: return incumbent
    case .found(let paths): return placements(paths)
    case .gaveUp: return nil
    }
  }

  // MARK: Search

  private enum Result {
    case exhausted
    case found([ExactPath])
    case gaveUp(lower: Double)
  }

  /// Shares of the gap that are searched one after the other: plans just above the bound cost the
  /// least to search through, and the first that is found is the best of all.
  private static let shares = [0.25, 0.5, 0.75, 1]

  private mutating func search(
    _ crowd: ExactCrowd, below limit: Double, _ prices: MarketPrices, _ shouldStop: () -> Bool
  ) -> Result {
    var crowd = crowd
    guard crowd.isPossible else { return .exhausted }
    var bound = ExactBound(.free(for: problem))
    bound.refresh(crowd)
    var given = ExactBound(prices)
    given.refresh(crowd)
    if given.value > bound.value { bound = given }
    narrow(&crowd, &bound, limit, shouldStop)
    guard crowd.isPossible, bound.value < limit else { return .exhausted }
    var lower = bound.value
    let gap = limit - lower
    for share in Self.shares {
      let partLimit = share == 1 ? limit : limit - gap * (1 - share)
      var part = crowd
      var partBound = bound
      if share < 1 { narrow(&part, &partBound, partLimit, shouldStop) }
      if part.isPossible, partBound.value < partLimit {
        var sweep = ExactSweep(
          part, partBound, limit: partLimit,
          budget: ExactSweep.Budget(states: budget.states, moves: budget.moves))
        let outcome = sweep.run(shouldStop: shouldStop)
        budget.moves -= sweep.moveCount
        moves += sweep.moveCount
        states = max(states, sweep.stateCount)
        switch outcome {
        case .exhausted: break
        case .found(let paths): return .found(paths)
        case .gaveUp: return .gaveUp(lower: lower)
        }
      }
      lower = max(lower, partLimit)
    }
    return .exhausted
  }

  /// Looks for better prices and drops schedules in turn, as long as that gets anywhere.
  private mutating func narrow(
    _ crowd: inout ExactCrowd, _ bound: inout ExactBound, _ limit: Double,
    _ shouldStop: () -> Bool
  ) {
    var factor = 1.0
    let workBefore = bound.work
    defer {
      arcsPriced += bound.work - workBefore
      budget.pricing -= bound.work - workBefore
    }
    while crowd.isPossible, bound.value < limit, !shouldStop(),
      bound.work - workBefore < budget.pricing
    {
      let arcsBefore = crowd.arcCount
      let gapBefore = limit - bound.value
      bound.dropDear(&crowd, limit: limit)
      guard crowd.isPossible else { return }
      bound.refresh(crowd)
      bound.climb(crowd, target: limit, passes: 120, factor: factor)
      factor = 0.5
      bound.dropDear(&crowd, limit: limit)
      guard crowd.isPossible else { return }
      bound.refresh(crowd)
      if crowd.arcCount * 20 > arcsBefore * 19, limit - bound.value > 0.95 * gapBefore { return }
    }
  }
}

/// The largest number of which all given ones are whole multiples, roughly.
enum CommonStep {
  /// `of([1.5, 2.25])` is 0.75. Euclid's algorithm, ended at a ten-thousandth of the largest value.
  static func of(_ values: [Double]) -> Double {
    let largest = values.reduce(0, max)
    var step = 0.0
    for value in values {
      var (high, low) = (max(step, value), min(step, value))
      while low > 1e-4 * largest {
        let rest = high.truncatingRemainder(dividingBy: low)
        // A remainder next to the divisor is a rounding error below a whole multiple.
        (high, low) = (low, low - rest < 1e-6 * largest ? 0 : rest)
      }
      step = high
    }
    return max(step, 1e-4 * largest)
  }
}
