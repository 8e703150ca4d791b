import GridPricing

/// The slots in which a job may run, in exact slot units.
///
/// A release inside a slot counts from the next edge. The finish may fall inside a slot, so the
/// deadline stays a real number of slots.
package struct JobWindow: Sendable, Equatable {
  /// The first slot that may be used.
  package let firstSlot: Int
  /// The deadline, clipped at the horizon's end, in slots since its start.
  package let deadlineSlots: Double
  /// Processing time in slots.
  package let workSlots: Double

  package init(_ job: Job, on horizon: Horizon) {
    let release = job.release.map { horizon.firstEdge(notBefore: $0) } ?? 0
    firstSlot = max(0, release)
    let end = min(job.deadline ?? horizon.end, horizon.end)
    deadlineSlots =
      Double(end.milliseconds - horizon.start.milliseconds) / Double(horizon.slotMilliseconds)
    workSlots = Self.snapped(job.hours / horizon.slotHours)
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
    let last = Int((deadlineSlots - Self.tolerance).rounded(.up)) - 1
    return min(last, Int((deadlineSlots - fraction + Self.tolerance).rounded(.down)))
  }

  /// The last slot in which a run in one piece may begin; before `firstSlot` where none fits.
  package var latestStart: Int {
    lastSlot(endingWith: Self.lastFraction(workSlots)) - Self.slotCount(workSlots) + 1
  }

  /// Lengths closer than this to a whole number of slots are that number.
  package static let tolerance = 1e-6

  package static func snapped(_ length: Double) -> Double {
    let whole = length.rounded()
    return abs(length - whole) <= tolerance && whole >= 1 ? whole : length
  }
}
