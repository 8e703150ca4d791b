import GridPricing

/// Facility power and what it consists of: one value per slot in every array.
package struct CoolingOperation: Sendable, Equatable {
  /// IT power, leakage included.
  package var itKW: [Double]
  /// IT power, cooling and losses.
  package var facilityKW: [Double]
  /// Pumps, fans and chillers; nil, as all that follows, without liquid cooling.
  package var coolingKW: [Double]?
  package var conversionLossKW: [Double]?
  /// Set point of the facility supply, °C.
  package var supplyC: [Double]?
  /// GPU temperature in the steady state, °C.
  package var gpuC: [Double]?
  package var waterLPerHour: [Double]?
}

extension CoolingOperation {
  /// The steady states of a liquid-cooled plant.
  package init(_ states: [SteadyState]) {
    self.init(
      itKW: states.map(\.itKW), facilityKW: states.map(\.facilityKW),
      coolingKW: states.map(\.coolingKW), conversionLossKW: states.map(\.lossKW),
      supplyC: states.map(\.setC), gpuC: states.map(\.gpuC),
      waterLPerHour: states.map(\.waterLitresPerHour))
  }
}

extension SiteBooks {
  /// The steady state of each slot; a slot like the one before shares its state.
  func states(
    of liquid: LiquidCooling, _ itReferenceKW: [Double], _ dispatch: Dispatch?
  ) -> [SteadyState] {
    guard let air else { preconditionFailure("a liquid-cooled site needs weather") }
    var states: [SteadyState] = []
    var last: (loadKW: Double, supplyC: Double?, storageKW: Double)?
    for (slot, loadKW) in itReferenceKW.enumerated() {
      let next = (loadKW, dispatch?.supplyC?[slot], dispatch?.storageKW?[slot] ?? 0)
      if let last, last == next, air[slot] == air[slot - 1] {
        states.append(states[slot - 1])
      } else {
        states.append(
          liquid.state(referenceKW: loadKW, air: air[slot], supplyC: next.1, storageKW: next.2))
      }
      last = next
    }
    return states
  }
}
