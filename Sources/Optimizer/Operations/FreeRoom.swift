/// Where one more job would find room among what a plan leaves free.
struct FreeRoom {
  let problem: CompiledProblem
  let occupancy: Occupancy

  /// Whether the job may run in a slot, for a part of it.
  func isOpen(_ option: CompiledOption, _ slot: Int, part: Double = 1) -> Bool {
    hasGPUs(option, slot) && hasPower(option, slot, part: part)
  }

  func hasGPUs(_ option: CompiledOption, _ slot: Int) -> Bool {
    occupancy.freeGPUs[option.pool * problem.slotCount + slot] >= option.gpus
  }

  func hasPower(_ option: CompiledOption, _ slot: Int, part: Double = 1) -> Bool {
    !problem.isPowerLimited[option.site]
      || occupancy.freeKW[option.site * problem.slotCount + slot] >= option.addedKW * part
  }

  /// The first slot in which the job can start to run in one piece.
  ///
  /// - Parameter last: the last slot in which it may start.
  /// - Complexity: O(slots).
  func earliestStart(_ option: CompiledOption, through last: Int) -> Int? {
    guard option.firstSlot <= last else { return nil }
    /// Open slots in a row before the current one.
    var open = 0
    for slot in option.firstSlot..<last + option.slots {
      if open >= option.slots - 1, isOpen(option, slot, part: option.lastFraction) {
        return slot - option.slots + 1
      }
      open = isOpen(option, slot) ? open + 1 : 0
    }
    return nil
  }

  /// The slots of a job that may be interrupted at no cost, as early as they can be; nil where they
  /// do not end before `end`.
  func earliestSlots(_ option: CompiledOption, before end: Int) -> [Int]? {
    var slots: [Int] = []
    for slot in option.firstSlot..<max(option.firstSlot, end) {
      if slots.count == option.slots - 1, isOpen(option, slot, part: option.lastFraction) {
        return slots + [slot]
      }
      if slots.count < option.slots - 1, isOpen(option, slot) { slots.append(slot) }
    }
    return nil
  }

  /// The most GPUs that are free in `count` slots on end, from `first` to `end`.
  ///
  /// - Complexity: O(slots · log GPUs).
  func mostFreeGPUs(_ option: CompiledOption, for count: Int, before end: Int) -> Int {
    let row = option.pool * problem.slotCount
    func fits(_ gpus: Int) -> Bool {
      var run = 0
      for slot in option.firstSlot..<end {
        run = occupancy.freeGPUs[row + slot] >= Int32(gpus) ? run + 1 : 0
        if run == count { return true }
      }
      return false
    }
    var (low, high) = (0, Int(option.gpus))
    while high - low > 1 {
      let middle = (low + high) / 2
      if fits(middle) { low = middle } else { high = middle }
    }
    return low
  }
}
