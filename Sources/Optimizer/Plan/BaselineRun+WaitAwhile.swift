/// wait-awhile: each job as soon as its signal is low, at the latest so that its deadline holds.
extension BaselineRun {
  /// The share of a job's window that counts as low.
  static let lowShare = 0.3

  /// Places a job by the threshold rule; as early as possible where nothing is free in its window.
  ///
  /// O(window) for a job in one piece, and for others but for the slots at which it could pause.
  mutating func startBelowThreshold(_ job: Int, _ signal: BaselineSignal) {
    var best: (option: CompiledOption, waiting: BaselineWaiting)?
    for option in openOptions(of: job) {
      let waiting = BaselineWaiting(option, timetable, signal.values[option.site])
      guard let waiting else { continue }
      if best == nil || waiting.end < best!.waiting.end { best = (option, waiting) }
    }
    if let (option, waiting) = best {
      place(option, waiting.runs, lastFraction: waiting.lastFraction)
    } else {
      startEarly(job)
    }
  }
}

/// One job that waits for low slots at one pool.
struct BaselineWaiting {
  private(set) var runs: [Range<Int>] = []
  private(set) var lastFraction: Double
  private let option: CompiledOption
  private let signal: [Double]
  private let threshold: Double
  /// Whether each slot from `option.firstSlot` on is free for a whole slot.
  private let open: [Bool]

  /// One past the last slot held.
  var end: Int { runs[runs.count - 1].upperBound }

  /// Nil where nothing is free in the job's window.
  init?(_ option: CompiledOption, _ timetable: BaselineTimetable, _ signal: [Double]) {
    let lastSlot = option.endSlot - 1
    guard lastSlot >= option.firstSlot else { return nil }
    self.option = option
    self.signal = signal
    lastFraction = option.lastFraction
    threshold = Self.percentile(BaselineRun.lowShare, of: signal[option.firstSlot...lastSlot])
    switch option.interruption {
    case .never:
      open = []
      guard runOnce(timetable) else { return nil }
    case .free:
      open = (option.firstSlot...lastSlot).map { timetable.isOpen(option, $0) }
      guard runSlots() else { return nil }
    case .costly(let minimumRun, let restart):
      let lastSlot = min(option.window.lastSlot(endingWith: 0), timetable.problem.slotCount - 1)
      open = (option.firstSlot...lastSlot).map { timetable.isOpen(option, $0) }
      guard runWithPauses(max(1, minimumRun), restart) else { return nil }
    }
  }

  /// The smallest value with at least that share of all at or below it.
  private static func percentile(_ share: Double, of values: ArraySlice<Double>) -> Double {
    let sorted = values.sorted()
    return sorted[max(0, Int((share * Double(sorted.count)).rounded(.up)) - 1)]
  }

  private func isLow(_ slot: Int) -> Bool { signal[slot] <= threshold }
  private func isOpen(_ slot: Int) -> Bool {
    slot - option.firstSlot < open.count && open[slot - option.firstSlot]
  }

  // MARK: In one piece

  /// The first low slot that is free for the whole run, else the last free start.
  private mutating func runOnce(_ timetable: BaselineTimetable) -> Bool {
    var latest: Int?
    timetable.forEachStart(option) { start in
      latest = start
      return !isLow(start)
    }
    guard let latest else { return false }
    runs = [latest..<latest + option.slots]
    return true
  }

  // MARK: In any slots

  /// Every low slot that is free, and every free slot once none can be spared.
  private mutating func runSlots() -> Bool {
    var spare = open.reduce(0) { $0 + ($1 ? 1 : 0) } - option.slots
    guard spare >= 0 else { return false }
    var slots: [Int] = []
    for slot in option.firstSlot..<option.endSlot where isOpen(slot) {
      if isLow(slot) || spare == 0 {
        slots.append(slot)
        if slots.count == option.slots { break }
      } else {
        spare -= 1
      }
    }
    runs = BaselineRun.runs(slots)
    return true
  }

  // MARK: With pauses that cost something

  /// Starts in low slots and pauses above the threshold, as long as the rest, with the restart,
  /// still fits in one piece before the deadline.
  private mutating func runWithPauses(_ minimumRun: Int, _ restart: Double) -> Bool {
    var slot = option.firstSlot
    var done = 0
    while let (need, lastStart) = lastRun(from: slot, done: done, restart) {
      let low = (slot..<lastStart).first { isLow($0) && isOpen($0) }
      guard let start = low, let stop = pause(after: start, need, done, minimumRun, restart) else {
        // A run that cannot pause is the last one.
        let start = low.flatMap { hasRoom(from: $0, need) ? $0 : nil } ?? lastStart
        runs.append(start..<start + need)
        return true
      }
      runs.append(start..<stop)
      done += stop - start
      slot = stop + 1
    }
    return false
  }

  /// Where a run from `start` first may pause and wants to: at a high or taken slot after its
  /// minimum, with room for the rest later; nil where it has to run to its end.
  private func pause(
    after start: Int, _ need: Int, _ done: Int, _ minimumRun: Int, _ restart: Double
  ) -> Int? {
    for stop in start + 1..<start + need {
      guard isOpen(stop - 1) else { return nil }
      guard stop - start >= minimumRun, !isLow(stop) || !isOpen(stop) else { continue }
      var rest = self
      rest.runs.append(start..<stop)
      if rest.lastRun(from: stop + 1, done: done + stop - start, restart) != nil { return stop }
    }
    return nil
  }

  private func hasRoom(from start: Int, _ count: Int) -> Bool {
    (start..<start + count).allSatisfy(isOpen)
  }

  /// How many slots the job still needs after its runs so far, and the last start at which they are
  /// free in one piece before the deadline; nil where they nowhere are. Notes the last fraction.
  private mutating func lastRun(
    from first: Int, done: Int, _ restart: Double
  ) -> (need: Int, start: Int)? {
    let length = option.window.snapped(option.work + restart * Double(runs.count))
    let fraction = JobWindow.lastFraction(length)
    let need = JobWindow.slotCount(length) - done
    var held = 0
    var slot = min(option.window.lastSlot(endingWith: fraction), option.firstSlot + open.count - 1)
    while slot >= first {
      held = isOpen(slot) ? held + 1 : 0
      if held == need {
        lastFraction = fraction
        return (need, slot)
      }
      slot -= 1
    }
    return nil
  }
}
