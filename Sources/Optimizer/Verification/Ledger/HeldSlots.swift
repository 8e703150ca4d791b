/// What a job holds: GPUs of a pool, and the slots of each of its runs.
struct HeldSlots {
  var place: PoolPlace
  /// In order, never empty; they do not overlap, and touch only where the number of GPUs changes.
  var runs: [Range<Int>]
  /// GPUs of each run.
  var gpus: [Int]
  /// Of each running GPU.
  var watts: Double
  /// The part of the last slot of the last run that is used, in (0, 1].
  var lastPart: Double

  /// In slots since the start of the horizon.
  var finish: Double { Double(runs[runs.count - 1].upperBound - 1) + lastPart }

  /// Calls `body` with every slot that is held, its GPUs and the part of it that is used.
  func forEachPart(_ body: (_ slot: Int, _ gpus: Int, _ part: Double) -> Void) {
    let last = runs[runs.count - 1].upperBound - 1
    for (run, gpus) in zip(runs, gpus) {
      for slot in run { body(slot, gpus, slot == last ? lastPart : 1) }
    }
  }

  /// The slots at whose start GPUs begin or resume, or are added, and how many.
  ///
  /// - Parameter isRunning: whether it ran before the first slot, where going on is no start.
  func starts(isRunning: Bool) -> [(slot: Int, gpus: Int)] {
    runs.indices.compactMap { number in
      let slot = runs[number].lowerBound
      if number == 0 { return isRunning && slot == 0 ? nil : (slot, gpus[0]) }
      let isPaused = runs[number - 1].upperBound < slot
      return (slot, isPaused ? gpus[number] : max(0, gpus[number] - gpus[number - 1]))
    }
  }
}

/// A running time as slots: all of them whole but the last.
struct SlotLength: Equatable {
  var slots: Int
  /// The used part of the last slot, in (0, 1].
  var lastPart: Double

  /// The slots that `units` slot lengths of running need; nil where they are more than `limit`.
  init?(_ units: Double, atMost limit: Int, slotMilliseconds: Int64) {
    let tolerance = Tolerance.lengthMilliseconds / Double(slotMilliseconds)
    guard units > 0, units <= Double(limit) + 0.5 else { return nil }
    let nearest = units.rounded()
    let isWhole = nearest >= 1 && abs(units - nearest) <= tolerance
    slots = Int(isWhole ? nearest : units.rounded(.up))
    lastPart = isWhole ? 1 : units - Double(slots - 1)
    if slots > limit { return nil }
  }
}
