/// The least that a job costs whose interruptions have a minimum run or a restart.
///
/// With r resumptions a job runs for work + r × restart slot lengths. Runs begin on slot edges and
/// at least one slot lies between them; every run but the last has at least the minimum run of
/// slots; only the last slot of the last run is used in part.
///
/// What runs already either goes on in the first slot, in a run without a minimum, or resumes later.
struct InterruptedMinimum {
  /// The largest dynamic programme for one job, in states; a second or two in a release build.
  static let statesPerJob = 50_000_000
  /// The most states for all jobs of a plan; those beyond are bounded from below.
  static let statesPerPlan = 2_000_000_000

  let minimum: JobMinimum
  let minimumRun: Int
  let restart: Double
  private let first: Int
  /// Slots in the window.
  private let window: Int
  /// By the number of resumptions, the slots needed; as many as fit into the window.
  private let lengths: [SlotLength]

  init(_ minimum: JobMinimum, minimumRun: Int, restart: Double) {
    self.minimum = minimum
    self.minimumRun = minimumRun
    self.restart = restart
    let span = minimum.span
    first = span.first
    window = max(0, span.end - span.first)
    var lengths: [SlotLength] = []
    let free = span.isRunning ? 1 : 0
    // Each resumption takes a gap of one slot, each run before the last its minimum; but the first of
    // a job that runs already has none.
    while lengths.count <= free || (lengths.count - free) * (minimumRun + 1) + free < window {
      let resumptions = lengths.count
      let restarts = Double(resumptions) * restart
      guard let length = span.length(restarts: restarts, atMost: window - resumptions) else {
        break
      }
      // Without restarts the length stays the same, and only so many runs go into it.
      if restart == 0, resumptions > 0, (resumptions - free) * minimumRun + free >= length.slots {
        break
      }
      lengths.append(length)
    }
    self.lengths = lengths
  }

  /// Both ends the exact minimum where it is affordable; else a bound below it and the cost of the
  /// best start in one piece, which is a schedule too.
  func range(budget: inout Int) -> ClosedRange<Double> {
    let states = states
    if states <= Self.statesPerJob, states <= budget {
      budget -= states
      let least = exact
      // A hostile price can make sums meaningless; nan must not reach a range.
      return least.isNaN ? -Double.infinity ... .infinity : least...least
    }
    let high = minimum.inOnePiece
    let low = InterruptedLowerBound(minimum, minimumRun: minimumRun, restart: restart).value
    return low.isNaN || high.isNaN ? -Double.infinity ... .infinity : min(low, high)...high
  }

  private var mostSlots: Int { lengths.last?.slots ?? 0 }

  var states: Int { lengths.count * (window + 2) * (mostSlots + 1) }

  /// Dynamic programme over resumptions, edges and slots run so far.
  var exact: Double {
    guard minimum.span.isRunning else {
      return least(from: 0...window, resumptions: 0, minimumRunOfFirst: minimumRun)
    }
    var least = Double.infinity
    let resuming = max(0, 1 - first)
    if first == 0 { least = self.least(from: 0...0, resumptions: 0, minimumRunOfFirst: 1) }
    if resuming <= window {
      let resumed = self.least(
        from: resuming...window, resumptions: 1, minimumRunOfFirst: minimumRun)
      least = min(least, resumed)
    }
    return least
  }

  /// - Parameters:
  ///   - edges: where the first run may begin.
  ///   - resumptions: how many the first run counts as.
  private func least(
    from edges: ClosedRange<Int>, resumptions: Int, minimumRunOfFirst: Int
  ) -> Double {
    var least = Double.infinity
    let row = mostSlots + 1
    // between[edge × row + k]: k slots run, all runs so far complete, a run may begin at the edge.
    var between = [Double](repeating: .infinity, count: (window + 2) * row)
    for edge in edges { between[edge * row] = 0 }
    for (number, length) in lengths.enumerated().dropFirst(resumptions) {
      least = min(least, lastRun(after: between, row: row, length))
      if number + 1 < lengths.count {
        let run = number == resumptions ? minimumRunOfFirst : minimumRun
        between = oneMoreRun(after: between, row: row, minimumRun: run)
      }
    }
    return least
  }

  /// The rest in one run, as long as it must be.
  private func lastRun(after between: [Double], row: Int, _ length: SlotLength) -> Double {
    var least = Double.infinity
    let latest = minimum.span.lastSlot(using: length.lastPart) - first
    for edge in 0..<max(1, window) {
      for run in 0..<length.slots where between[edge * row + run] < .infinity {
        let last = edge + length.slots - run - 1
        if last > latest { continue }
        let cost =
          minimum.whole(first + edge..<first + last)
          + minimum.last(first + last, using: length.lastPart)
        let lateness = minimum.lateness(first + last, using: length.lastPart)
        least = min(least, between[edge * row + run] + cost + lateness)
      }
    }
    return least
  }

  /// A run of at least the minimum, then a slot without.
  private func oneMoreRun(
    after between: [Double], row: Int, minimumRun: Int
  ) -> [Double] {
    var next = [Double](repeating: .infinity, count: between.count)
    // running[k]: the run covers the slot before the edge and may stop there.
    var running = [Double](repeating: .infinity, count: row)
    for edge in 0...window {
      if edge > 0 {
        let cost = minimum.whole(first + edge - 1)
        for k in stride(from: row - 1, to: 0, by: -1) { running[k] = running[k - 1] + cost }
        running[0] = .infinity
      }
      let start = edge - minimumRun
      if start >= 0, minimumRun < row {
        let cost = minimum.whole(first + start..<first + edge)
        for k in minimumRun..<row {
          running[k] = min(running[k], between[start * row + k - minimumRun] + cost)
        }
      }
      for k in 0..<row {
        next[(edge + 1) * row + k] = min(next[edge * row + k], running[k])
      }
    }
    return next
  }
}
