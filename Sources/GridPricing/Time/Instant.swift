/// A point in time: milliseconds since 1970-01-01T00:00:00Z, leap seconds not counted.
///
/// An integer, so that slot edges compare exactly and the same instant always prints the same way.
public struct Instant: Hashable, Comparable, Sendable {
  /// Since 1970-01-01T00:00:00Z.
  public var milliseconds: Int64

  public init(milliseconds: Int64) { self.milliseconds = milliseconds }
  public init(secondsSinceEpoch seconds: Int64) { milliseconds = seconds * 1000 }

  public static func < (left: Instant, right: Instant) -> Bool {
    left.milliseconds < right.milliseconds
  }

  /// The instant `hours` later, rounded to the nearest millisecond.
  public func advanced(byHours hours: Double) -> Instant {
    Instant(milliseconds: milliseconds + Int64((hours * 3_600_000).rounded()))
  }

  /// Hours from this instant to `other`; negative where `other` is earlier.
  public func hours(to other: Instant) -> Double {
    Double(other.milliseconds - milliseconds) / 3_600_000
  }
}
