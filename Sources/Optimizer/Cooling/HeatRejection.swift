/// A free-cooling unit at one water flow in one air, ready to be asked for heat and fan speed.
///
/// Fan speed means relative air flow, from natural draught to 1. Water enters at `inletC`.
protocol HeatRejection {
  var fan: Fan { get }
  /// Whether it uses water at all.
  var evaporates: Bool { get }
  /// The heat it takes, in W, and the slope of that in fan speed. Never negative.
  ///
  /// - Parameter guess: a heat near the answer, which only saves time.
  func heat(atSpeed speed: Double, inletC: Double, near guess: Double)
    -> (watts: Double, slope: Double)
  /// Whether it takes at least this heat at this speed.
  func takes(_ watts: Double, atSpeed speed: Double, inletC: Double) -> Bool
  /// The speed at which it takes this heat; there must be one.
  func speed(taking watts: Double, inletC: Double) -> Double
  /// The inlet temperature at which it takes this heat at full speed.
  func inlet(taking watts: Double, near guess: Double) -> Double
  /// What it draws from the mains and what of that evaporates, kg/s.
  func water(taking watts: Double, atSpeed speed: Double, inletC: Double) -> WaterUse
}

extension HeatRejection {
  /// Water at a split; behind a bypass only the share of the loop which passes the unit counts.
  func water(taking watts: Double, _ split: HeatSplit, inletC: Double) -> WaterUse {
    if !split.isBypassed || !evaporates {
      return water(taking: watts, atSpeed: split.fanSpeed, inletC: inletC)
    }
    let most = heat(atSpeed: split.fanSpeed, inletC: inletC, near: watts).watts
    if most <= 0 { return .none }
    return min(1, watts / most)
      * water(taking: most, atSpeed: split.fanSpeed, inletC: inletC)
  }
}

/// Water of a cooling plant, kg/s.
package struct WaterUse: Sendable, Equatable {
  /// All that is drawn: evaporation, drift and blow-down.
  package var makeup = 0.0
  package var evaporation = 0.0

  package static let none = WaterUse()

  static func + (left: WaterUse, right: WaterUse) -> WaterUse {
    WaterUse(
      makeup: left.makeup + right.makeup, evaporation: left.evaporation + right.evaporation)
  }

  static func * (factor: Double, water: WaterUse) -> WaterUse {
    WaterUse(makeup: factor * water.makeup, evaporation: factor * water.evaporation)
  }
}
