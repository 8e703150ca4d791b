/// One way to run a job in slots that are open, found without regard to cost.
struct ConflictFit {
  private(set) var runs: [Range<Int>]
  private(set) var lastFraction: Double

  var lastSlot: Int { runs[runs.count - 1].upperBound - 1 }

  /// The run, or the slots, that end first. With costly interruptions some runs, found by the
  /// programme that answers prices where it has no more than `mostStates` states, else one run.
  ///
  /// - Parameter isOpen: whether a part of a slot may be used.
  init?(_ option: CompiledOption, mostStates: Int, isOpen: (Int, Double) -> Bool) {
    lastFraction = option.lastFraction
    runs = []
    switch option.interruption {
    case .never:
      guard takeRun(option, isOpen) else { return nil }
    case .free:
      guard takeSlots(option, isOpen) else { return nil }
    case .costly:
      guard takeRun(option, isOpen) || takeRuns(option, mostStates, isOpen) else { return nil }
    }
  }

  private mutating func takeRun(_ option: CompiledOption, _ isOpen: (Int, Double) -> Bool) -> Bool {
    var open = option.firstSlot
    for slot in option.firstSlot..<max(option.firstSlot, option.endSlot) {
      let start = slot - option.slots + 1
      let isWhole = isOpen(slot, 1)
      if start >= open, isWhole || isOpen(slot, option.lastFraction) {
        runs = [start..<slot + 1]
        return true
      }
      if !isWhole { open = slot + 1 }
    }
    return false
  }

  private mutating func takeSlots(
    _ option: CompiledOption, _ isOpen: (Int, Double) -> Bool
  ) -> Bool {
    var taken = 0
    for slot in option.firstSlot..<max(option.firstSlot, option.endSlot) {
      let isLast = taken == option.slots - 1
      guard isOpen(slot, isLast ? option.lastFraction : 1) else { continue }
      if let run = runs.last, run.upperBound == slot {
        runs[runs.count - 1] = run.lowerBound..<slot + 1
      } else {
        runs.append(slot..<slot + 1)
      }
      taken += 1
      if isLast { return true }
    }
    return false
  }

  private mutating func takeRuns(
    _ option: CompiledOption, _ mostStates: Int, _ isOpen: (Int, Double) -> Bool
  ) -> Bool {
    var mostRuns = 12
    var agent = RestartingAgent(option, mostRuns: mostRuns)
    while let candidate = agent, candidate.size > mostStates {
      guard mostRuns > 2 else { return false }
      mostRuns /= 2
      agent = RestartingAgent(option, mostRuns: mostRuns)
    }
    let answer = agent?.answer(
      isOpen: isOpen, fullCost: { _ in 0 }, lastCost: { _, _ in 0 })
    guard let answer else { return false }
    runs = answer.runs.map { $0.start..<$0.start + $0.count }
    lastFraction = answer.lastFraction
    return true
  }
}
