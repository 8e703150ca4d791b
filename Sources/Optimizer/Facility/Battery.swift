import GridPricing

/// A battery behind the meter of a site.
///
/// Charging with c and discharging with d kW at its terminals through a slot of Δ hours,
/// SOC′ = SOC + Δ·(√η·c − d/√η) with the round-trip efficiency η.
public struct Battery: Sendable, Equatable {
  /// Usable energy.
  public var capacity: Energy
  /// The most that it charges or discharges.
  public var power: Power
  /// Energy out over energy in, above 0 and at most 1.
  public var roundTripEfficiency: Double
  /// Energy stored when the horizon begins.
  public var initial: Energy
  /// The least energy stored when it ends.
  public var final: Energy
  /// Wear, in the currency of the objective per MWh discharged.
  public var cyclingCost: EnergyPrice

  /// - Parameters:
  ///   - initial: by default half of the capacity.
  ///   - final: by default `initial`.
  public init(
    capacity: Energy, power: Power, roundTripEfficiency: Double = 0.88, initial: Energy? = nil,
    final: Energy? = nil, cyclingCost: EnergyPrice = .zero
  ) {
    self.capacity = capacity
    self.power = power
    self.roundTripEfficiency = roundTripEfficiency
    self.initial = initial ?? capacity * 0.5
    self.final = final ?? self.initial
    self.cyclingCost = cyclingCost
  }
}
