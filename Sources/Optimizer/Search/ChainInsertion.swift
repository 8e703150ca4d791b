/// Finds the cheapest places of jobs that wait for each other one after the other, each in one piece.
///
/// A dynamic programme over the members of the chain and the edges by which they end. Members never run
/// at the same time, so that what is free for one of them is not taken by another.
/// O(members · options · window).
struct ChainInsertion {
  /// The last member's place on a cheapest way to end by an edge.
  private struct Step {
    var option: Int32 = -1
    var start: Int32 = 0
    var slots: Int32 = 0
    var gpus: Int32 = 0
    var lastFraction = 1.0
  }

  private let problem: CompiledProblem
  /// At ways to run, so far: one for each option and count of each member of a chain.
  private(set) var looks = 0
  /// The edges of all members, and how many there are.
  private var span = 0..<0
  private var width: Int { span.count + 1 }
  /// By edge of the span: what the members so far cost at least if they end by it.
  private var costs: [Double] = []
  private var next: [Double] = []
  /// By member and edge of the span.
  private var steps: [Step] = []
  /// By slot: the end of the stretch in which so many GPUs are free.
  private var openUntil: [Int]
  private var window = WindowCosts()

  init(_ problem: CompiledProblem) {
    self.problem = problem
    openUntil = [Int](repeating: 0, count: problem.slotCount + 1)
  }

  /// The places, with their cost by `rows` and `congestion`; nil where there are none.
  ///
  /// - Parameters:
  ///   - chain: jobs, each of which waits for the one before it; none of them holds anything.
  ///   - edges: between which each of them must run for jobs that are not of the chain.
  ///   - congestion: what crowded slots cost; nil where none may be crowded.
  mutating func best(
    _ chain: [Int], between edges: [Range<Int>], _ occupancy: borrowing Occupancy,
    _ rows: PriceRows, _ congestion: Congestion? = nil
  ) -> [Placement]? {
    guard let windows = problem.precedence?.windows else { return nil }
    let edges = zip(chain, edges).map { $1.clamped(to: windows[$0]) }
    if edges.contains(where: \.isEmpty) { return nil }
    let first = edges.reduce(problem.slotCount) { min($0, $1.lowerBound) }
    span = first..<edges.reduce(first) { max($0, $1.upperBound) }
    steps.removeAll(keepingCapacity: true)
    costs.removeAll(keepingCapacity: true)
    costs.append(contentsOf: repeatElement(0, count: width))
    for (job, edges) in zip(chain, edges) {
      guard take(job, edges, occupancy, rows, congestion) else { return nil }
    }
    return costs[width - 1] < .infinity ? places(chain, rows, congestion) : nil
  }

  /// Adds a member to the chain.
  ///
  /// - Returns: false where the job runs already.
  private mutating func take(
    _ job: Int, _ edges: Range<Int>, _ occupancy: borrowing Occupancy, _ rows: PriceRows,
    _ congestion: Congestion?
  ) -> Bool {
    let row = steps.count
    steps.append(contentsOf: repeatElement(Step(), count: width))
    next.removeAll(keepingCapacity: true)
    next.append(contentsOf: repeatElement(.infinity, count: width))
    for number in problem.jobs[job].options {
      guard let option = problem.options[number].clipped(to: edges.lowerBound...edges.upperBound)
      else { continue }
      if option.isRunning { return false }
      guard !option.levels.isEmpty else {
        look(option, number, occupancy, rows, congestion, row)
        continue
      }
      for level in problem.levels[option.levels] {
        look(option.inOnePiece(with: level), number, occupancy, rows, congestion, row)
      }
    }
    for edge in 1..<width where next[edge - 1] <= next[edge] {
      next[edge] = next[edge - 1]
      steps[row + edge] = steps[row + edge - 1]
    }
    swap(&costs, &next)
    return true
  }

  private mutating func look(
    _ option: CompiledOption, _ number: Int, _ occupancy: borrowing Occupancy, _ rows: PriceRows,
    _ congestion: Congestion?, _ row: Int
  ) {
    looks += 1
    guard option.firstSlot <= option.latestStart else { return }
    findOpen(option, occupancy)
    window.take(option, problem, rows, nil, congestion)
    window.addUp(option)
    let first = span.lowerBound
    for start in option.firstSlot...option.latestStart {
      let end = start + option.slots
      guard costs[start - first] < next[end - first], openUntil[start] >= end,
        occupancy.mayAdd(option.gpus, option, at: start)
      else { continue }
      let cost =
        costs[start - first] + option.ownCost + window.cost(start..<end, option)
        + option.lateness(in: end - 1, after: option.lastFraction)
      if cost < next[end - first] {
        next[end - first] = cost
        steps[row + end - first] = Step(
          option: Int32(number), start: Int32(start), slots: Int32(option.slots),
          gpus: option.gpus, lastFraction: option.lastFraction)
      }
    }
  }

  private mutating func findOpen(_ option: CompiledOption, _ occupancy: borrowing Occupancy) {
    let gpuRow = option.pool * problem.slotCount
    let powerRow = option.site * problem.slotCount
    let isLimited = problem.isPowerLimited[option.site]
    openUntil[option.endSlot] = option.endSlot
    for slot in (option.firstSlot..<option.endSlot).reversed() {
      let isOpen =
        occupancy.freeGPUs[gpuRow + slot] >= option.gpus
        && (!isLimited || occupancy.freeKW[powerRow + slot] >= option.addedKW)
      openUntil[slot] = isOpen ? openUntil[slot + 1] : slot
    }
  }

  private func places(
    _ chain: [Int], _ rows: PriceRows, _ congestion: Congestion?
  ) -> [Placement] {
    var edge = span.upperBound
    var places: [Placement] = []
    for position in chain.indices.reversed() {
      let step = steps[position * width + edge - span.lowerBound]
      var place = Placement(
        option: step.option, start: step.start, count: step.slots, lastFraction: step.lastFraction)
      if step.gpus != problem.options[Int(step.option)].gpus {
        place.counts = [Int32](repeating: step.gpus, count: Int(step.slots))
      }
      place.cost = place.actualCost(problem, rows, congestion)
      places.append(place)
      edge = Int(step.start)
    }
    return places.reversed()
  }
}
