/// A value that holds over the half-open interval [start, end): an interval mean, not a point.
public struct SeriesStep: Equatable, Sendable {
  public var start: Instant
  public var end: Instant
  /// In the base unit of the series; nil is a gap.
  public var value: Double?

  public init(start: Instant, end: Instant, value: Double?) {
    self.start = start
    self.end = end
    self.value = value
  }
}
