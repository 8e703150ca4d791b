import Foundation

extension CoolingTower {
  /// A tower at one water flow in one air. With loop water entering at T, heat q leaves tower water
  /// at T − q·`coldPerWatt`, which came hot at T − q·`hotPerWatt`.
  struct Running: HeatRejection {
    let fan: Fan
    let air: AmbientAir
    /// Dry air at full speed, kg/s.
    let airFlow: Double
    /// kg/s.
    let waterFlow: Double
    /// At full speed.
    let transferUnits: Double
    let transferExponent: Double
    let coldPerWatt: Double
    let hotPerWatt: Double
    let drift: Double
    let cycles: Double
    var evaporates: Bool { true }

    func takes(_ watts: Double, atSpeed speed: Double, inletC: Double) -> Bool {
      watts <= 0
        || balance(film(taking: watts, inletC: inletC), transfer(atSpeed: speed)).excess >= 0
    }

    func heat(
      atSpeed speed: Double, inletC: Double, near guess: Double
    ) -> (watts: Double, slope: Double) {
      let transfer = transfer(atSpeed: speed)
      let most = (air.saturated.enthalpy(inletC) - air.enthalpy) * transfer.airFlow
      if most <= 0 { return (0, 0) }
      var slope = 0.0
      let watts = Root.increasing(in: 0...most, from: guess, tolerance: 1e-6 * most) {
        if $0 <= 0 { return (-most, most) }
        let balance = balance(film(taking: $0, inletC: inletC), transfer)
        slope = -balance.bySpeed / balance.byHeat
        return (-balance.excess, -balance.byHeat)
      }
      return (watts, slope)
    }

    func speed(taking watts: Double, inletC: Double) -> Double {
      let film = film(taking: watts, inletC: inletC)
      return Root.increasing(in: fan.naturalDraught...1, from: 0.5, tolerance: 1e-6) {
        let balance = balance(film, transfer(atSpeed: $0))
        return (balance.excess, balance.bySpeed)
      }
    }

    func inlet(taking watts: Double, near guess: Double) -> Double {
      let transfer = transfer(atSpeed: 1)
      // Tower water at the wet bulb gives no heat.
      let least = air.wetBulbC + watts * hotPerWatt
      return Root.increasing(in: least...(least + 1e12), from: guess, tolerance: 1e-5) {
        let balance = balance(film(taking: watts, inletC: $0), transfer)
        return (balance.excess, balance.byInlet)
      }
    }

    func water(taking watts: Double, atSpeed speed: Double, inletC: Double) -> WaterUse {
      if watts <= 0 { return .none }
      let evaporation = evaporation(taking: watts, atSpeed: speed, inletC: inletC)
      let drift = drift * waterFlow
      return WaterUse(
        makeup: evaporation + drift + max(0, evaporation / (cycles - 1) - drift),
        evaporation: evaporation)
    }

    /// Braun's outlet humidity: the air runs towards saturation at an effective enthalpy.
    private func evaporation(
      taking watts: Double, atSpeed speed: Double, inletC: Double
    ) -> Double {
      let transfer = transfer(atSpeed: speed)
      let rest = exp(-transfer.units)
      let effective = air.enthalpy + watts / transfer.airFlow / (1 - rest)
      let celsius = air.saturated.temperature(
        enthalpy: effective, near: inletC - watts * hotPerWatt)
      let saturated = Psychrometrics.humidityRatio(celsius, enthalpy: effective)
      let outlet = saturated + (air.humidityRatio - saturated) * rest
      return max(0, transfer.airFlow * (outlet - air.humidityRatio))
    }
  }
}

/// The kernel. h is enthalpy of air, m* = m_a (h_s(hot) − h_s(cold)) / q, E = exp(−NTU (1 − m*)).
extension CoolingTower.Running {
  /// What fan speed decides.
  fileprivate struct Transfer {
    var speed: Double
    /// kg/s.
    var airFlow: Double
    var units: Double
  }

  /// What heat and inlet decide: enthalpies of saturated air at the water's two ends.
  fileprivate struct Film {
    var watts: Double
    var hot: (enthalpy: Double, slope: Double)
    var cold: (enthalpy: Double, slope: Double)
  }

  /// Heat that the air takes beyond the heat supposed, and its slopes.
  fileprivate struct Balance {
    var excess: Double
    var byHeat: Double
    var bySpeed: Double
    var byInlet: Double
  }

  @inline(__always)
  fileprivate func transfer(atSpeed speed: Double) -> Transfer {
    Transfer(
      speed: speed, airFlow: speed * airFlow,
      units: speed == 1 ? transferUnits : transferUnits * exp(-transferExponent * log(speed)))
  }

  @inline(__always)
  fileprivate func film(taking watts: Double, inletC: Double) -> Film {
    Film(
      watts: watts, hot: air.saturated.enthalpyAndSlope(inletC - watts * hotPerWatt),
      cold: air.saturated.enthalpyAndSlope(inletC - watts * coldPerWatt))
  }

  @inline(__always)
  fileprivate func balance(_ film: Film, _ transfer: Transfer) -> Balance {
    let (q, n, airFlow) = (film.watts, transfer.units, transfer.airFlow)
    let driving = film.hot.enthalpy - air.enthalpy
    let m = airFlow * (film.hot.enthalpy - film.cold.enthalpy) / q
    // 1 - E and 1 - m* E, with their digits where m* is near 1.
    var rest = 1 - m
    if abs(rest) < 1e-9 { rest = 1e-9 }
    let gain = -expm1(-n * rest)
    let e = 1 - gain
    let divisor = gain + e * rest
    let effectiveness = gain / divisor
    let byRatio = e * (gain - n * rest) / (divisor * divisor)
    let byUnits = rest * rest * e / (divisor * divisor)
    let hotByHeat = -film.hot.slope * hotPerWatt
    let coldByHeat = -film.cold.slope * coldPerWatt
    let mByHeat = (airFlow * (hotByHeat - coldByHeat) - m) / q
    let mByInlet = airFlow * (film.hot.slope - film.cold.slope) / q
    return Balance(
      excess: airFlow * effectiveness * driving - q,
      byHeat: airFlow * (byRatio * mByHeat * driving + effectiveness * hotByHeat) - 1,
      bySpeed: airFlow * driving
        * (effectiveness + byRatio * m - byUnits * transferExponent * n) / transfer.speed,
      byInlet: airFlow * (byRatio * mByInlet * driving + effectiveness * film.hot.slope))
  }
}
