extension UnitParameters {
  /// Gives the unit a conductance that is larger by a factor, as a rating that says so: at warmer
  /// air it takes the same heat between the same water temperatures.
  ///
  /// Coils change UA and the air temperature at rating, towers Merkel's number and the wet bulb.
  ///
  /// - Parameter waterRate: of the circuit at design flow, W/K.
  mutating func scaleConductance(by factor: Double, waterRate: Double) {
    switch kind {
    case .dry, .adiabatic:
      let cooler = DryCooler(self, waterRate: waterRate)
      dry.airC = inletC - capacityW / cooler.heatPerKelvin(conductanceFactor: factor)
    case .tower:
      let rated = CoolingTower.Rating(self)
      let effectiveness = Effectiveness.counterflow(
        ntu: factor * rated.transferUnits, ratio: rated.capacityRatio)
      let saturated = SaturatedAir(pressurePa: Psychrometrics.standardPressurePa)
      let enthalpy =
        saturated.enthalpy(inletC) - capacityW / (rated.airFlow * effectiveness)
      tower.wetBulbC = saturated.temperature(enthalpy: enthalpy, near: tower.wetBulbC)
    }
  }
}

extension DryCooler {
  /// Heat at design flows per kelvin between the two inlets, W/K.
  fileprivate func heatPerKelvin(conductanceFactor factor: Double) -> Double {
    let least = min(waterRate, airRate)
    return least
      * Effectiveness.crossFlow(
        ntu: factor * conductance / least, ratio: least / max(waterRate, airRate))
  }
}
