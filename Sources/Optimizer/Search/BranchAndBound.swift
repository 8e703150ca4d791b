import GridPricing

/// Finds the cheapest plan of jobs that run in one piece, and proves that there is none cheaper.
///
/// Each node bounds its part by prices (``BranchBound``), drops the starts that the bound rules out
/// and those that have no room (``BranchPropagation``), and splits the starts of the least settled
/// large job. Prices are inherited, so that a node costs some ten microseconds per job.
struct BranchAndBound: Sendable {
  /// How much work one node is worth, in passes over the prices.
  private static let rootPasses = 600
  private static let passes = 25
  /// Memory for open parts, in bytes.
  private static let mostMemory = 500_000_000

  let problem: BranchProblem
  /// Nothing that costs as much as this is looked for.
  private(set) var limit: Double
  /// The best choice below the limit that it began with.
  private(set) var best: BranchChoice?
  /// Parts not yet looked into, the lowest bound last.
  private(set) var open: [BranchNode]
  /// Job answers so far.
  private(set) var work = 0
  /// Below this difference two costs count as equal.
  private let tolerance: Double

  init(_ problem: BranchProblem, prices: MarketPrices, below limit: Double, tolerance: Double) {
    self.problem = problem
    self.limit = limit
    self.tolerance = tolerance
    open = [BranchNode(problem, prices)]
  }

  var isFinished: Bool { open.isEmpty }

  /// No choice costs less than this and the best one; the limit where nothing is open.
  var lower: Double { open.reduce(limit) { min($0, $1.lower) } }

  /// Takes over what another search has found out since.
  mutating func lower(limitTo cost: Double) {
    limit = min(limit, cost)
    open.removeAll { $0.lower >= limit - tolerance }
  }

  /// Looks into parts, the most promising ones first, in depth, until so many nodes were visited.
  mutating func run(nodes: Int, shouldStop: () -> Bool) {
    var bound = BranchBound(problem)
    var propagation = BranchPropagation(problem)
    var visited = 0
    while visited < nodes, let node = open.popLast() {
      if visited % 16 == 0, shouldStop() {
        open.append(node)
        break
      }
      visited += 1
      visit(node, &bound, &propagation)
    }
    work += bound.answers
  }

  /// Several searches side by side, each from one of the open parts of the lowest bounds; of the
  /// highest, which are closed soonest, while there are too many of them.
  mutating func run(rounds: Int, nodes: Int, threads: Int, shouldStop: @Sendable () -> Bool) {
    let lanes = 4
    for _ in 0..<rounds where !open.isEmpty && !shouldStop() {
      open.sort { $0.lower > $1.lower }
      let isFull = open.count * problem.nodeMemory > Self.mostMemory
      let heads = Array(isFull ? open.prefix(lanes) : open.suffix(lanes))
      if isFull { open.removeFirst(heads.count) } else { open.removeLast(heads.count) }
      let template = self
      let results = ParallelBlocks(threads: threads).map(heads.count) { index in
        var search = template
        search.open = [heads[index]]
        search.best = nil
        search.work = 0
        search.run(nodes: nodes, shouldStop: shouldStop)
        return search
      }
      for result in results {
        work += result.work
        if let choice = result.best { keep(choice) }
        open += result.open
      }
      lower(limitTo: limit)
    }
  }

  private mutating func visit(
    _ node: BranchNode, _ bound: inout BranchBound, _ propagation: inout BranchPropagation
  ) {
    guard node.lower < limit - tolerance else { return }
    var node = node
    let isRoot = node.mean.isEmpty
    var passes = isRoot ? Self.rootPasses : Self.passes
    var factor = isRoot ? 1.0 : 0.5
    for _ in 0..<4 {
      let before = node.starts.count
      let inherited = node.lower
      guard propagation.run(&node) else { return }
      var found: [BranchChoice] = []
      bound.climb(
        &node, target: limit, passes: passes, factor: factor, found: { found.append($0) })
      for choice in found { keep(choice) }
      node.lower = max(node.lower, inherited)
      guard node.lower < limit - tolerance else { return }
      bound.dropDear(&node, limit: limit - tolerance)
      guard node.isPossible(problem) else { return }
      if node.starts.count * 10 > before * 9 { break }
      passes = Self.passes / 2
      factor = 0.25
    }
    var dive = BranchDive(problem)
    if let choice = dive.choice(node, bound) { keep(choice) }
    guard let job = node.leastSettled(problem) else { return }
    let (lower, upper) = node.split(job, problem)
    let lowerFirst = bound.position(job) < upper.firstPosition(job, problem)
    open += lowerFirst ? [upper, lower] : [lower, upper]
  }

  private mutating func keep(_ choice: BranchChoice) {
    let cost = choice.cost(problem)
    guard cost < limit - tolerance else { return }
    limit = cost
    best = choice
  }
}
