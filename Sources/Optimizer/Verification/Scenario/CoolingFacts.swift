import GridPricing

/// How IT power becomes facility power at one site, slot by slot.
enum CoolingFacts {
  /// Facility power is the IT power times a constant, conversion losses included.
  case fixedPUE(Double)

  init(_ site: Site, on horizon: Horizon, gaps: GapRule) throws(SeriesError) {
    switch site.cooling {
    case .fixedPUE(let pue): self = .fixedPUE(pue)
    }
  }

  /// Whether the plant can cool a load: the headroom of the slot.
  func admits(referenceKW: Double, in slot: Int) -> Bool {
    switch self {
    case .fixedPUE: true
    }
  }

  /// What the plant draws for a load, at a set point and with what the tank takes.
  ///
  /// - Parameter supplyC: the set point; that of least power where nil.
  func power(
    referenceKW: Double, supplyC: Double?, tankKW: Double, in slot: Int
  ) -> FacilityPower {
    switch self {
    case .fixedPUE(let pue): FacilityPower(itKW: referenceKW, facilityKW: referenceKW * pue)
    }
  }
}

/// The power of one slot, before battery and solar.
struct FacilityPower {
  /// Leakage included.
  var itKW: Double
  /// IT, cooling and conversion losses.
  var facilityKW: Double
}
