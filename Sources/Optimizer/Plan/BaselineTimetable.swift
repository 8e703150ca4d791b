/// What the jobs placed so far leave free, made for the question "when is the earliest start?".
///
/// The smallest and largest free amounts of every stretch of 32 slots let the search pass over
/// stretches that are open, or closed, as a whole.
struct BaselineTimetable {
  let problem: CompiledProblem
  /// GPUs nobody holds, by pool and slot.
  private var gpus: FreeAmounts<Int32>
  /// kW that jobs may still add, by site and slot; infinite without a limit.
  private var power: FreeAmounts<Double>
  /// GPUs that may still start at a slot's edge, by site and slot; empty without a limit.
  private var starts: [Int32]

  init(_ problem: CompiledProblem) {
    self.problem = problem
    gpus = FreeAmounts(problem.capacity, rowLength: problem.slotCount)
    power = FreeAmounts(problem.idleRoomKW, rowLength: problem.slotCount)
    starts = problem.hasStartRamps ? problem.startRoom : []
  }

  /// Whether the job may use the whole of a slot.
  func isOpen(_ option: CompiledOption, _ slot: Int) -> Bool { hasRoom(option, slot, part: 1) }

  /// Whether a run may begin at a slot's edge.
  private func mayStart(_ option: CompiledOption, _ slot: Int) -> Bool {
    starts.isEmpty || starts[option.site * problem.slotCount + slot] >= option.gpus
      || (option.isRunning && slot == 0)
  }

  private func hasRoom(_ option: CompiledOption, _ slot: Int, part: Double) -> Bool {
    gpus.values[option.pool * problem.slotCount + slot] >= option.gpus
      && power.values[option.site * problem.slotCount + slot] >= option.addedKW * part
  }

  /// The first start of a run in one piece in `first...last` that everything before leaves room
  /// for; nil where there is none.
  ///
  /// O(slots / 32) where stretches are open or closed as a whole, O(slots) at worst.
  func earliestStart(_ option: CompiledOption, from first: Int, through last: Int) -> Int? {
    var first = first
    while let start = earliestRoom(option, from: first, through: last) {
      if mayStart(option, start) { return start }
      first = start + 1
    }
    return nil
  }

  private func earliestRoom(
    _ option: CompiledOption, from first: Int, through last: Int
  ) -> Int? {
    let partKW = option.addedKW * option.lastFraction
    var start = first
    var slot = first
    while start <= last {
      if slot % FreeAmounts<Int32>.stretch == 0 {
        let gpuRange = gpus.range(row: option.pool, at: slot)
        let powerRange = power.range(row: option.site, at: slot)
        let stretchEnd = slot + FreeAmounts<Int32>.stretch
        if gpuRange.largest < option.gpus || powerRange.largest < partKW {
          start = stretchEnd
          slot = stretchEnd
          continue
        }
        if gpuRange.smallest >= option.gpus, powerRange.smallest >= option.addedKW {
          // The run ends in this stretch, or goes on after it.
          if start + option.slots <= stretchEnd { return start }
          slot = stretchEnd
          continue
        }
      }
      let isLast = slot == start + option.slots - 1
      if hasRoom(option, slot, part: isLast ? option.lastFraction : 1) {
        if isLast { return start }
        slot += 1
      } else {
        // A later start that covers this slot needs at least as much of it.
        start = slot + 1
        slot = start
      }
    }
    return nil
  }

  /// Calls `body` with each start of a run in one piece inside the job's window that there is room
  /// for, in order, until it returns false. O(window).
  @inline(__always)
  func forEachStart(_ option: CompiledOption, _ body: (Int) -> Bool) {
    var open = option.firstSlot
    for slot in option.firstSlot..<max(option.firstSlot, option.endSlot) {
      let start = slot - option.slots + 1
      let isOpen = isOpen(option, slot)
      if start >= open, mayStart(option, start),
        isOpen || hasRoom(option, slot, part: option.lastFraction)
      {
        guard body(start) else { return }
      }
      if !isOpen { open = slot + 1 }
    }
  }

  /// Takes what a job holds in `runs`, of which the last ends with a slot used in part.
  mutating func hold(_ option: CompiledOption, _ runs: [Range<Int>], lastFraction: Double) {
    for run in runs {
      gpus.take(option.gpus, row: option.pool, run)
      if !starts.isEmpty, !(option.isRunning && run.lowerBound == 0) {
        starts[option.site * problem.slotCount + run.lowerBound] -= option.gpus
      }
      guard problem.isPowerLimited[option.site] else { continue }
      power.take(option.addedKW, row: option.site, run)
    }
    guard problem.isPowerLimited[option.site], lastFraction < 1, let end = runs.last?.upperBound
    else { return }
    power.take(-option.addedKW * (1 - lastFraction), row: option.site, end - 1..<end)
  }
}

/// Free amounts by row and slot, with the extremes of each stretch.
private struct FreeAmounts<Amount: Comparable & AdditiveArithmetic> {
  static var stretch: Int { 32 }

  private(set) var values: [Amount]
  private var ranges: [(smallest: Amount, largest: Amount)]
  private let rowLength: Int
  private let stretches: Int

  init(_ values: [Amount], rowLength: Int) {
    self.values = values
    self.rowLength = rowLength
    stretches = (rowLength + Self.stretch - 1) / Self.stretch
    ranges = []
    for row in 0..<values.count / rowLength {
      for stretch in 0..<stretches { ranges.append(extremes(row, stretch)) }
    }
  }

  private func extremes(_ row: Int, _ stretch: Int) -> (smallest: Amount, largest: Amount) {
    let first = row * rowLength + stretch * Self.stretch
    let end = min(first + Self.stretch, (row + 1) * rowLength)
    var smallest = values[first]
    var largest = smallest
    for index in first + 1..<max(first + 1, end) {
      smallest = min(smallest, values[index])
      largest = max(largest, values[index])
    }
    return (smallest, largest)
  }

  /// The extremes of the stretch that begins at `slot`.
  @inline(__always)
  func range(row: Int, at slot: Int) -> (smallest: Amount, largest: Amount) {
    ranges[row * stretches + slot / Self.stretch]
  }

  mutating func take(_ amount: Amount, row: Int, _ slots: Range<Int>) {
    let offset = row * rowLength
    for index in offset + slots.lowerBound..<offset + slots.upperBound { values[index] -= amount }
    let first = slots.lowerBound / Self.stretch
    for stretch in first...(slots.upperBound - 1) / Self.stretch {
      ranges[row * stretches + stretch] = extremes(row, stretch)
    }
  }
}
