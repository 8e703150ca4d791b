import Foundation

/// Finned coils with fans: water cooled by air in cross flow.
///
/// 1/UA = (1/UA₀) [r x_a^-n_a + (1 − r) x_w^-n_w] at relative flows x; the air's capacity rate and
/// the fans' power scale with air pressure.
struct DryCooler: Sendable {
  /// UA at design flows, W/K.
  let conductance: Double
  /// Capacity rates at design, W/K.
  let waterRate: Double
  let airRate: Double
  let airResistance: Double
  let waterExponent: Double
  let airExponent: Double
  /// At standard pressure.
  let fan: Fan
  /// Nil without pads.
  let pads: AdiabaticPads?

  /// - Parameter waterRate: of the circuit at design flow, W/K.
  init(_ unit: UnitParameters, waterRate: Double) {
    let dry = unit.dry
    self.waterRate = waterRate
    airRate = unit.capacityW / dry.airRiseK
    airResistance = 1 / (1 + dry.resistanceRatio)
    waterExponent = dry.waterExponent
    airExponent = dry.airExponent
    fan = Fan(power: unit.fanFraction * unit.capacityW, naturalDraught: unit.naturalDraught)
    pads =
      unit.kind == .adiabatic
      ? AdiabaticPads(effectiveness: dry.padEffectiveness, cycles: unit.cyclesOfConcentration)
      : nil
    conductance = Self.conductance(unit, waterRate: waterRate, airRate: airRate)
  }

  private static func conductance(
    _ unit: UnitParameters, waterRate: Double, airRate: Double
  ) -> Double {
    let least = min(waterRate, airRate)
    let effectiveness = unit.capacityW / (least * (unit.inletC - unit.dry.airC))
    return least
      * Effectiveness.crossFlowNTU(
        effectiveness: effectiveness, ratio: least / max(waterRate, airRate))
  }

  /// Heat at design flows; what sizing aimed at, unless no conductance is enough.
  func ratedHeatW(inletC: Double, airC: Double) -> Double {
    let least = min(waterRate, airRate)
    let effectiveness = Effectiveness.crossFlow(
      ntu: conductance / least, ratio: least / max(waterRate, airRate))
    return effectiveness * least * (inletC - airC)
  }

  /// The cooler with dry coils.
  func running(waterFlow: Double, in air: AmbientAir) -> Running {
    running(waterFlow: waterFlow, in: air, airC: air.dryBulbC, waterPerAir: .none)
  }

  /// The cooler with wet pads, where it has them.
  func runningWet(waterFlow: Double, in air: AmbientAir) -> Running? {
    guard let pads else { return nil }
    return running(
      waterFlow: waterFlow, in: air, airC: pads.outletC(of: air), waterPerAir: pads.water(in: air))
  }

  private func running(
    waterFlow: Double, in air: AmbientAir, airC: Double, waterPerAir: WaterUse
  ) -> Running {
    let waterFilm =
      (1 - airResistance) * (waterFlow == 1 ? 1 : exp(-waterExponent * log(waterFlow)))
    var fan = fan
    fan.power *= air.pressureRatio
    var running = Running(
      fan: fan, airC: airC, waterRate: waterFlow * waterRate,
      airRate: airRate * air.pressureRatio, conductance: conductance, waterFilm: waterFilm,
      airFilm: airResistance, airExponent: airExponent, waterPerAir: waterPerAir)
    running.rateEnds()
    return running
  }

  struct Running: HeatRejection {
    let fan: Fan
    /// Of the air at the coils.
    let airC: Double
    let waterRate: Double
    let airRate: Double
    let conductance: Double
    let waterFilm: Double
    let airFilm: Double
    let airExponent: Double
    /// kg per kg of dry air.
    let waterPerAir: WaterUse
    /// W per kelvin between the two inlets and its slope, at natural draught and full speed.
    private(set) var atRest = (value: 0.0, slope: 0.0)
    private(set) var atFull = (value: 0.0, slope: 0.0)
    var evaporates: Bool { waterPerAir.makeup > 0 }

    fileprivate mutating func rateEnds() {
      atRest = heatPerKelvin(atSpeed: fan.naturalDraught)
      atFull = heatPerKelvin(atSpeed: 1)
    }

    func heat(
      atSpeed speed: Double, inletC: Double, near guess: Double
    ) -> (watts: Double, slope: Double) {
      let difference = inletC - airC
      if difference <= 0 { return (0, 0) }
      let (value, slope) =
        speed == 1
        ? atFull : speed == fan.naturalDraught ? atRest : heatPerKelvin(atSpeed: speed)
      return (value * difference, slope * difference)
    }

    func takes(_ watts: Double, atSpeed speed: Double, inletC: Double) -> Bool {
      watts <= 0 || heat(atSpeed: speed, inletC: inletC, near: watts).watts >= watts
    }

    func speed(taking watts: Double, inletC: Double) -> Double {
      let wanted = watts / (inletC - airC)
      return Root.increasing(
        in: fan.naturalDraught...1, from: speed(nearHeatPerKelvin: wanted), tolerance: 1e-6
      ) {
        let (value, slope) = heatPerKelvin(atSpeed: $0)
        return (value - wanted, slope)
      }
    }

    /// The cubic through both ends, with their slopes, on logarithmic scales.
    private func speed(nearHeatPerKelvin wanted: Double) -> Double {
      let rest = fan.naturalDraught
      let span = log(atFull.value / atRest.value)
      let width = -log(rest)
      let s = log(wanted / atRest.value) / span
      let first = atRest.value / (rest * atRest.slope) * span / width
      let last = atFull.value / atFull.slope * span / width
      let rise = s * s * (3 - 2 * s) + s * (1 - s) * ((1 - s) * first - s * last)
      return rest * exp(width * rise)
    }

    func inlet(taking watts: Double, near guess: Double) -> Double {
      airC + watts / atFull.value
    }

    func water(taking watts: Double, atSpeed speed: Double, inletC: Double) -> WaterUse {
      (speed * airRate / Psychrometrics.airHeat) * waterPerAir
    }

    /// Effectiveness times the smaller capacity rate, W per kelvin between the two inlets, and its
    /// slope in fan speed.
    @inline(__always)
    private func heatPerKelvin(atSpeed speed: Double) -> (value: Double, slope: Double) {
      let air = speed * airRate
      let film = airFilm * (speed == 1 ? 1 : exp(-airExponent * log(speed)))
      let ua = conductance / (film + waterFilm)
      let uaSlope = ua * airExponent * film / ((film + waterFilm) * speed)
      if air < waterRate {
        let (effect, byNTU, byRatio) = Effectiveness.crossFlowExponent(
          ntu: ua / air, ratio: air / waterRate)
        let ntuSlope = (uaSlope - ua / speed) / air
        return (
          effect * air,
          effect * airRate + air * (byNTU * ntuSlope + byRatio * airRate / waterRate)
        )
      }
      let (effect, byNTU, byRatio) = Effectiveness.crossFlowExponent(
        ntu: ua / waterRate, ratio: waterRate / air)
      return (
        effect * waterRate,
        waterRate * (byNTU * uaSlope / waterRate - byRatio * waterRate / (air * speed))
      )
    }
  }
}
