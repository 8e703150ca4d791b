/// A series on the slots of a horizon.
public struct Sampled: Equatable, Sendable {
  /// One value per slot, in the base unit of the series.
  public var values: [Double]
  /// How many slots a gap rule had to fill, wholly or in part.
  public var filledSlots: Int

  /// Values in the base unit, one per slot.
  public init(values: [Double], filledSlots: Int) {
    self.values = values
    self.filledSlots = filledSlots
  }
}
