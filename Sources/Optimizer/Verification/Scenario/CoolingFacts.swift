import GridPricing

/// How IT power becomes facility power at one site, slot by slot.
enum CoolingFacts {
  /// Facility power is the IT power times a constant, conversion losses included.
  case fixedPUE(Double)
  case liquid(LiquidFacts)

  init(_ site: Site, on horizon: Horizon, gaps: GapRule) throws(SeriesError) {
    switch site.cooling {
    case .fixedPUE(let pue):
      self = .fixedPUE(pue)
    case .liquid(let liquid):
      // A checked problem has weather for every liquid-cooled site.
      let weather = site.weather ?? WeatherSeries()
      self = .liquid(try LiquidFacts(liquid, weather, on: horizon, gaps: gaps))
    }
  }

  var liquid: LiquidFacts? {
    if case .liquid(let facts) = self { facts } else { nil }
  }

  /// Whether two slots have the same plant in the same weather.
  func isSame(in slot: Int, as other: Int) -> Bool {
    liquid.map { $0.air[slot] == $0.air[other] } ?? true
  }

  /// Whether the plant can cool a load: the headroom of the slot.
  func admits(referenceKW: Double, in slot: Int) -> Bool {
    guard let liquid else { return true }
    return referenceKW <= liquid.headroomKW[slot] * (1 + Tolerance.headroom)
  }

  /// What the plant draws for a load, at a set point and with what the tank takes.
  ///
  /// - Parameter supplyC: the set point; that of least power where nil.
  func power(
    referenceKW: Double, supplyC: Double?, tankKW: Double, in slot: Int
  ) -> FacilityPower {
    switch self {
    case .fixedPUE(let pue):
      return FacilityPower(itKW: referenceKW, facilityKW: referenceKW * pue)
    case .liquid(let liquid):
      var supplyC = supplyC
      if supplyC == nil {
        let least = liquid.leastPowerState(referenceKW: referenceKW, in: slot)
        if tankKW == 0 { return FacilityPower(least) }
        supplyC = least.setC
      }
      return FacilityPower(
        liquid.state(
          referenceKW: referenceKW, supplyC: supplyC!, tankKW: tankKW, in: slot))
    }
  }
}

/// The power of one slot, before battery and solar.
struct FacilityPower {
  /// Leakage included.
  var itKW: Double
  /// IT, cooling and conversion losses.
  var facilityKW: Double
  /// Of a liquid-cooled plant.
  var state: SteadyState?
}

extension FacilityPower {
  init(_ state: SteadyState) {
    self.init(itKW: state.itKW, facilityKW: state.facilityKW, state: state)
  }
}
