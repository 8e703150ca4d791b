import GridPricing

/// A tank of chilled water that takes over cooling duty: E′ = (1 − loss·Δ)·E + Δ·q for a charging
/// power q, all of it heat.
public struct ThermalStorage: Sendable, Equatable {
  /// Usable cold, as heat that it can take up.
  public var capacity: Energy
  /// The most that it charges or discharges, as heat.
  public var power: Power
  /// Share lost per hour.
  public var lossPerHour: Double
  /// Cold stored when the horizon begins.
  public var initial: Energy
  /// The least cold stored when it ends.
  public var final: Energy

  /// - Parameters:
  ///   - initial: by default half of the capacity.
  ///   - final: by default `initial`.
  public init(
    capacity: Energy, power: Power, lossPerHour: Double = 0.0006, initial: Energy? = nil,
    final: Energy? = nil
  ) {
    self.capacity = capacity
    self.power = power
    self.lossPerHour = lossPerHour
    self.initial = initial ?? capacity * 0.5
    self.final = final ?? self.initial
  }
}
