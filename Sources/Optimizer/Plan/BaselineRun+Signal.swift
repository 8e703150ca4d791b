/// price-only and carbon-only: each job by itself, where its signal is lowest.
extension BaselineRun {
  /// Places a job where the mean of its signal is lowest among what is free before its deadline
  /// (ties: the earliest, then the first site); where nothing is, as early as possible after it.
  ///
  /// A job that may be interrupted at no cost takes the lowest slots of its window, any other runs
  /// in one piece. O(window · log window) and O(window).
  mutating func startLow(_ job: Int, _ signal: BaselineSignal) {
    var best: (option: CompiledOption, choice: BaselineChoice)?
    for option in openOptions(of: job) {
      let choice =
        option.interruption == .free ? lowestSlots(option, signal) : lowestStart(option, signal)
      guard let choice else { continue }
      if best == nil || choice.sum < best!.choice.sum - signal.tolerance(option.site) {
        best = (option, choice)
      }
    }
    if let (option, choice) = best {
      place(option, choice.runs, lastFraction: option.lastFraction)
    } else {
      startEarly(job)
    }
  }

  private func lowestStart(_ option: CompiledOption, _ signal: BaselineSignal) -> BaselineChoice? {
    var best: (start: Int, sum: Double)?
    let tolerance = signal.tolerance(option.site)
    timetable.forEachStart(option) { start in
      let sum = signal.sum(option, from: start)
      if best == nil || sum < best!.sum - tolerance { best = (start, sum) }
      return true
    }
    return best.map { BaselineChoice(sum: $0.sum, runs: [$0.start..<$0.start + option.slots]) }
  }

  private func lowestSlots(_ option: CompiledOption, _ signal: BaselineSignal) -> BaselineChoice? {
    let values = signal.values[option.site]
    let lastSlot = option.window.lastSlot(endingWith: option.lastFraction)
    guard lastSlot >= option.firstSlot else { return nil }
    let open = (option.firstSlot...lastSlot).filter { timetable.isOpen(option, $0) }
    guard open.count >= option.slots else { return nil }
    let slots = open.sorted { (values[$0], $0) < (values[$1], $1) }.prefix(option.slots).sorted()
    var sum = 0.0
    for slot in slots.dropLast() { sum += values[slot] }
    sum += option.lastFraction * values[slots[slots.count - 1]]
    return BaselineChoice(sum: sum, runs: Self.runs(slots))
  }

  /// Slots in rising order as runs that do not touch.
  static func runs(_ slots: [Int]) -> [Range<Int>] {
    var runs: [Range<Int>] = []
    for slot in slots {
      if let last = runs.last, last.upperBound == slot {
        runs[runs.count - 1] = last.lowerBound..<slot + 1
      } else {
        runs.append(slot..<slot + 1)
      }
    }
    return runs
  }
}

/// Where a job could run, and its signal summed over those slots.
struct BaselineChoice {
  var sum: Double
  var runs: [Range<Int>]
}
