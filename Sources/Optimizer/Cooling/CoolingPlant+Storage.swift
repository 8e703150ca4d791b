extension CoolingPlant {
  /// The state with a chilled-water tank at work.
  ///
  /// Charging is one more heat for the cool circuit's unit and chiller, or, without that circuit,
  /// for the trim chiller. Discharging relieves the cool circuit first, then the trim chiller, which
  /// may let a saturated plant come down to its set point. Flows and return temperatures stay, so
  /// that power is convex in the tank's heat as long as the cool circuit alone feels it.
  func withTank(storageW: Double, alone: SteadyState, air: AmbientAir) -> SteadyState {
    var warmReliefW = 0.0
    if storageW < 0 {
      warmReliefW = min(alone.warm.chillerHeatW, max(0, -storageW - alone.cool.heatW))
    } else if !hasCoolCircuit {
      warmReliefW = -storageW
    }
    let load = settled(
      referenceW: alone.referenceW, air: air, supplyC: alone.setC, reliefW: warmReliefW)
    return state(
      load, referenceW: alone.referenceW, air: air, supplyC: alone.setC,
      warmReliefW: warmReliefW, coolStorageW: storageW)
  }

  /// How much heat a tank can take from the plant (negative) and give to it (positive) at a load,
  /// in kW.
  ///
  /// It can take the duty that the plant has without the tank, and give what unit and chiller can
  /// still take at full fan speed while they hold their set point.
  ///
  /// - Parameter state: without tank.
  package func storageRangeKW(of state: SteadyState, air: AmbientAir) -> ClosedRange<Double> {
    guard hasChiller else { return 0...0 }
    let spareW = hasCoolCircuit ? coolSpare(itW: state.itW, air: air) : warmSpare(state, air: air)
    let dutyW = state.cool.heatW + state.warm.chillerHeatW
    // Short of the edge, which rounding could miss.
    return -dutyW / 1000...max(0, spareW - 1e-9 * dutyW) / 1000
  }

  private func coolSpare(itW: Double, air: AmbientAir) -> Double {
    let (heatW, fanW) = airSide.load(itWatts: itW)
    return cool.spare(coolDemand(heatW: heatW + fanW, storageW: 0), in: air)
  }

  /// The unit has no part in charging from the warm circuit.
  private func warmSpare(_ state: SteadyState, air: AmbientAir) -> Double {
    let demand = CircuitDemand(
      heatW: state.warm.heatW, pumpW: 0, setC: state.setC, flow: state.warm.flow)
    return min(warm.chillerCapacityW, warm.spare(demand, in: air))
  }
}
