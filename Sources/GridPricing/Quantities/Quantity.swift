/// A number with a dimension, so that the compiler refuses to add euros to kilowatts.
///
/// `Power.megawatts(1.5).kilowatts` is 1500. The stored value is in the base unit of the dimension
/// (kW, kWh, currency, currency/kWh, kg/kWh, °C); the generic argument costs nothing at run time.
public struct Quantity<Dimension>: Sendable {
  /// The value in the base unit of the dimension.
  public var value: Double

  /// Wraps a value that is already in the base unit of the dimension.
  public init(_ value: Double) { self.value = value }
}

extension Quantity: Equatable, Hashable {}

extension Quantity: Comparable {
  public static func < (left: Quantity, right: Quantity) -> Bool { left.value < right.value }
}

extension Quantity: AdditiveArithmetic {
  public static var zero: Quantity { Quantity(0) }
  public static func + (left: Quantity, right: Quantity) -> Quantity {
    Quantity(left.value + right.value)
  }
  public static func - (left: Quantity, right: Quantity) -> Quantity {
    Quantity(left.value - right.value)
  }
}

extension Quantity {
  public static func * (factor: Double, quantity: Quantity) -> Quantity {
    Quantity(factor * quantity.value)
  }
  public static func * (quantity: Quantity, factor: Double) -> Quantity {
    Quantity(quantity.value * factor)
  }
  /// The ratio of two quantities of one dimension is a plain number.
  public static func / (left: Quantity, right: Quantity) -> Double { left.value / right.value }
  public static prefix func - (quantity: Quantity) -> Quantity { Quantity(-quantity.value) }
}
