/// What rejects heat without a compressor.
public enum UnitKind: String, Sendable, CaseIterable {
  /// Coils in outdoor air.
  case dry
  /// Coils behind wetted pads, which run wet only where dry does not do.
  case adiabatic
  /// An open tower behind an isolation exchanger.
  case tower
}

/// A free-cooling unit, by its rating.
public struct UnitParameters: Sendable, Equatable {
  public var kind: UnitKind
  /// Rated heat in W.
  public var capacityW: Double
  /// Water temperatures at rating: for a dry cooler those of the loop, for a tower its own.
  public var inletC: Double
  public var outletC: Double
  /// Fan power at full speed over rated heat.
  public var fanFraction: Double
  /// Relative air flow with the fans at rest.
  public var naturalDraught: Double
  /// Dissolved salts in the basin over those in the make-up water, where the unit evaporates.
  public var cyclesOfConcentration: Double
  /// What only coils have.
  public var dry: DryCoolerParameters
  /// What only a tower has.
  public var tower: TowerParameters

  /// A dry or adiabatic cooler.
  ///
  /// Fan, air rise, exponents and the ratio of resistances follow the rating sheet of a BAC
  /// Trillium cooler of 2931 kW [R]; the ratings of the presets are [A].
  public static func coils(
    _ kind: UnitKind = .dry, capacityW: Double, inletC: Double, outletC: Double, airC: Double
  ) -> UnitParameters {
    UnitParameters(
      kind: kind, capacityW: capacityW, inletC: inletC, outletC: outletC, fanFraction: 0.04,
      naturalDraught: 0.1, cyclesOfConcentration: 3, dry: DryCoolerParameters(airC: airC),
      tower: TowerParameters())
  }

  /// An open tower at the usual rating, 35 °C to 29.44 °C at a wet bulb of 25.56 °C [R].
  public static func tower(capacityW: Double) -> UnitParameters {
    UnitParameters(
      kind: .tower, capacityW: capacityW, inletC: 35, outletC: 29.44, fanFraction: 0.0105,
      naturalDraught: 0.1, cyclesOfConcentration: 3, dry: DryCoolerParameters(airC: 20),
      tower: TowerParameters())
  }
}

/// The coils of a dry or adiabatic cooler.
public struct DryCoolerParameters: Sendable, Equatable {
  /// Air temperature at rating.
  public var airC: Double
  /// How much the air warms at rating [R].
  public var airRiseK = 5.6
  /// Resistance of the water side over that of the air side at rating [R].
  public var resistanceRatio = 0.5
  /// Of flow in the water side's conductance [R].
  public var waterExponent = 0.85
  /// Of flow in the air side's conductance [R].
  public var airExponent = 0.8
  /// Share of the way from dry to wet bulb that wetted pads bring the air [A].
  public var padEffectiveness = 0.7

  public init(airC: Double) { self.airC = airC }
}

/// A cooling tower with its pump and isolation exchanger.
public struct TowerParameters: Sendable, Equatable {
  /// Wet bulb at rating [R].
  public var wetBulbC = 25.56
  /// Mass flow of water over that of air at rating [A].
  public var waterToAir = 1.2
  /// Of the water-to-air ratio in Merkel's number [K].
  public var transferExponent = -0.6
  /// Of the tower's own loop [A].
  public var pumpHeadPa = 150_000.0
  public var pumpEfficiency = 0.7
  /// Approach of the isolation exchanger at rated heat and design flow [A].
  public var isolationApproachK = 2.0
  /// Droplets lost over circulating water [R].
  public var drift = 8e-5

  public init() {}
}
