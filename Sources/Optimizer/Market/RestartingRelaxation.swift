/// What a job whose interruptions cost something pays at least, in O(window) per step of a search for the
/// best price of its work.
///
/// The work condition is dropped and every slot unit of running paid θ instead; a two-state programme with
/// minimum runs answers each θ. What it finds is concave in θ, and each answer says how it rises there:
/// the next θ is where the two nearest tangents meet. (Kelley 1960, doi 10.1137/0108053.)
struct RestartingRelaxation {
  /// No schedule costs less.
  private(set) var value = -Double.infinity
  private(set) var runs: [RestartingAgent.Run] = []
  /// Currency for a slot of work; what it was for similar costs is a good start.
  var workPrice: Double?
  static let mostSteps = 12
  static let mostStepsFromStart = 4
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

  private struct Tangent {
    var theta: Double
    var value: Double
    /// Work that is missing at this price.
    var slope: Double

    func meets(_ other: Tangent) -> Double {
      (other.value - value + slope * theta - other.slope * other.theta) / (slope - other.slope)
    }
  }

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
    value = -.infinity
    runs.removeAll(keepingCapacity: true)
    let most = full.reduce(1e-9) { max($0, abs($1)) }
    var theta = workPrice ?? full.reduce(0, +) / Double(full.count)
    var reach = most / (workPrice == nil ? 4 : 64)
    let steps = workPrice == nil ? Self.mostSteps : Self.mostStepsFromStart
    var low: Tangent?
    var high: Tangent?
    for _ in 0..<steps {
      let last = answer(option, theta)
      let used = walk(last) { _, _ in }
      let value = last.cost + theta * option.work
      let slope = option.work + restart * Double(used.resumptions) - used.slots
      if value > self.value {
        self.value = value
        workPrice = theta
        runs.removeAll(keepingCapacity: true)
        walk(last) { start, count in
          if count > 0 { runs.append(RestartingAgent.Run(start: start, count: count)) }
        }
        runs.reverse()
      }
      if slope == 0 { return }
      let tangent = Tangent(theta: theta, value: value, slope: slope)
      if slope > 0 { low = tangent } else { high = tangent }
      if let low, let high {
        let next = low.meets(high)
        guard low.value + low.slope * (next - low.theta) > self.value + 1e-6 * most else { return }
        theta = next
      } else {
        theta += slope > 0 ? reach : -reach
        reach *= 4
      }
    }
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
