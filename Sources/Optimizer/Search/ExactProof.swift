/// When a search tries to prove its plan, with how much work, and what it has proven.
struct SearchProof: Sendable {
  enum Effort: Sendable {
    /// At once, for problems that take no time.
    case quick
    /// Once more, from a better plan, for problems of middle size.
    case thorough
  }

  /// No plan costs less than this, by search; without the fixed cost of the sites.
  private(set) var lower = -Double.infinity
  private var thoroughTries = 0

  struct Outcome {
    var state: SearchState
    var isProven: Bool
    /// In job answers.
    var work: Int
  }

  func shouldTry(_ effort: Effort, _ problem: CompiledProblem) -> Bool {
    if T.noex { return false }
    let jobs = problem.jobs.count
    switch effort {
    case .quick: return jobs <= 64 && problem.slotCount <= 512
    case .thorough: return jobs <= 64 && problem.slotCount <= 512 && thoroughTries < 2
    }
  }

  /// - Returns: nil where the search got nowhere.
  mutating func run(
    _ effort: Effort, _ state: SearchState, prices: MarketPrices, shouldStop: () -> Bool
  ) -> Outcome? {
    let problem = state.problem
    var search = ExactSearch(problem, budget: effort.budget)
    if effort == .thorough { thoroughTries += 1 }
    let outcome = search.run(
      incumbent: state.placements, prices: prices, shouldStop: shouldStop)
    var placements: [Placement]
    var isProven = false
    var newLower: Double?
    switch outcome {
    case .proven(let best, _):
      placements = best
      isProven = true
    case .gaveUp(let best, let lower):
      placements = best
      newLower = lower
    }
    var better = SearchState(problem)
    for (job, placement) in placements.enumerated() { better.place(job, placement) }
    // Bounds hold for plans that leave nobody out only where there is such a plan.
    if better.unplacedJobs.isEmpty {
      lower = max(lower, isProven ? better.trueCost : newLower ?? lower)
    }
    return Outcome(state: better, isProven: isProven, work: search.work)
  }
}

extension SearchProof.Effort {
  fileprivate var budget: ExactSearch.Budget {
    switch self {
    case .quick: ExactSearch.Budget(arcs: 60_000, states: 400_000, moves: 20_000_000)
    case .thorough: ExactSearch.Budget(arcs: 400_000, states: 3_000_000, moves: 300_000_000)
    }
  }
}
