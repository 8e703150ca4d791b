/// What jobs of which each waits for the one before pay at least together.
///
/// A dynamic programme over the jobs and the edges at which they may end. Jobs in one piece cost what
/// their start says. Of the others only three floors are known: what they pay alone, what their work
/// costs at least after the edge where the job before ends, and before the edge where they end; the
/// largest counts. O(jobs · options · window), apart from what each job's own agent takes.
struct ChainAgent {
  /// How a job runs between the edges that the programme gives it.
  private enum Manner {
    case inOnePiece, alone, inCheapestBeforeEnd, inCheapestAfterStart
  }

  /// The cheapest way for a job and those before it to end by an edge.
  private struct Way {
    var cost = Double.infinity
    var option: Int32 = -1
    var start: Int32 = 0
    var end: Int32 = 0
    var manner = Manner.alone
  }

  /// Those of each job of the chain, one after the other.
  private var ways: [Way] = []
  private var ends: [Ends] = []
  /// By edge: what all jobs cost that end by it, those before the present one; in its window only.
  private var before: [Double] = []
  private var hull = SlotHull()
  private var cheapest = CheapestWork()
  /// By edge of an option's window: what its work costs at least before and after it.
  private var costBefore: [Double] = []
  private var costAfter: [Double] = []

  /// The edges by which a job may end, those of its window, and where their ways stand.
  private struct Ends {
    var edges: ClosedRange<Int>
    var first: Int

    /// The place of the way by which a job ends by an edge.
    func place(_ edge: Int) -> Int { first + min(edge, edges.upperBound) - edges.lowerBound }
  }

  /// - Parameter alone: what an option of the problem pays at least, without its own cost.
  /// - Returns: what jobs cost in all, and how many of them run; the others are left out.
  mutating func solve(
    _ chain: [Int], _ problem: CompiledProblem, _ rows: PriceRows, alone: (Int) -> Double
  ) -> (cost: Double, running: Int) {
    before = [Double](repeating: 0, count: problem.slotCount + 1)
    ways.removeAll(keepingCapacity: true)
    ends.removeAll(keepingCapacity: true)
    var leftOut = chain.reduce(0) { $0 + problem.jobs[$1].leaveOutCost }
    var best = (cost: leftOut, running: 0)
    for (number, job) in chain.enumerated() {
      beginEnds(problem.jobs[job].options, problem)
      for option in problem.jobs[job].options {
        let known = problem.options[option]
        if known.levels.isEmpty, known.interruption == .never {
          runInOnePiece(known, option, rows)
        } else {
          runLoosely(known, option, problem, rows, alone(option))
        }
      }
      let own = ends[number]
      for place in own.first + 1..<ways.count where ways[place].cost >= ways[place - 1].cost {
        ways[place] = ways[place - 1]
      }
      leftOut = chain[(number + 1)...].reduce(0) { $0 + problem.jobs[$1].leaveOutCost }
      let cost = ways[own.place(problem.slotCount)].cost + leftOut
      if cost < best.cost { best = (cost, number + 1) }
    }
    return best
  }

  /// Makes room for the ends of a job, and finds what those before it cost by each of its starts.
  private mutating func beginEnds(_ options: Range<Int>, _ problem: CompiledProblem) {
    let known = options.map { problem.options[$0] }
    let first = known.reduce(problem.slotCount) { min($0, $1.firstSlot) }
    let last = known.reduce(first) { max($0, $1.lastEdge(problem.slotCount)) }
    let edges = first...last
    if let others = ends.last {
      for edge in edges {
        before[edge] = edge < others.edges.lowerBound ? .infinity : ways[others.place(edge)].cost
      }
    }
    ends.append(Ends(edges: edges, first: ways.count))
    ways.append(contentsOf: repeatElement(Way(), count: edges.count))
  }

  private mutating func take(_ way: Way) {
    let place = ends[ends.count - 1].place(Int(way.end))
    if way.cost < ways[place].cost { ways[place] = way }
  }

  private mutating func runInOnePiece(_ option: CompiledOption, _ number: Int, _ rows: PriceRows) {
    unsafe rows.energy.withUnsafeBufferPointer { energy in
      unsafe rows.gpu.withUnsafeBufferPointer { gpu in
        let energy = unsafe energy.baseAddress! + rows.energyRow(option)
        let gpu = unsafe gpu.baseAddress! + rows.gpuRow(option)
        for start in option.firstSlot...option.latestStart where before[start] < .infinity {
          let cost = unsafe RigidAgent.cost(option, start, energy: energy, gpu: gpu)
          take(
            Way(
              cost: cost + option.ownCost + before[start], option: Int32(number),
              start: Int32(start), end: Int32(start + option.slots), manner: .inOnePiece))
        }
      }
    }
  }

  /// For each end, the floor behind the start counts from some start on; before that, one of the others
  /// does, and the latest start is the cheapest. From end to end, only more starts are of the first kind.
  private mutating func runLoosely(
    _ option: CompiledOption, _ number: Int, _ problem: CompiledProblem, _ rows: PriceRows,
    _ alone: Double
  ) {
    let slots = option.elasticSlots(problem.slotCount)
    let first = slots.lowerBound
    guard alone < .infinity, slots.count >= option.slots else { return }
    setFloors(option, problem, rows, slots)
    var turn = slots.upperBound
    var looked = turn..<turn
    var late = Way(option: Int32(number), manner: .inCheapestAfterStart)
    func look(_ start: Int) {
      let cost = before[start] + costAfter[start - first] + option.ownCost
      if cost < late.cost { (late.cost, late.start) = (cost, Int32(start)) }
    }
    for end in first + option.slots...slots.upperBound {
      let latest = end - option.slots
      let floor = max(alone, costBefore[end - first])
      while turn > first, costAfter[turn - 1 - first] >= floor { turn -= 1 }
      if turn <= latest {
        if looked.isEmpty { looked = turn..<turn }
        for start in turn..<looked.lowerBound { look(start) }
        for start in looked.upperBound..<latest + 1 { look(start) }
        looked = turn..<latest + 1
        late.end = Int32(end)
        take(late)
      }
      let start = min(turn - 1, latest)
      guard start >= first else { continue }
      take(
        Way(
          cost: before[start] + floor + option.ownCost, option: Int32(number), start: Int32(start),
          end: Int32(end), manner: floor > alone ? .inCheapestBeforeEnd : .alone))
    }
  }

  private mutating func setFloors(
    _ option: CompiledOption, _ problem: CompiledProblem, _ rows: PriceRows, _ slots: Range<Int>
  ) {
    costBefore.removeAll(keepingCapacity: true)
    costAfter.removeAll(keepingCapacity: true)
    cheapest.reset(option)
    costBefore.append(.infinity)
    for slot in slots {
      insert(slot, option, problem, rows)
      costBefore.append(cheapest.cost)
    }
    cheapest.reset(option)
    costAfter.append(.infinity)
    for slot in slots.reversed() {
      insert(slot, option, problem, rows)
      costAfter.append(cheapest.cost)
    }
    costAfter.reverse()
  }

  /// Adds the sides of a slot's hull to what the work may be done with.
  private mutating func insert(
    _ slot: Int, _ option: CompiledOption, _ problem: CompiledProblem, _ rows: PriceRows
  ) {
    let (energyRow, gpuRow) = (rows.energyRow(option), rows.gpuRow(option))
    let energy = rows.energy[energyRow + slot + 1] - rows.energy[energyRow + slot]
    let held = rows.gpu[gpuRow + slot + 1] - rows.gpu[gpuRow + slot]
    let price = option.addedKWPerGPU * energy + held
    guard !option.levels.isEmpty else {
      let gpus = Double(option.gpus)
      return cheapest.insert(
        CheapestWork.Piece(price: gpus * price, work: 1, slot: slot, gpus: gpus))
    }
    hull.reset()
    for level in problem.levels[option.levels] {
      hull.add(
        SlotHull.Corner(
          speed: level.speed, cost: Double(level.gpus) * price, gpus: level.gpus))
    }
    hull.forEachSide { left, right in
      cheapest.insert(
        CheapestWork.Piece(
          price: SlotHull.price(left, right), work: right.speed - left.speed, slot: slot,
          gpus: Double(right.gpus - left.gpus)))
    }
  }

  // MARK: What the jobs use

  /// How one job of the chain runs.
  enum Use {
    /// As the option's own agent says.
    case alone
    case inOnePiece(start: Int)
    /// Any part of the GPUs in slots.
    case parts([(slot: Int, gpus: Double)])
  }

  /// Calls `body` with option and use of each job that runs, the last one first.
  mutating func forEachUse(
    _ running: Int, _ problem: CompiledProblem, _ rows: PriceRows, _ body: (Int, Use) -> Void
  ) {
    var edge = problem.slotCount
    for own in ends[..<running].reversed() {
      let way = ways[own.place(edge)]
      let option = problem.options[Int(way.option)]
      edge = Int(way.start)
      let slots = option.elasticSlots(problem.slotCount)
      switch way.manner {
      case .inOnePiece:
        body(Int(way.option), .inOnePiece(start: edge))
      case .alone:
        body(Int(way.option), .alone)
      case .inCheapestBeforeEnd:
        let parts = parts(slots.lowerBound..<Int(way.end), option, problem, rows)
        body(Int(way.option), .parts(parts))
      case .inCheapestAfterStart:
        body(Int(way.option), .parts(parts(edge..<slots.upperBound, option, problem, rows)))
      }
    }
  }

  private mutating func parts(
    _ slots: Range<Int>, _ option: CompiledOption, _ problem: CompiledProblem, _ rows: PriceRows
  ) -> [(slot: Int, gpus: Double)] {
    cheapest.reset(option)
    for slot in slots { insert(slot, option, problem, rows) }
    var parts: [(slot: Int, gpus: Double)] = []
    cheapest.forEachUsed { parts.append(($0.slot, $0.gpus * $1)) }
    return parts
  }
}
