/// What a job whose interruptions cost something pays at least, in O(window) per step of a search for the
/// best price of its work.
///
/// Every slot unit of running is paid θ instead (``WorkPriceClimb``); a two-state programme with minimum
/// runs answers each θ.
struct RestartingRelaxation {
  /// No schedule costs less.
  private(set) var value = -Double.infinity
  private(set) var runs: [RestartingAgent.Run] = []
  /// Currency for a slot of work; what it was for similar costs is a good start.
  var workPrice: Double?
  let isHasty: Bool
  private var minimumRun = 1
  private var restart = 0.0
  private var full: [Double] = []
  private var held: [Double] = []
  private var table: [Edge] = []

  /// The cheapest ways to reach an edge.
  private struct Edge {
    /// What all slots before it cost.
    var sum = 0.0
    /// With no run open, and the edge at which the last one stopped; −1 before the first.
    var between = 0.0
    var stop: Int32 = -1
    /// With a run open that may stop, and the edge where that began.
    var running = Double.infinity
    var runningStart: Int32 = -1
    /// With a run open that need not be long enough to stop, since it is the last one.
    var open = Double.infinity
    var openStart: Int32 = -1

    /// Takes over what goes on through a slot that pays so much.
    @inline(__always)
    mutating func follow(_ edge: Edge, _ paid: Double, _ resumption: Double, _ number: Int) {
      open = edge.open + paid
      openStart = edge.openStart
      if edge.running + paid < running {
        running = edge.running + paid
        runningStart = edge.runningStart
      }
      between = edge.between
      stop = edge.stop
      if edge.running + resumption < between {
        between = edge.running + resumption
        stop = Int32(number)
      }
    }
  }

  init(isHasty: Bool) { self.isHasty = isHasty }

  /// - Parameters:
  ///   - fullCost: what the job pays in a slot that it uses whole.
  ///   - heldCost: what it pays in a slot of which it uses nothing.
  @inline(__always)
  mutating func solve(
    _ option: CompiledOption, fullCost: (Int) -> Double, heldCost: (Int) -> Double
  ) {
    guard case .costly(let minimumRun, let restart) = option.interruption else { return }
    self.minimumRun = minimumRun
    self.restart = restart
    let first = option.firstSlot
    let edges = Int(option.window.deadlineSlots.rounded(.up)) - first
    full.removeAll(keepingCapacity: true)
    held.removeAll(keepingCapacity: true)
    for slot in first..<first + edges {
      full.append(fullCost(slot))
      held.append(heldCost(slot))
    }
    climb(option)
    for index in runs.indices { runs[index].start += first }
  }

  private mutating func climb(_ option: CompiledOption) {
    var climb = WorkPriceClimb(
      start: workPrice, typical: full.reduce(0, +) / Double(full.count),
      scale: full.reduce(1e-9) { max($0, abs($1)) }, isHasty: isHasty)
    runs.removeAll(keepingCapacity: true)
    for _ in 0..<climb.steps {
      let last = answer(option, climb.theta)
      let used = walk(last) { _, _ in }
      let missing = option.work + restart * Double(used.resumptions) - used.slots
      if climb.take(value: last.cost + climb.theta * option.work, missing: missing) {
        runs.removeAll(keepingCapacity: true)
        walk(last) { start, count in
          if count > 0 { runs.append(RestartingAgent.Run(start: start, count: count)) }
        }
        runs.reverse()
      }
      guard climb.advance() else { break }
    }
    value = climb.value
    workPrice = climb.workPrice
  }

  /// Where the last run begins and ends, and whether its last slot is used at all.
  private struct Last {
    var cost = Double.infinity
    var start = 0
    var edge = 0
    var isUsed = false
  }

  /// The cheapest set of runs when each slot unit of running earns θ and each resumption costs
  /// `restart`·θ; a last slot may be used in any part.
  private mutating func answer(_ option: CompiledOption, _ theta: Double) -> Last {
    let edges = full.count
    let resumption = restart * theta
    table.removeAll(keepingCapacity: true)
    // A job that runs already may stop at once; if it waits first, its first run is a resumption.
    table.append(
      option.isRunning
        ? Edge(between: .infinity, running: 0, runningStart: 0, open: 0, openStart: 0) : Edge())
    for edge in 0..<edges {
      table.append(Edge(sum: table[edge].sum + full[edge] - theta))
    }
    return unsafe table.withUnsafeMutableBufferPointer { table in
      var last = Last()
      for edge in 0..<edges {
        var here = unsafe table[edge]
        let paid = full[edge] - theta
        if here.between < here.open {
          here.open = here.between
          here.openStart = Int32(edge)
        }
        let closing =
          here.open + held[edge] + min(0, paid - held[edge])
          + option.lateness(in: option.firstSlot + edge, after: 0)
        if closing < last.cost {
          last = Last(
            cost: closing, start: Int(here.openStart), edge: edge, isUsed: paid < held[edge])
        }
        let stop = edge + minimumRun
        if stop <= edges {
          let value = unsafe here.between + table[stop].sum - here.sum
          if unsafe value < table[stop].running {
            unsafe table[stop].running = value
            unsafe table[stop].runningStart = Int32(edge)
          }
        }
        unsafe table[edge] = here
        unsafe table[edge + 1].follow(here, paid, resumption, edge)
      }
      return last
    }
  }

  /// Calls `body` with start and number of slots of each run, from the last to the first.
  @discardableResult
  private func walk(
    _ last: Last, _ body: (Int, Int) -> Void
  ) -> (slots: Double, resumptions: Int) {
    var slots = last.edge - last.start + (last.isUsed ? 1 : 0)
    var resumptions = 0
    body(last.start, last.edge - last.start + 1)
    var edge = last.start
    while edge > 0, table[edge].stop >= 0 {
      let stop = Int(table[edge].stop)
      edge = Int(table[stop].runningStart)
      slots += stop - edge
      resumptions += 1
      body(edge, stop - edge)
    }
    return (Double(slots), resumptions)
  }
}
