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

  /// One way to run: an option with one of its counts.
  private struct Point {
    var option: Int
    var gpus: Int32
    var work: Double
  }

  private let problem: CompiledProblem
  /// In job answers; each way to run counts as a few.
  private(set) var work = 0
  /// By edge: what the members so far cost at least if they end by it.
  private var costs: [Double] = []
  private var next: [Double] = []
  /// By member and edge.
  private var steps: [Step] = []
  /// By slot: the end of the stretch in which so many GPUs are free.
  private var openUntil: [Int] = []

  init(_ problem: CompiledProblem) { self.problem = problem }

  /// The places, with their cost by `rows`; nil where there are none.
  ///
  /// - Parameters:
  ///   - chain: jobs, each of which waits for the one before it; none of them runs.
  ///   - isPending: by job, whether it still finds its place: those of the chain do.
  mutating func best(
    _ chain: [Int], _ state: borrowing SearchState, _ rows: PriceRows, isPending: [Bool]
  ) -> [Placement]? {
    let width = problem.slotCount + 1
    steps = [Step](repeating: Step(), count: chain.count * width)
    costs = [Double](repeating: 0, count: width)
    for (position, job) in chain.enumerated() {
      guard let edges = state.edges(for: job, isPending: isPending), !edges.isEmpty else {
        return nil
      }
      next = [Double](repeating: .infinity, count: width)
      for number in problem.jobs[job].options {
        guard
          let option = problem.options[number].clipped(to: edges.lowerBound...edges.upperBound)
        else { continue }
        if option.isRunning { return nil }
        for point in points(option, number) {
          work += 4
          look(point, option, state.occupancy, rows, row: position * width)
        }
      }
      for edge in 1..<width where next[edge - 1] <= next[edge] {
        next[edge] = next[edge - 1]
        steps[position * width + edge] = steps[position * width + edge - 1]
      }
      swap(&costs, &next)
    }
    return costs[width - 1] < .infinity ? places(chain, rows) : nil
  }

  private func points(_ option: CompiledOption, _ number: Int) -> [Point] {
    if option.levels.isEmpty {
      return [Point(option: number, gpus: option.gpus, work: option.work)]
    }
    return problem.levels[option.levels].map {
      Point(option: number, gpus: $0.gpus, work: option.work / $0.speed)
    }
  }

  private mutating func look(
    _ point: Point, _ option: CompiledOption, _ occupancy: borrowing Occupancy, _ rows: PriceRows,
    row: Int
  ) {
    let length = option.window.snapped(point.work)
    let slots = JobWindow.slotCount(length)
    let part = JobWindow.lastFraction(length)
    let latest = option.window.lastSlot(endingWith: part) - slots + 1
    guard option.firstSlot <= latest else { return }
    let kW = option.addedKWPerGPU * Double(point.gpus)
    findOpen(option, point.gpus, kW, until: latest + slots, occupancy)
    let view = SlotView(option, problem, rows)
    let gpus = Double(point.gpus)
    let (energyRow, gpuRow) = (rows.energyRow(option), rows.gpuRow(option))
    for start in option.firstSlot...latest {
      let end = start + slots
      guard costs[start] < next[end], openUntil[start] >= end,
        occupancy.mayAdd(point.gpus, option, at: start)
      else { continue }
      let energy =
        rows.energy[energyRow + end - 1] - rows.energy[energyRow + start]
      let price = rows.gpu[gpuRow + end - 1] - rows.gpu[gpuRow + start]
      let cost =
        costs[start] + option.ownCost + kW * energy + gpus * price
        + view.cost(of: point.gpus, in: end - 1, part: part)
        + option.lateness(in: end - 1, after: part)
      if cost < next[end] {
        next[end] = cost
        steps[row + end] = Step(
          option: Int32(point.option), start: Int32(start), slots: Int32(slots), gpus: point.gpus,
          lastFraction: part)
      }
    }
  }

  private mutating func findOpen(
    _ option: CompiledOption, _ gpus: Int32, _ kW: Double, until end: Int,
    _ occupancy: borrowing Occupancy
  ) {
    if openUntil.isEmpty { openUntil = [Int](repeating: 0, count: problem.slotCount + 1) }
    let gpuRow = option.pool * problem.slotCount
    let powerRow = option.site * problem.slotCount
    let isLimited = problem.isPowerLimited[option.site]
    openUntil[end] = end
    for slot in (option.firstSlot..<end).reversed() {
      let isOpen =
        occupancy.freeGPUs[gpuRow + slot] >= gpus
        && (!isLimited || occupancy.freeKW[powerRow + slot] >= kW)
      openUntil[slot] = isOpen ? openUntil[slot + 1] : slot
    }
  }

  private func places(_ chain: [Int], _ rows: PriceRows) -> [Placement] {
    let width = problem.slotCount + 1
    var edge = width - 1
    var places: [Placement] = []
    for position in chain.indices.reversed() {
      let step = steps[position * width + edge]
      var place = Placement(
        option: step.option, start: step.start, count: step.slots, lastFraction: step.lastFraction)
      if step.gpus != problem.options[Int(step.option)].gpus {
        place.counts = [Int32](repeating: step.gpus, count: Int(step.slots))
      }
      place.cost = place.actualCost(problem, rows)
      places.append(place)
      edge = Int(step.start)
    }
    return places.reversed()
  }
}
