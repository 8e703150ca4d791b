import GridPricing

/// A plant at rest: powers, temperatures and water at one IT load, weather and set point.
public struct SteadyState: Sendable, Equatable {
  /// IT power with all GPUs at the reference temperature.
  package var referenceW: Double
  package var itW: Double
  package var lossW: Double
  package var coolantPumpW: Double
  package var airHandlerW: Double
  package var miscellaneousW: Double
  /// Set point of the facility supply.
  package var setC: Double
  package var warm: CircuitState
  package var cool: CircuitState
  package var coolantSupplyC: Double
  package var coolantReturnC: Double
  package var gpuC: Double
  /// How far the limits are: negative is beyond.
  package var room: LimitRoom

  package var coolingW: Double { coolantPumpW + airHandlerW + warm.powerW + cool.powerW }
  package var facilityW: Double { itW + lossW + coolingW + miscellaneousW }

  package var itKW: Double { itW / 1000 }
  package var referenceKW: Double { referenceW / 1000 }
  package var facilityKW: Double { facilityW / 1000 }
  package var coolingKW: Double { coolingW / 1000 }
  package var lossKW: Double { lossW / 1000 }
  package var coolantPumpKW: Double { coolantPumpW / 1000 }
  /// Tower pump included.
  package var facilityPumpKW: Double { warm.pumpW / 1000 }
  /// Tower pump included.
  package var chilledWaterPumpKW: Double { cool.pumpW / 1000 }
  package var airHandlerKW: Double { airHandlerW / 1000 }
  /// Of both circuits.
  package var fanKW: Double { (warm.fanW + cool.fanW) / 1000 }
  /// Of both circuits, condenser fans included.
  package var chillerKW: Double { (warm.chillerW + cool.chillerW) / 1000 }
  package var waterKgPerSecond: Double { warm.water.makeup + cool.water.makeup }
  package var evaporationKgPerSecond: Double { warm.water.evaporation + cool.water.evaporation }

  /// Whether every limit holds, those of coolant and GPU with a margin in kelvin to spare.
  public func isWithinLimits(marginK: Double = 0) -> Bool { room.holds(marginK: marginK) }
}

/// Kelvins left to each limit; negative where it is broken.
package struct LimitRoom: Sendable, Equatable {
  /// To the warmest coolant supply, or the class of the facility water.
  package var coolantK: Double
  /// To the GPU's limit less its own margin.
  package var gpuK: Double
  /// To 4 K above the set point of the chilled water.
  package var chilledWaterK: Double

  /// How far chilled water may float above its set point.
  static let chilledWaterToleranceK = 4.0

  /// Iterated temperatures lie this near their true values.
  private static let toleranceK = 1e-6

  /// The least room, with the margin taken from coolant and GPU.
  package func least(marginK: Double) -> Double {
    min(coolantK - marginK, gpuK - marginK, chilledWaterK)
  }

  package func holds(marginK: Double) -> Bool { least(marginK: marginK) >= -Self.toleranceK }
}

extension SteadyState {
  /// IT power, leakage at the GPU's temperature included.
  public var itPower: Power { .watts(itW) }
  /// All that the site draws.
  public var facilityPower: Power { .watts(facilityW) }
  /// Pumps, fans and chillers.
  public var coolingPower: Power { .watts(coolingW) }
  /// Conversion losses.
  public var lossPower: Power { .watts(lossW) }
  /// Facility power over IT power; nil without IT power.
  ///
  /// Leakage inflates the denominator, so that a hotter plant can have a lower figure and draw
  /// more: see ``pueReference``.
  public var pue: Double? { itW > 0 ? facilityW / itW : nil }
  /// Facility power over IT power at the GPU's reference temperature.
  public var pueReference: Double? { referenceW > 0 ? facilityW / referenceW : nil }
  /// Water drawn from the mains in litres per hour.
  public var waterLitresPerHour: Double { waterKgPerSecond * 3600 }
  /// Facility water that leaves the plant.
  public var facilitySupply: WaterTemperature { .celsius(warm.supplyC) }
  /// Facility water that comes back.
  public var facilityReturn: WaterTemperature { .celsius(warm.returnC) }
  /// Coolant that enters the racks.
  public var coolantSupply: WaterTemperature { .celsius(coolantSupplyC) }
  /// Coolant that leaves the racks.
  public var coolantReturn: WaterTemperature { .celsius(coolantReturnC) }
  /// Junction of a busy GPU.
  public var gpu: JunctionTemperature { .celsius(gpuC) }
}
