/// The dimension of ``DryBulbTemperature``; base unit °C.
public enum DryBulbDimension {}
/// The dimension of ``WetBulbTemperature``; base unit °C. Apart from dry bulb, so that one is never
/// fed where the other is meant.
public enum WetBulbDimension {}
/// The dimension of ``RelativeHumidity``; base unit percent.
public enum RelativeHumidityDimension {}
/// The dimension of ``AirPressure``; base unit Pa.
public enum AirPressureDimension {}

/// The temperature of air as a dry thermometer shows it.
public typealias DryBulbTemperature = Quantity<DryBulbDimension>
/// The temperature that air reaches by evaporation of water.
public typealias WetBulbTemperature = Quantity<WetBulbDimension>
/// Vapour pressure as a share of that at saturation.
public typealias RelativeHumidity = Quantity<RelativeHumidityDimension>
/// Pressure of the ambient air, not reduced to sea level.
public typealias AirPressure = Quantity<AirPressureDimension>

extension DryBulbTemperature {
  public static func celsius(_ value: Double) -> DryBulbTemperature { DryBulbTemperature(value) }
  public var celsius: Double { value }
}

extension WetBulbTemperature {
  public static func celsius(_ value: Double) -> WetBulbTemperature { WetBulbTemperature(value) }
  public var celsius: Double { value }
}

extension RelativeHumidity {
  public static func percent(_ value: Double) -> RelativeHumidity { RelativeHumidity(value) }
  public var percent: Double { value }
}

extension AirPressure {
  public static func pascals(_ value: Double) -> AirPressure { AirPressure(value) }
  public static func hectopascals(_ value: Double) -> AirPressure { AirPressure(value * 100) }
  public var pascals: Double { value }
  public var hectopascals: Double { value / 100 }
}
