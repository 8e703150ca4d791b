import GridPricing

/// The dimension of ``WaterTemperature``; base unit °C.
public enum WaterTemperatureDimension {}
/// The dimension of ``JunctionTemperature``; base unit °C.
public enum JunctionTemperatureDimension {}

/// The temperature of a liquid in a cooling loop.
public typealias WaterTemperature = Quantity<WaterTemperatureDimension>
/// The temperature of a GPU's junction.
public typealias JunctionTemperature = Quantity<JunctionTemperatureDimension>

extension WaterTemperature {
  public static func celsius(_ value: Double) -> WaterTemperature { WaterTemperature(value) }
  public var celsius: Double { value }
}

extension JunctionTemperature {
  public static func celsius(_ value: Double) -> JunctionTemperature { JunctionTemperature(value) }
  public var celsius: Double { value }
}
