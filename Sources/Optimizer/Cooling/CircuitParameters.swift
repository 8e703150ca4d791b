/// A water circuit: loop pump, free-cooling unit, chiller or none.
public struct CircuitParameters: Sendable, Equatable {
  /// Design heat in W.
  public var capacityW: Double
  /// Return above supply at design.
  public var rangeK: Double
  public var unit: UnitParameters
  public var chiller: ChillerParameters
  /// Of the loop pump [A].
  public var pumpHeadPa: Double
  public var pumpEfficiency = 0.7
  /// Share of the head held at any flow [A].
  public var heldHead = 0.3
  /// Least relative flow [A].
  public var leastFlow = 0.4

  public init(
    capacityW: Double, rangeK: Double, unit: UnitParameters, chiller: ChillerParameters,
    pumpHeadPa: Double
  ) {
    self.capacityW = capacityW
    self.rangeK = rangeK
    self.unit = unit
    self.chiller = chiller
    self.pumpHeadPa = pumpHeadPa
  }
}
