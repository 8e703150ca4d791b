/// The dimension of ``Power``; base unit kW.
public enum PowerDimension {}
/// The dimension of ``Energy``; base unit kWh.
public enum EnergyDimension {}
/// The dimension of ``Money``; base unit the currency of the problem's objective.
public enum MoneyDimension {}
/// The dimension of ``EnergyPrice``; base unit currency per kWh.
public enum EnergyPriceDimension {}
/// The dimension of ``CarbonIntensity``; base unit kg CO₂e per kWh.
public enum CarbonIntensityDimension {}
/// The dimension of ``CarbonMass``; base unit kg CO₂e.
public enum CarbonMassDimension {}
/// The dimension of ``CarbonPrice``; base unit currency per kg CO₂e.
public enum CarbonPriceDimension {}
/// The dimension of ``WaterPrice``; base unit currency per m³.
public enum WaterPriceDimension {}
/// The dimension of ``GPUCount``; base unit one GPU.
public enum GPUCountDimension {}

/// Electrical power. Positive when consumed.
public typealias Power = Quantity<PowerDimension>
/// Electrical energy. Positive when consumed.
public typealias Energy = Quantity<EnergyDimension>
/// An amount of money in the currency of the objective. Positive when paid.
public typealias Money = Quantity<MoneyDimension>
/// A price of energy.
public typealias EnergyPrice = Quantity<EnergyPriceDimension>
/// Greenhouse-gas emissions per unit of energy.
public typealias CarbonIntensity = Quantity<CarbonIntensityDimension>
/// A mass of greenhouse gas, as CO₂ equivalent.
public typealias CarbonMass = Quantity<CarbonMassDimension>
/// What a unit of emissions is priced at.
public typealias CarbonPrice = Quantity<CarbonPriceDimension>
/// What a unit of water is priced at.
public typealias WaterPrice = Quantity<WaterPriceDimension>
/// A number of GPUs; a mean over time may be no whole number.
public typealias GPUCount = Quantity<GPUCountDimension>

extension Power {
  public static func watts(_ value: Double) -> Power { Power(value / 1000) }
  public static func kilowatts(_ value: Double) -> Power { Power(value) }
  public static func megawatts(_ value: Double) -> Power { Power(value * 1000) }
  public var watts: Double { value * 1000 }
  public var kilowatts: Double { value }
  public var megawatts: Double { value / 1000 }
}

extension Energy {
  public static func kilowattHours(_ value: Double) -> Energy { Energy(value) }
  public static func megawattHours(_ value: Double) -> Energy { Energy(value * 1000) }
  public var kilowattHours: Double { value }
  public var megawattHours: Double { value / 1000 }
}

extension Money {
  /// An amount in the currency of the objective.
  public static func amount(_ value: Double) -> Money { Money(value) }
  public var amount: Double { value }
}

extension EnergyPrice {
  public static func perKilowattHour(_ value: Double) -> EnergyPrice { EnergyPrice(value) }
  public static func perMegawattHour(_ value: Double) -> EnergyPrice { EnergyPrice(value / 1000) }
  public var perKilowattHour: Double { value }
  public var perMegawattHour: Double { value * 1000 }
}

extension CarbonIntensity {
  public static func gramsPerKilowattHour(_ value: Double) -> CarbonIntensity {
    CarbonIntensity(value / 1000)
  }
  public static func kilogramsPerKilowattHour(_ value: Double) -> CarbonIntensity {
    CarbonIntensity(value)
  }
  public var gramsPerKilowattHour: Double { value * 1000 }
  public var kilogramsPerKilowattHour: Double { value }
}

extension CarbonMass {
  public static func kilograms(_ value: Double) -> CarbonMass { CarbonMass(value) }
  public static func tonnes(_ value: Double) -> CarbonMass { CarbonMass(value * 1000) }
  public var kilograms: Double { value }
  public var tonnes: Double { value / 1000 }
}

extension CarbonPrice {
  public static func perTonne(_ value: Double) -> CarbonPrice { CarbonPrice(value / 1000) }
  public static func perKilogram(_ value: Double) -> CarbonPrice { CarbonPrice(value) }
  public var perTonne: Double { value * 1000 }
  public var perKilogram: Double { value }
}

extension WaterPrice {
  public static func perCubicMetre(_ value: Double) -> WaterPrice { WaterPrice(value) }
  public var perCubicMetre: Double { value }
}
