import GridPricing

/// A lower limit on the import from the grid for a time, such as a call for demand response.
public struct GridLimit: Sendable, Equatable {
  /// A slot that it touches only in part counts as touched.
  public var start: Instant
  public var end: Instant
  public var power: Power
  /// Why, for the reader of the plan.
  public var reason: String?

  public init(start: Instant, end: Instant, power: Power, reason: String? = nil) {
    self.start = start
    self.end = end
    self.power = power
    self.reason = reason
  }
}
