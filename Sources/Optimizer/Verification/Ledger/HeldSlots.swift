import GridPricing

/// What a job holds: a pool, and the slots of each of its runs.
struct HeldSlots {
  var place: PoolPlace
  /// In order, neither overlapping nor touching; never empty.
  var runs: [Range<Int>]
  /// The part of the last slot of the last run that is used, in (0, 1].
  var lastPart: Double
}

/// A running time as slots: all of them whole but the last.
struct SlotLength: Equatable {
  var slots: Int
  /// The used part of the last slot, in (0, 1].
  var lastPart: Double

  /// The slots that `units` slot lengths of running need; nil where they are more than `limit`.
  init?(_ units: Double, atMost limit: Int, on horizon: Horizon) {
    let tolerance = Tolerance.lengthMilliseconds / Double(horizon.slotMilliseconds)
    guard units > 0, units <= Double(limit) + 0.5 else { return nil }
    let nearest = units.rounded()
    let isWhole = nearest >= 1 && abs(units - nearest) <= tolerance
    slots = Int(isWhole ? nearest : units.rounded(.up))
    lastPart = isWhole ? 1 : units - Double(slots - 1)
    if slots > limit { return nil }
  }
}

/// When a job may run, in slots since the start of the horizon.
struct JobSpan {
  /// The first slot whose start is not before the release.
  let first: Int
  /// The deadline; may lie inside a slot.
  let deadline: Double
  /// Processing time.
  let work: Double
  /// One past the last slot that can be used.
  let end: Int
  private let horizon: Horizon
  /// By so many slots a deadline may be missed.
  private let tolerance: Double

  init(_ job: Job, in facts: ScenarioFacts) {
    let horizon = facts.horizon
    let release = job.release ?? horizon.start
    if release >= horizon.end {
      first = horizon.count
    } else {
      first = release <= horizon.start ? 0 : horizon.firstEdge(notBefore: release)
    }
    let last = max(horizon.start, facts.deadline(of: job))
    let milliseconds = last.milliseconds - horizon.start.milliseconds
    deadline = Double(milliseconds) / Double(horizon.slotMilliseconds)
    self.horizon = horizon
    tolerance = Tolerance.deadlineMilliseconds / Double(horizon.slotMilliseconds)
    work = job.hours * 60 / Double(horizon.slotMinutes)
    end = Int((deadline - tolerance).rounded(.up))
  }

  /// The slots that the job needs with `restarts` slot lengths of running on top; nil where they
  /// are more than `limit`.
  func length(restarts: Double = 0, atMost limit: Int) -> SlotLength? {
    SlotLength(work + restarts, atMost: limit, on: horizon)
  }

  /// The last slot of which `part` is over by the deadline.
  func lastSlot(using part: Double) -> Int {
    min(end - 1, Int((deadline - part + tolerance).rounded(.down)))
  }
}
