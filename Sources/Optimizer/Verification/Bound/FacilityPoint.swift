/// One way to run the plant of a site through a slot.
struct FacilityPoint {
  /// Reference power, base load and idle GPUs included.
  var referenceKW: Double
  var facilityKW: Double
  var waterLPerHour = 0.0
  /// Heat that the tank takes; negative where it gives.
  var storageKW = 0.0
}

extension FacilityPoint {
  init(_ state: SteadyState, storageKW: Double = 0) {
    self.init(
      referenceKW: state.referenceKW, facilityKW: state.facilityKW,
      waterLPerHour: state.waterLitresPerHour, storageKW: storageKW)
  }

  func moved(byKW kW: Double) -> FacilityPoint {
    var moved = self
    moved.facilityKW += kW
    return moved
  }

  /// The point lowered and, where the exact power is not the point's own, once more raised.
  func moved(by allowance: CellAllowance) -> [FacilityPoint] {
    let lowered = moved(byKW: -allowance.downKW)
    return allowance.isNone ? [lowered] : [lowered, moved(byKW: allowance.upKW)]
  }
}
