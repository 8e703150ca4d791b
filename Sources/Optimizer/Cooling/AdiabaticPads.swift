/// Wetted pads before the coils of a dry cooler, which bring the air towards its wet bulb.
struct AdiabaticPads: Sendable {
  /// Share of the way from dry to wet bulb.
  let effectiveness: Double
  /// Dissolved salts in the sump over those in the make-up water.
  let cycles: Double

  /// Temperature of the air behind the pads.
  func outletC(of air: AmbientAir) -> Double {
    air.dryBulbC - effectiveness * (air.dryBulbC - air.wetBulbC)
  }

  /// Water per kg of dry air; the air keeps its enthalpy.
  func water(in air: AmbientAir) -> WaterUse {
    let behind = Psychrometrics.humidityRatio(outletC(of: air), enthalpy: air.enthalpy)
    let evaporation = max(0, behind - air.humidityRatio)
    return WaterUse(makeup: evaporation * cycles / (cycles - 1), evaporation: evaporation)
  }
}
