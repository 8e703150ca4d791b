/// Dynamic programming over slots: every way in which the jobs can stand at a slot edge, as long as
/// a price bound on the rest does not rule it out.
///
/// A state's bound is what was paid so far plus what prices say about the rest; it never falls from
/// a state to the next, and at the end it is the cost. All numbers are regrets: by how much a move
/// is dearer, at these prices, than the best one. States whose bound reaches the limit are dropped,
/// so an empty layer proves that no plan costs less. (The bound of Tanaka, Fujikuma and Araki 2009,
/// doi 10.1007/s10951-008-0093-5, with resources shared by many jobs in place of one machine.)
struct ExactSweep {
  /// Most states in all layers and most moves tried.
  struct Budget {
    var states: Int
    var moves: Int
  }

  enum Outcome {
    /// No plan costs less than the limit.
    case exhausted
    /// The cheapest plan of all, below the limit: by job, the arcs of its path.
    case found([ExactPath])
    /// The budget is spent.
    case gaveUp
  }

  let crowd: ExactCrowd
  let bound: ExactBound
  let limit: Double
  private(set) var budget: Budget
  private(set) var stateCount = 0
  private(set) var largestLayer = 0
  private(set) var moveCount = 0

  /// Graph of each job in the order of the search: jobs with many GPUs first, twins together.
  private let order: [Int]
  private var layers: [ExactLayer] = []
  private var slot: ExactSlot

  // The state in hand.
  private var nodes: [Int32]
  private var chosen: [Int32]
  private var open: [Int] = []
  private var gainAfter: [Double] = []
  private var freeGPUs: [Int32]
  private var freeKW: [Double]
  private var key: [UInt64] = []
  private var next = ExactLayer(words: 1)
  private var nextSlot: ExactSlot
  private var parent: Int32 = 0
  /// While paths are traced: the key to reach, and the cheapest way found there.
  private var wanted: [UInt64]?
  private var traced: (bound: Double, moves: [Int32]) = (.infinity, [])

  init(_ crowd: ExactCrowd, _ bound: ExactBound, limit: Double, budget: Budget) {
    self.crowd = crowd
    self.bound = bound
    self.limit = limit
    self.budget = budget
    let size = crowd.graphs.map { graph in graph.arcs.reduce(Int32(0)) { max($0, $1.gpus) } }
    let sorted = crowd.graphs.indices.sorted { (size[$1], $0) < (size[$0], $1) }
    order = sorted.flatMap { [Int](repeating: $0, count: crowd.members[$0].count) }
    nodes = [Int32](repeating: 0, count: order.count)
    chosen = nodes
    freeGPUs = [Int32](repeating: 0, count: crowd.problem.poolCount)
    freeKW = [Double](repeating: 0, count: crowd.problem.siteCount)
    slot = ExactSlot(crowd, bound, slot: 0, order: order)
    nextSlot = slot
  }

  mutating func run(shouldStop: () -> Bool) -> Outcome {
    guard crowd.isPossible, bound.value < limit else { return .exhausted }
    var first = ExactLayer(words: slot.words)
    first.insert([UInt64](repeating: 0, count: slot.words), bound: bound.value, parent: -1)
    layers = [first]
    for number in 0..<crowd.problem.slotCount {
      nextSlot = ExactSlot(crowd, bound, slot: number + 1, order: order)
      next = ExactLayer(words: nextSlot.words)
      key = [UInt64](repeating: 0, count: nextSlot.words)
      let current = layers[number]
      for state in 0..<current.count {
        parent = Int32(state)
        expand(current, state, number)
        if moveCount > budget.moves || stateCount + next.count > budget.states {
          return .gaveUp
        }
        if state % 1024 == 0, shouldStop() { return .gaveUp }
      }
      next.close()
      stateCount += next.count
      largestLayer = max(largestLayer, next.count)
      if next.count == 0 { return .exhausted }
      layers.append(next)
      slot = nextSlot
    }
    return .found(trace())
  }

  // MARK: One state

  /// Tries every joint move of the jobs from one state.
  private mutating func expand(_ layer: ExactLayer, _ state: Int, _ number: Int) {
    let slots = crowd.problem.slotCount
    for pool in freeGPUs.indices { freeGPUs[pool] = Int32(crowd.capacity[pool * slots + number]) }
    for site in freeKW.indices { freeKW[site] = crowd.room[site * slots + number] }
    var reached = layer.bounds[state]
    var slack = bound.worth[number] - bound.worth[number + 1]
    open.removeAll(keepingCapacity: true)
    for position in order.indices {
      let field = slot.fields[position]
      let local = layer.keys[state * layer.words + field.word] >> field.shift & field.mask
      let node = Int32(slot.offsets[order[position]]) + Int32(local)
      nodes[position] = node
      let first = slot.firstMove[Int(node)]
      if slot.firstMove[Int(node) + 1] - first == 1 {
        // Nothing to choose.
        chosen[position] = first
        let move = slot.moves[Int(first)]
        guard take(move) else { return }
        reached += move.regret
        slack -= move.worth
      } else {
        open.append(position)
      }
    }
    gainAfter.removeAll(keepingCapacity: true)
    var sum = 0.0
    gainAfter.append(0)
    for position in open.reversed() {
      sum += slot.lowestGain[Int(nodes[position])]
      gainAfter.append(sum)
    }
    guard reached + max(0, slack + sum) < limit else { return }
    choose(0, reached, slack)
  }

  private mutating func choose(_ depth: Int, _ reached: Double, _ slack: Double) {
    guard depth < open.count else {
      store(reached + max(0, slack))
      return
    }
    let position = open[depth]
    let node = Int(nodes[position])
    var first = Int(slot.firstMove[node])
    // Twins that stand alike take their moves in order.
    if depth > 0, open[depth - 1] == position - 1, nodes[position - 1] == nodes[position] {
      first = Int(chosen[position - 1])
    }
    let gain = gainAfter[open.count - depth - 1]
    for index in first..<Int(slot.firstMove[node + 1]) {
      let move = slot.moves[index]
      let bound = reached + move.regret
      guard bound < limit else { break }
      moveCount += 1
      let rest = slack - move.worth
      guard bound + rest + gain < limit, take(move) else { continue }
      chosen[position] = Int32(index)
      choose(depth + 1, bound, rest)
      release(move)
    }
  }

  @inline(__always)
  private mutating func take(_ move: ExactSlot.Move) -> Bool {
    guard move.pool >= 0 else { return true }
    guard freeGPUs[Int(move.pool)] >= move.gpus, freeKW[Int(move.site)] >= move.kW else {
      return false
    }
    freeGPUs[Int(move.pool)] -= move.gpus
    freeKW[Int(move.site)] -= move.kW
    return true
  }

  @inline(__always)
  private mutating func release(_ move: ExactSlot.Move) {
    guard move.pool >= 0 else { return }
    freeGPUs[Int(move.pool)] += move.gpus
    freeKW[Int(move.site)] += move.kW
  }

  private mutating func store(_ bound: Double) {
    guard bound < limit else { return }
    for word in key.indices { key[word] = 0 }
    var position = 0
    while position < order.count {
      let twins = crowd.members[order[position]].count
      if twins > 1 {
        pack(sorted(position, twins), at: position)
      } else {
        let target = slot.moves[Int(chosen[position])].target
        let field = nextSlot.fields[position]
        key[field.word] |= UInt64(target) << field.shift
      }
      position += twins
    }
    if let wanted {
      if wanted == key, bound < traced.bound { traced = (bound, chosen) }
    } else {
      next.insert(key, bound: bound, parent: parent)
    }
  }

  /// Positions of twins in the order of the nodes they reach.
  private func sorted(_ position: Int, _ twins: Int) -> [Int] {
    (position..<position + twins).sorted {
      let left = slot.moves[Int(chosen[$0])].target
      let right = slot.moves[Int(chosen[$1])].target
      return (left, $0) < (right, $1)
    }
  }

  private mutating func pack(_ positions: [Int], at position: Int) {
    for (offset, twin) in positions.enumerated() {
      let field = nextSlot.fields[position + offset]
      key[field.word] |= UInt64(slot.moves[Int(chosen[twin])].target) << field.shift
    }
  }

  // MARK: The plan

  /// Goes back from the last state, and finds the moves between each pair of states again.
  private mutating func trace() -> [ExactPath] {
    let slots = crowd.problem.slotCount
    var states = [0]
    for layer in stride(from: slots, to: 0, by: -1) {
      states.append(Int(layers[layer].parents[states[states.count - 1]]))
    }
    states.reverse()
    var jobs: [Int] = []
    var index = 0
    while index < order.count {
      jobs += crowd.members[order[index]]
      index = jobs.count
    }
    var paths = jobs.map { ExactPath(job: $0, arcs: []) }
    // Which path stands at each position; twins may swap places from slot to slot.
    var path = Array(order.indices)
    for number in 0..<slots {
      slot = ExactSlot(crowd, bound, slot: number, order: order)
      nextSlot = ExactSlot(crowd, bound, slot: number + 1, order: order)
      key = [UInt64](repeating: 0, count: nextSlot.words)
      wanted = Array(layers[number + 1].key(states[number + 1]))
      traced.bound = .infinity
      expand(layers[number], states[number], number)
      chosen = traced.moves
      for position in order.indices {
        let arc = crowd.graphs[order[position]].arcs[
          Int(slot.moves[Int(chosen[position])].arc)]
        paths[path[position]].arcs.append(arc)
      }
      var moved = path
      var position = 0
      while position < order.count {
        let twins = crowd.members[order[position]].count
        for (offset, twin) in sorted(position, twins).enumerated() {
          moved[position + offset] = path[twin]
        }
        position += twins
      }
      path = moved
    }
    return paths
  }
}

/// What one job does in every slot.
struct ExactPath {
  let job: Int
  var arcs: [ExactGraph.Arc]

  /// The same as a placement, its cost counted by `rows`; nil where the job is left out.
  func placement(_ problem: CompiledProblem, _ rows: PriceRows) -> Placement? {
    let held = arcs.indices.filter { arcs[$0].pool >= 0 }
    guard let first = held.first, let last = held.last else { return nil }
    var placement = Placement(
      option: arcs[first].option, start: Int32(first), count: Int32(held.count),
      lastFraction: arcs[last].part)
    if last - first + 1 != held.count { placement.slots = held.map(Int32.init) }
    placement.cost = placement.actualCost(problem, rows)
    return placement
  }
}
