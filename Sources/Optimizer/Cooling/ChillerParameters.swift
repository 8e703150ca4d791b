/// Whether a circuit has a chiller, and what cools its condenser.
public enum ChillerKind: String, Sendable, CaseIterable {
  case none
  /// Feels the dry bulb.
  case air
  /// Feels the wet bulb and evaporates.
  case tower
}

/// A trim or process chiller.
///
/// Efficiency, lift offset and part-load curve are fitted to 157 machines of the EnergyPlus data
/// sets [D], whose evaporators run at 5 to 13 °C: at higher ones and low lift they extrapolate.
public struct ChillerParameters: Sendable, Equatable {
  public var kind: ChillerKind
  /// Largest heat in W.
  public var capacityW: Double
  /// η in COP = η T_evap / (lift + L₀) [D].
  public var efficiency = 1.0
  /// L₀ [D].
  public var liftOffsetK = 20.0
  /// c₀, c₁ and c₂ of the part-load curve [D].
  public var loadConstant = 0.119
  public var loadLinear = 0.106
  public var loadQuadratic = 0.754
  /// Of the leaving condenser above dry or wet bulb [A].
  public var condenserRiseK: Double
  /// Power of fans and pumps at the condenser over the heat it rejects [A].
  public var fanFraction = 0.015
  /// Below which lift does not fall [A].
  public var leastLiftK = 5.0
  /// Above which COP does not rise [A].
  public var largestCOP = 15.0
  /// As of a tower's basin, where the condenser has one.
  public var cyclesOfConcentration = 3.0
  /// Share of the condenser's heat that leaves by evaporation [A].
  public var latentShare = 0.85

  public init(_ kind: ChillerKind, capacityW: Double) {
    self.kind = kind
    self.capacityW = capacityW
    condenserRiseK = kind == .tower ? 9.5 : 12
  }
}
