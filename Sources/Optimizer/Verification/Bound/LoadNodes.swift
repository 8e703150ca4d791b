/// Least-power states of a plant at loads of equal distance.
struct LoadNodes {
  let states: [SteadyState]
  private let liquid: LiquidFacts
  private let slot: Int

  init(_ liquid: LiquidFacts, loads: ClosedRange<Double>, count: Int, in slot: Int) {
    let step = (loads.upperBound - loads.lowerBound) / Double(count - 1)
    states = (0..<count).map { node in
      liquid.leastPowerState(referenceKW: loads.lowerBound + Double(node) * step, in: slot)
    }
    self.liquid = liquid
    self.slot = slot
  }

  /// The cells between neighbouring nodes, each numbered as the node on its left.
  var cells: Range<Int> { 0..<(states.count - 1) }

  func middleReferenceKW(ofCell cell: Int) -> Double {
    (states[cell].referenceKW + states[cell + 1].referenceKW) / 2
  }

  /// The least facility power in the middle of a cell, at the set point of either node or between.
  func middleFacilityKW(ofCell cell: Int, tankKW: Double = 0) -> Double {
    let (leftC, rightC) = (states[cell].setC, states[cell + 1].setC)
    return [leftC, (leftC + rightC) / 2, rightC].reduce(.infinity) { least, supplyC in
      let state = liquid.state(
        referenceKW: middleReferenceKW(ofCell: cell), supplyC: supplyC, tankKW: tankKW, in: slot)
      return min(least, state.facilityKW)
    }
  }

  /// Additional facility power per additional load at the set point of a node; backward at the last.
  func slope(at node: Int) -> Double {
    let state = states[node]
    let step = 1e-4 * liquid.plant.nominalITKW * (node == states.count - 1 ? -1 : 1)
    let beside = liquid.state(
      referenceKW: state.referenceKW + step, supplyC: state.setC, in: slot)
    return (beside.facilityKW - state.facilityKW) / step
  }
}
