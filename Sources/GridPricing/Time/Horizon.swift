/// The time axis of a plan: a start and a whole number of slots of equal length.
///
/// Slot `t` covers `[edge(t), edge(t + 1))`.
public struct Horizon: Hashable, Sendable {
  /// When slot 0 begins.
  public let start: Instant
  /// The length of a slot, in minutes.
  public let slotMinutes: Int
  /// The number of slots.
  public let count: Int

  /// - Precondition: `slotMinutes` and `count` are positive.
  public init(start: Instant, slotMinutes: Int, count: Int) {
    precondition(
      slotMinutes > 0 && count > 0, "a horizon needs slots, got \(count) of \(slotMinutes) min")
    self.start = start
    self.slotMinutes = slotMinutes
    self.count = count
  }

  /// The length of a slot, in hours.
  public var slotHours: Double { Double(slotMinutes) / 60 }
  /// The length of a slot, in milliseconds.
  public var slotMilliseconds: Int64 { Int64(slotMinutes) * 60_000 }
  /// The indices of all slots.
  package var slots: Range<Int> { 0..<count }
  /// When the last slot ends.
  public var end: Instant { edge(count) }

  /// The instant at which slot `index` begins; `edge(count)` is the end of the horizon.
  public func edge(_ index: Int) -> Instant {
    Instant(milliseconds: start.milliseconds + Int64(index) * slotMilliseconds)
  }

  /// The first slot edge that is not before `instant`, as a slot index that may lie outside.
  public func firstEdge(notBefore instant: Instant) -> Int {
    let offset = instant.milliseconds - start.milliseconds
    let floor = Self.floorDivide(offset, slotMilliseconds)
    return Int(floor * slotMilliseconds == offset ? floor : floor + 1)
  }

  /// The slot that contains `instant`, as an index that may lie outside the horizon.
  public func slot(containing instant: Instant) -> Int {
    Int(Self.floorDivide(instant.milliseconds - start.milliseconds, slotMilliseconds))
  }

  private static func floorDivide(_ value: Int64, _ divisor: Int64) -> Int64 {
    let quotient = value / divisor
    return value % divisor < 0 ? quotient - 1 : quotient
  }
}
