/// What a circuit does at one heat, set point and flow.
package struct CircuitState: Sendable, Equatable {
  /// Heat it carries, its pump's included, W.
  package var heatW = 0.0
  /// Of that, what a storage tank takes (positive) or, negative, what charging adds.
  package var reliefW = 0.0
  /// Leaving plant and unit.
  package var supplyC: Double
  /// Coming back to them.
  package var returnC: Double
  /// Relative flow.
  package var flow = 0.0
  /// Relative air flow, from natural draught to 1; 0 where the circuit is not needed.
  package var fanSpeed = 0.0
  package var fanW = 0.0
  package var chillerHeatW = 0.0
  /// Compressors and condenser fans.
  package var chillerW = 0.0
  package var pumpW = 0.0
  package var water = WaterUse.none
  /// Whether an adiabatic unit or a tower evaporates.
  package var isWet = false

  package var powerW: Double { fanW + chillerW + pumpW }

  /// A circuit without heat.
  static func idle(atC celsius: Double) -> CircuitState {
    CircuitState(supplyC: celsius, returnC: celsius)
  }
}

/// What a circuit is asked for.
struct CircuitDemand {
  /// The loop pump's included.
  var heatW: Double
  /// Of the loop pump.
  var pumpW: Double
  var setC: Double
  /// Relative.
  var flow: Double
  /// Heat that a tank takes over, or, negative, that it adds.
  var reliefW = 0.0
  /// Whether the unit may serve the tank's charge, which else falls to the chiller alone.
  var unitCharges = true

  /// What unit and chiller share; flow and return temperature do not feel the tank.
  var loadW: Double { max(0, heatW - reliefW) }
  /// What the unit may take of it.
  var freeW: Double { unitCharges ? loadW : min(loadW, heatW) }
  /// What falls to the chiller in any case.
  var chargeW: Double { loadW - freeW }
}
