extension CoolingPlant {
  /// The state with a chilled-water tank at work.
  ///
  /// Charging is one more heat in the cool circuit, or, without one, one more duty of the trim
  /// chiller. Discharging relieves the cool circuit first, then the trim chiller, which may let a
  /// saturated plant come down to its set point.
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
    let most = hasCoolCircuit ? coolRoom(itW: state.itW, air: air) : warmRoom(state, air: air)
    return -(state.cool.heatW + state.warm.chillerHeatW) / 1000...max(0, most) / 1000
  }

  /// What the trim chiller can still take; a tank too cold for the unit is charged by it alone.
  private func warmRoom(_ state: SteadyState, air: AmbientAir) -> Double {
    let demand = CircuitDemand(
      heatW: state.warm.heatW, pumpW: 0, setC: state.setC, flow: state.warm.flow)
    return min(warm.chillerCapacityW, warm.spare(demand, in: air))
  }

  /// What the cool circuit can still take: flow and return temperature rise with it.
  private func coolRoom(itW: Double, air: AmbientAir) -> Double {
    let (heatW, fanW) = airSide.load(itWatts: itW)
    func spare(_ storageW: Double) -> Double {
      cool.spare(coolDemand(heatW: heatW + fanW, storageW: storageW), in: air)
    }
    if spare(0) <= 0 { return 0 }
    var high = cool.parameters.capacityW
    while spare(high) > 0 { high *= 2 }
    return Root.bracketed(0, high, tolerance: 1e-9 * high, spare)
  }
}
