extension PlantParameters {
  /// Refuses numbers that contradict each other, by the names they have in scenario files.
  func check() throws(CoolingPlantError) {
    for parameter in CoolingParameter.all where parameter.isUsed(by: self) {
      let value = parameter.value(in: self)
      try require(
        parameter.range.contains(value), parameter.name,
        "\(value) is not between \(parameter.range.lowerBound) and "
          + "\(parameter.range.upperBound) \(parameter.unit)")
    }
    try require(
      leastSupplyC < largestSupplyC, "facilitySupplyMinC",
      "\(leastSupplyC) °C is not below the warmest facility supply, \(largestSupplyC) °C")
    let hottestC = silicon.largestC + 5
    let silicon = Silicon(silicon, mode: .addsPower)
    try require(
      leakage == .costsPerformance
        || silicon.gain(hottestC, resistance: silicon.resistance(atFlow: leastCoolantFlow)) < 1,
      "leakageFraction",
      "leakage heats a GPU at its limit faster than the cold plate cools it")
    try require(
      CoolantLoop(self).isPossible, "cduApproachK",
      "no exchanger brings coolant within \(coolantApproachK) K of facility water of that flow")
    try check(warm, "warm")
    try check(cool, "cool")
  }

  private func check(_ circuit: CircuitParameters, _ name: String) throws(CoolingPlantError) {
    let unit = circuit.unit
    try require(
      unit.inletC > unit.outletC, "\(name)UnitInletC",
      "\(unit.inletC) °C is not above the unit's outlet, \(unit.outletC) °C")
    switch unit.kind {
    case .tower:
      try require(
        CoolingTower.Rating(unit).isPossible, "\(name)TowerWetBulbC",
        "no tower cools from \(unit.inletC) to \(unit.outletC) °C at a wet bulb of "
          + "\(unit.tower.wetBulbC) °C with so little air")
    case .dry, .adiabatic:
      let cooler = DryCooler(unit, waterRate: circuit.capacityW / circuit.rangeK)
      let reached = cooler.ratedHeatW(inletC: unit.inletC, airC: unit.dry.airC)
      try require(
        abs(reached - unit.capacityW) < 1e-6 * unit.capacityW, "\(name)DryAirC",
        "no cooler takes its rated heat from water of \(unit.inletC) °C with air of "
          + "\(unit.dry.airC) °C")
    }
  }

  private func require(
    _ holds: Bool, _ parameter: String, _ problem: String
  ) throws(CoolingPlantError) {
    if !holds { throw CoolingPlantError(parameter: parameter, description: problem) }
  }
}
