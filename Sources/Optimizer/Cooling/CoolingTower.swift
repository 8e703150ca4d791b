import Foundation

/// An open cooling tower behind an isolation exchanger, which keeps its water out of the loop.
///
/// Merkel's method in Braun's effectiveness form: q = ε m_a (h_s(T_hot) − h_in), where ε is that of
/// a counterflow exchanger between air and a fictitious stream of saturated air of capacity ratio
/// m* = m_a c_s / (m_w c_p). Both sides of the isolation exchanger run at the loop's capacity rate.
struct CoolingTower: Sendable {
  let transferUnits: Double
  /// Rated flows, kg/s.
  let waterFlow: Double
  let airFlow: Double
  let transferExponent: Double
  let drift: Double
  let cycles: Double
  let fan: Fan
  let pump: Pump
  let isolation: PlateHeatExchanger

  /// - Parameter waterRate: of the circuit at design flow, W/K.
  init(_ unit: UnitParameters, waterRate: Double) {
    let tower = unit.tower
    let rated = Rating(unit)
    waterFlow = rated.waterFlow
    airFlow = rated.airFlow
    transferUnits = rated.transferUnits
    transferExponent = 1 + tower.transferExponent
    drift = tower.drift
    cycles = unit.cyclesOfConcentration
    fan = Fan(power: unit.fanFraction * unit.capacityW, naturalDraught: unit.naturalDraught)
    pump = Pump(
      flow: waterRate / Fluid.water.volumetricHeat, headPa: tower.pumpHeadPa,
      efficiency: tower.pumpEfficiency, heldHead: 0.3)
    isolation = PlateHeatExchanger(
      heat: unit.capacityW, hotRate: waterRate, coldRate: waterRate,
      approachK: tower.isolationApproachK)
  }

  /// What a rating point says of a tower.
  struct Rating {
    let waterFlow: Double
    let airFlow: Double
    let effectiveness: Double
    let capacityRatio: Double

    init(_ unit: UnitParameters) {
      let range = unit.inletC - unit.outletC
      let saturated = SaturatedAir(pressurePa: Psychrometrics.standardPressurePa)
      let hot = saturated.enthalpy(unit.inletC)
      waterFlow = unit.capacityW / (Fluid.water.specificHeat * range)
      airFlow = waterFlow / unit.tower.waterToAir
      effectiveness =
        unit.capacityW / (airFlow * (hot - saturated.enthalpy(unit.tower.wetBulbC)))
      capacityRatio =
        (hot - saturated.enthalpy(unit.outletC)) / range
        / (unit.tower.waterToAir * Fluid.water.specificHeat)
    }

    /// Whether any tower does that.
    var isPossible: Bool {
      effectiveness > 0 && effectiveness < 1 && effectiveness * capacityRatio < 1
    }

    /// Merkel's number.
    var transferUnits: Double {
      Effectiveness.counterflowNTU(effectiveness: effectiveness, ratio: capacityRatio)
    }
  }

  func running(waterFlow flow: Double, in air: AmbientAir) -> Running {
    let rate = flow * isolation.hotRate
    let transfer = isolation.heatPerKelvin(hotFlow: flow, coldFlow: flow)
    let waterFlow = rate / Fluid.water.specificHeat
    let airFlow = airFlow * air.pressureRatio
    let flowRatio = waterFlow / self.waterFlow * self.airFlow / airFlow
    var fan = fan
    fan.power *= air.pressureRatio
    return Running(
      fan: fan, air: air, airFlow: airFlow, waterFlow: waterFlow,
      transferUnits: transferUnits * exp(transferExponent * log(flowRatio)),
      transferExponent: transferExponent, coldPerWatt: 1 / transfer,
      hotPerWatt: 1 / transfer - 1 / rate, drift: drift, cycles: cycles)
  }
}
