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
