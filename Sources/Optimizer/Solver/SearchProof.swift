/// The search for a proof that a plan is the best one, and for better plans on the way.
///
/// Jobs that run in one piece are searched by ``BranchAndBound``, a stretch after each cycle of the
/// neighbourhood search; tiny problems of other jobs by ``ExactSearch``. Where all jobs may be
/// interrupted anywhere, ``WorkPriceBound`` finds a better bound.
struct SearchProof: Sendable {
  /// The largest problem that branch and bound is tried on, in places of all jobs together.
  static let mostStarts = 5_000
  /// Nodes of one part, and how often parts are given out in the first stretch.
  private static let nodes = 64
  private static let rounds = 4

  /// No plan costs less than this, by search; without the fixed cost of the sites.
  private(set) var lower = -Double.infinity
  private(set) var isProven = false
  /// In job answers.
  private(set) var work = 0
  private var tree: BranchAndBound?
  private var workPrices: WorkPriceBound?
  /// Whether a plan for all jobs was there to begin from.
  private var hasBegun = false
  private var stretch = 0

  /// Whether a proof costs no time to speak of.
  static func isTiny(_ problem: CompiledProblem) -> Bool {
    problem.jobs.count * problem.slotCount <= 512
  }

  /// - Parameters:
  ///   - state: the best schedule so far; a better one takes its place.
  mutating func go(
    on state: inout SearchState, prices: MarketPrices, actual: PriceRows, threads: Int,
    shouldStop: @Sendable () -> Bool
  ) {
    guard state.problem.isPlain else { return }
    if !hasBegun, state.unplacedJobs.isEmpty {
      hasBegun = true
      tree = Self.tree(state, prices, actual)
      if tree == nil { workPrices = WorkPriceBound(state.problem, prices) }
    }
    if tree == nil || (stretch == 0 && Self.isTiny(state.problem)) {
      searchExhaustively(&state, prices, shouldStop)
    }
    if !isProven { branch(&state, threads, shouldStop) }
    if !isProven { liftBound(state, threads, shouldStop) }
    stretch += 1
  }

  // MARK: Jobs in one piece

  private static func tree(
    _ state: SearchState, _ prices: MarketPrices, _ actual: PriceRows
  ) -> BranchAndBound? {
    let problem = state.problem
    let branch = BranchProblem(
      problem, jobs: Array(problem.jobs.indices), beside: Occupancy(problem), actual: actual)
    guard let branch, branch.starts <= mostStarts,
      branch.capacity.count <= 4 * mostStarts
    else { return nil }
    let cost = state.trueCost
    return BranchAndBound(
      branch, prices: branch.prices(prices, of: problem), below: cost,
      tolerance: 1e-9 * max(1e-3, abs(cost)))
  }

  private mutating func branch(
    _ state: inout SearchState, _ threads: Int, _ shouldStop: @Sendable () -> Bool
  ) {
    guard var tree else { return }
    tree.lower(limitTo: state.trueCost)
    let before = tree.work
    tree.run(
      rounds: Self.rounds << min(stretch, 5), nodes: Self.nodes, threads: threads,
      shouldStop: shouldStop)
    work += tree.work - before
    if let choice = tree.best, tree.limit < state.trueCost {
      for (job, placement) in tree.problem.placements(choice, leaveOutCost: state.leaveOutCost) {
        state.place(job, placement)
      }
    }
    isProven = tree.isFinished
    lower = max(lower, min(tree.lower, state.trueCost))
    self.tree = tree
  }

  // MARK: Jobs that may be interrupted anywhere

  private mutating func liftBound(
    _ state: SearchState, _ threads: Int, _ shouldStop: @Sendable () -> Bool
  ) {
    guard var bound = workPrices, state.unplacedJobs.isEmpty else { return }
    let before = bound.work
    bound.climb(target: state.trueCost, threads: threads, shouldStop: shouldStop)
    work += bound.work - before
    lower = max(lower, min(bound.value, state.trueCost))
    workPrices = bound
  }

  // MARK: All jobs

  private mutating func searchExhaustively(
    _ state: inout SearchState, _ prices: MarketPrices, _ shouldStop: () -> Bool
  ) {
    let problem = state.problem
    guard stretch < 2, problem.jobs.count <= 24, problem.slotCount <= 128 else { return }
    let budget =
      stretch == 0
      ? ExactSearch.Budget(arcs: 60_000, states: 400_000, moves: 20_000_000)
      : ExactSearch.Budget(arcs: 400_000, states: 3_000_000, moves: 300_000_000)
    var search = ExactSearch(problem, budget: budget)
    let outcome = search.run(incumbent: state.placements, prices: prices, shouldStop: shouldStop)
    work += search.work
    let (placements, newLower): ([Placement], Double?) =
      switch outcome {
      case .proven(let best, _): (best, nil)
      case .gaveUp(let best, let lower): (best, lower)
      }
    if case .proven = outcome { isProven = true }
    var better = SearchState(problem)
    for (job, placement) in placements.enumerated() { better.place(job, placement) }
    // Bounds hold for plans that leave nobody out only where there is such a plan.
    if better.unplacedJobs.isEmpty {
      lower = max(lower, isProven ? better.trueCost : newLower ?? lower)
    }
    state = better
  }
}
