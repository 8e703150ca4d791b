import GridPricing

/// The slots in which a job may run, in exact slot units.
///
/// A release inside a slot counts from the next edge. The finish may fall inside a slot, so the
/// deadline stays a real number of slots.
package struct JobWindow: Sendable, Equatable {
  /// The first slot that may be used.
  package private(set) var firstSlot: Int
  /// The deadline, clipped at the horizon's end, in slots since its start.
  package private(set) var deadlineSlots: Double
  /// Processing time in slots.
  package let workSlots: Double
  /// Lengths this near to a whole number of slots are that number: 1.5 ms. What stays beyond an edge
  /// is then never rounded to less than 2 ms, which no reader takes for the edge itself.
  package let lengthTolerance: Double
  /// A deadline is kept where it is missed by no more: 1.25 ms, which is rounded to the
  /// one millisecond that a reader forgives.
  package let deadlineTolerance: Double

  /// - Parameters:
  ///   - speed: that of the operating point, against the first one.
  ///   - delayHours: from the release to the first start.
  package init(_ job: Job, on horizon: Horizon, speed: Double = 1, delayHours: Double = 0) {
    let release =
      job.running == nil ? max(job.release ?? horizon.start, horizon.start) : horizon.start
    firstSlot = horizon.firstEdge(notBefore: release.advanced(byHours: delayHours))
    let end = min(job.deadline ?? horizon.end, horizon.end)
    deadlineSlots =
      Double(end.milliseconds - horizon.start.milliseconds) / Double(horizon.slotMilliseconds)
    lengthTolerance = 1.5 / Double(horizon.slotMilliseconds)
    deadlineTolerance = 1.25 / Double(horizon.slotMilliseconds)
    workSlots = Self.snapped(job.workHours / speed / horizon.slotHours, lengthTolerance)
  }

  /// The window with another deadline.
  package func ending(by deadlineSlots: Double) -> JobWindow {
    var window = self
    window.deadlineSlots = deadlineSlots
    return window
  }

  /// The part of the window between two edges; no longer than it was.
  package func clipped(to edges: ClosedRange<Int>) -> JobWindow {
    var window = self
    window.firstSlot = max(firstSlot, edges.lowerBound)
    window.deadlineSlots = min(deadlineSlots, Double(edges.upperBound))
    return window
  }

  /// Slots held by one run of `length` slot units: the last may be used in part.
  package static func slotCount(_ length: Double) -> Int { max(1, Int((length).rounded(.up))) }

  /// The part of the last slot that a run of `length` slot units uses, in (0, 1].
  package static func lastFraction(_ length: Double) -> Double {
    length - Double(slotCount(length) - 1)
  }

  /// The last slot at whose edge the last, partial piece of a run may begin.
  ///
  /// A piece shorter than the tolerance may not begin at the deadline itself.
  package func lastSlot(endingWith fraction: Double) -> Int {
    min(
      Int((deadlineSlots - deadlineTolerance).rounded(.up)) - 1,
      Int((deadlineSlots - fraction + deadlineTolerance).rounded(.down)))
  }

  /// The last slot in which a run in one piece may begin; before `firstSlot` where none fits.
  package var latestStart: Int {
    lastSlot(endingWith: Self.lastFraction(workSlots)) - Self.slotCount(workSlots) + 1
  }

  /// A length in slots, or the whole number that it is nearly.
  package func snapped(_ length: Double) -> Double { Self.snapped(length, lengthTolerance) }

  private static func snapped(_ length: Double, _ tolerance: Double) -> Double {
    let whole = length.rounded()
    return abs(length - whole) <= tolerance && whole >= 1 ? whole : length
  }
}
