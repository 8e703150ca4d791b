/// Answers prices for a job whose interruptions cost something: a minimum run, a restart, or both.
///
/// With n completed runs behind it a job needs `work + n·restart` slot units in all, so the number
/// of slots and the used part of the last one depend on n alone. The exact answer is a dynamic
/// programme over (edge, runs completed, slots run), each either between runs or in a run that may
/// stop; the last run is priced in one step when it starts. O(window · runs · slots).
struct RestartingAgent {
  /// One run of a job: first slot and number of slots.
  struct Run: Equatable {
    var start: Int
    var count: Int
  }

  struct Answer {
    var cost: Double
    var runs: [Run]
    /// Used part of the last slot.
    var lastFraction: Double
  }

  let option: CompiledOption
  private let minimumRun: Int
  private let restart: Double
  /// Slots and last part by the number of completed runs.
  private let needs: [(slots: Int, fraction: Double)]

  /// - Parameter mostRuns: the search looks at schedules of at most so many runs; nil for all.
  init?(_ option: CompiledOption, mostRuns: Int?) {
    guard case .costly(let minimumRun, let restart) = option.interruption else { return nil }
    self.option = option
    self.minimumRun = minimumRun
    self.restart = restart
    let end = option.window.lastSlot(endingWith: 0)
    let window = min(end + 1, Int(option.window.deadlineSlots.rounded(.up))) - option.firstSlot
    var needs: [(Int, Double)] = []
    var resumptions = 0
    while resumptions < mostRuns ?? .max {
      let length = option.window.snapped(option.work + Double(resumptions) * restart)
      let slots = JobWindow.slotCount(length)
      // Earlier runs take their minimum, every gap and the last run at least one slot.
      // The run that a job is in already has no minimum.
      let runs = option.isRunning ? max(0, resumptions - 1) : resumptions
      guard max(slots + resumptions, runs * minimumRun + resumptions + 1) <= window,
        runs * minimumRun < slots || restart > Double(minimumRun)
      else { break }
      needs.append((slots, JobWindow.lastFraction(length)))
      resumptions += 1
    }
    self.needs = needs
  }

  /// The number of states that the exact answer goes through.
  var size: Int {
    let window = Int(option.window.deadlineSlots.rounded(.up)) - option.firstSlot + 1
    return window * needs.reduce(0) { $0 + $1.slots + 1 }
  }

  /// The cheapest schedule.
  ///
  /// - Parameters:
  ///   - isOpen: whether so large a part of a slot may be used.
  ///   - fullCost: what the job pays in a slot that it uses whole.
  ///   - mayStart: whether a run may begin at a slot's edge.
  ///   - lastCost: what it pays in its last slot, of which it uses the given part, lateness included.
  func answer(
    isOpen: (Int, Double) -> Bool, mayStart: (Int) -> Bool = { _ in true },
    fullCost: (Int) -> Double, lastCost: (Int, Double) -> Double
  ) -> Answer? {
    let first = option.firstSlot
    let edges = Int(option.window.deadlineSlots.rounded(.up)) - first
    guard edges > 0, let largest = needs.map(\.slots).max() else { return nil }
    // Running sums and the end of the open stretch that a slot begins.
    var sum = [Double](repeating: 0, count: edges + 1)
    var openUntil = [Int](repeating: 0, count: edges + 1)
    openUntil[edges] = edges
    for edge in 0..<edges { sum[edge + 1] = sum[edge] + fullCost(first + edge) }
    for edge in stride(from: edges - 1, through: 0, by: -1) {
      openUntil[edge] = isOpen(first + edge, 1) ? openUntil[edge + 1] : edge
    }
    var table = StateTable(edges: edges, runs: needs.count, slots: largest)
    table.start(isRunning: option.isRunning)
    var best = Double.infinity
    var bestEnd: (edge: Int, runs: Int, slots: Int)?
    for edge in 0..<edges {
      for runs in needs.indices {
        let need = needs[runs]
        let lastSlot = option.window.lastSlot(endingWith: need.fraction) - first
        for slots in 0..<need.slots {
          let idle = table.cost(.idle, edge, runs, slots)
          if idle < .infinity {
            let rest = need.slots - slots
            let last = edge + rest - 1
            let isStart = mayStart(first + edge)
            if isStart, last <= lastSlot, openUntil[edge] >= last {
              let cost = idle + sum[last] - sum[edge] + lastCost(first + last, need.fraction)
              if cost < best, isOpen(first + last, need.fraction) {
                best = cost
                bestEnd = (edge, runs, slots)
              }
            }
            if !(option.isRunning && runs == 0) {
              table.relax(.idle, edge + 1, runs, slots, idle, .waited)
            }
            let stop = edge + minimumRun
            if isStart, runs + 1 < needs.count, slots + minimumRun <= largest,
              openUntil[edge] >= stop
            {
              table.relax(
                .running, stop, runs, slots + minimumRun, idle + sum[stop] - sum[edge], .started)
            }
          }
        }
        guard runs + 1 < needs.count else { continue }
        let least = option.isRunning ? 0 : minimumRun
        for slots in least...max(least, largest) where slots <= largest {
          let running = table.cost(.running, edge, runs, slots)
          guard running < .infinity else { continue }
          if openUntil[edge] > edge {
            table.relax(
              .running, edge + 1, runs, slots + 1, running + sum[edge + 1] - sum[edge], .continued)
          }
          table.relax(.idle, edge + 1, runs + 1, slots, running, .stopped)
        }
      }
    }
    guard let bestEnd else { return nil }
    var runs = table.runs(
      before: bestEnd.edge, bestEnd.runs, bestEnd.slots, minimumRun: minimumRun
    ).filter { $0.count > 0 }
    let need = needs[bestEnd.runs]
    runs.append(Run(start: bestEnd.edge, count: need.slots - bestEnd.slots))
    let shifted = runs.map { Run(start: $0.start + first, count: $0.count) }
    return Answer(cost: best, runs: shifted, lastFraction: need.fraction)
  }
}

/// The costs and decisions of the dynamic programme, edge by edge.
private struct StateTable {
  enum State: Int { case idle, running }
  enum Decision: UInt8 { case none, waited, stopped, started, continued }

  let edges: Int
  let runs: Int
  let slots: Int
  private var costs: [Double]
  private var decisions: [Decision]

  init(edges: Int, runs: Int, slots: Int) {
    self.edges = edges
    self.runs = runs
    self.slots = slots
    let size = 2 * (edges + 1) * runs * (slots + 1)
    costs = [Double](repeating: .infinity, count: size)
    decisions = [Decision](repeating: .none, count: size)
  }

  private func index(_ state: State, _ edge: Int, _ run: Int, _ slot: Int) -> Int {
    (((edge * 2 + state.rawValue) * runs) + run) * (slots + 1) + slot
  }

  /// - Parameter isRunning: whether the job is in a run already, which may stop at once.
  mutating func start(isRunning: Bool) {
    costs[index(.idle, 0, 0, 0)] = 0
    if isRunning { costs[index(.running, 0, 0, 0)] = 0 }
  }

  func cost(_ state: State, _ edge: Int, _ run: Int, _ slot: Int) -> Double {
    costs[index(state, edge, run, slot)]
  }

  mutating func relax(
    _ state: State, _ edge: Int, _ run: Int, _ slot: Int, _ cost: Double, _ decision: Decision
  ) {
    guard edge <= edges, slot <= slots else { return }
    let place = index(state, edge, run, slot)
    if cost < costs[place] {
      costs[place] = cost
      decisions[place] = decision
    }
  }

  /// The completed runs on the way to an idle state, in order.
  func runs(before edge: Int, _ run: Int, _ slot: Int, minimumRun: Int) -> [RestartingAgent.Run] {
    var edge = edge
    var run = run
    var slot = slot
    var state = State.idle
    var end = 0
    var found: [RestartingAgent.Run] = []
    while true {
      switch decisions[index(state, edge, run, slot)] {
      case .none:
        if state == .running { found.append(RestartingAgent.Run(start: 0, count: end)) }
        return found.reversed()
      case .waited: edge -= 1
      case .stopped:
        edge -= 1
        run -= 1
        end = edge
        state = .running
      case .continued:
        edge -= 1
        slot -= 1
      case .started:
        edge -= minimumRun
        slot -= minimumRun
        found.append(RestartingAgent.Run(start: edge, count: end - edge))
        state = .idle
      }
    }
  }
}
