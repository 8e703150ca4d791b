/// Where one job runs in a schedule under construction.
struct Placement: Sendable, Equatable {
  /// Index into the problem's options; −1 where the job is left out.
  var option: Int32 = -1
  /// First slot.
  var start: Int32 = 0
  /// Slots held.
  var count: Int32 = 0
  /// Used part of the last slot.
  var lastFraction = 1.0
  /// What it costs in this place; what leaving it out costs where it is left out.
  var cost = 0.0
  /// The slots in order, where they are not simply `count` slots from `start`.
  var slots: [Int32] = []
  /// GPUs held in each of the slots, where they are not the option's throughout.
  var counts: [Int32] = []

  var isPlaced: Bool { option >= 0 }
  var firstSlot: Int { slots.isEmpty ? Int(start) : Int(slots[0]) }
  var lastSlot: Int { slots.isEmpty ? Int(start + count) - 1 : Int(slots[slots.count - 1]) }
}

extension Placement {
  /// A placement in the given slots, which are in order.
  init(option: Int32, slots: [Int32], lastFraction: Double) {
    self.init(
      option: option, start: slots[0], count: Int32(slots.count), lastFraction: lastFraction)
    if Int(slots[slots.count - 1] - slots[0]) + 1 != slots.count { self.slots = slots }
  }

  /// Calls `body` with every slot that is held, in order, and the part of it that is used.
  ///
  /// Where counts change, parts are those of the option's count: what `addedKW` is multiplied by.
  @inline(__always)
  func forEachSlot(_ option: CompiledOption, _ body: (Int, Double) -> Void) {
    guard counts.isEmpty else {
      return forEachCount { body($0, $2 * Double($1) / Double(option.gpus)) }
    }
    let last = Int(count) - 1
    for position in 0...last {
      let slot = slots.isEmpty ? Int(start) + position : Int(slots[position])
      body(slot, position == last ? lastFraction : 1)
    }
  }

  /// Calls `body` with ranges of slots that are held, in order; ranges may touch.
  @inline(__always)
  func forEachRun(_ body: (Range<Int>) -> Void) {
    if slots.isEmpty { return body(Int(start)..<Int(start + count)) }
    for slot in slots { body(Int(slot)..<Int(slot) + 1) }
  }

  /// Every slot that is held, in order.
  var allSlots: [Int32] { slots.isEmpty ? Array(start..<start + count) : slots }

  /// Calls `body` with every slot that is held, the GPUs held there and the part of it that is used.
  func forEachCount(_ body: (_ slot: Int, _ gpus: Int32, _ part: Double) -> Void) {
    for (position, gpus) in counts.enumerated() {
      let slot = slots.isEmpty ? Int(start) + position : Int(slots[position])
      body(slot, gpus, position == counts.count - 1 ? lastFraction : 1)
    }
  }
}

extension Placement {
  /// The slots as ranges that touch only where the count changes.
  var runs: [Range<Int>] {
    if slots.isEmpty, counts.isEmpty { return [Int(start)..<Int(start + count)] }
    var runs: [Range<Int>] = []
    for (position, slot) in allSlots.map(Int.init).enumerated() {
      let isChanged = position > 0 && !counts.isEmpty && counts[position] != counts[position - 1]
      if let last = runs.last, last.upperBound == slot, !isChanged {
        runs[runs.count - 1] = last.lowerBound..<slot + 1
      } else {
        runs.append(slot..<slot + 1)
      }
    }
    return runs
  }

  /// GPUs held in each of the runs.
  func gpusByRun(_ option: CompiledOption) -> [Int32] {
    if counts.isEmpty { return runs.map { _ in option.gpus } }
    var position = 0
    return runs.map { run in
      defer { position += run.count }
      return counts[position]
    }
  }
}
