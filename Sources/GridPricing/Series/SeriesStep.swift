/// A value that holds over the half-open interval [start, end): an interval mean, not a point.
public struct SeriesStep: Equatable, Sendable {
  /// When the value begins to hold.
  public var start: Instant
  /// When it ends; not part of the step.
  public var end: Instant
  /// In the base unit of the series; nil is a gap.
  public var value: Double?

  /// A step in the base unit of its series; checked by ``Series``.
  public init(start: Instant, end: Instant, value: Double?) {
    self.start = start
    self.end = end
    self.value = value
  }
}
