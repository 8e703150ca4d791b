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

  func referenceKW(ofCell cell: Int, at share: Double) -> Double {
    Self.between(states[cell].referenceKW, states[cell + 1].referenceKW, at: share)
  }

  /// The least facility power at a share of a cell's width, at the set point of either node or between.
  func facilityKW(ofCell cell: Int, at share: Double, tankKW: Double = 0) -> Double {
    let (leftC, rightC) = (states[cell].setC, states[cell + 1].setC)
    let betweenC = Self.between(leftC, rightC, at: share)
    return [leftC, betweenC, rightC].reduce(.infinity) { least, supplyC in
      let state = liquid.state(
        referenceKW: referenceKW(ofCell: cell, at: share), supplyC: supplyC, tankKW: tankKW,
        in: slot)
      return min(least, state.facilityKW)
    }
  }

  /// What the straight line between the nodes of a cell draws at a share of its width.
  func chordKW(ofCell cell: Int, at share: Double) -> Double {
    Self.between(states[cell].facilityKW, states[cell + 1].facilityKW, at: share)
  }

  /// Additional facility power per additional load.
  ///
  /// Taken at the set point of the node; at the last along the curve itself, because a plant at its
  /// headroom must cool its water as load grows, and no set point serves both sides.
  func slope(at node: Int) -> Double {
    if node == states.count - 1 { return lastSlope }
    let state = states[node]
    let stepKW = 1e-4 * liquid.plant.nominalITKW
    let beside = liquid.state(
      referenceKW: state.referenceKW + stepKW, supplyC: state.setC, in: slot)
    return (beside.facilityKW - state.facilityKW) / stepKW
  }

  /// Backward, no further than the node before; zero where all loads are one.
  private var lastSlope: Double {
    let (last, previous) = (states[states.count - 1], states[states.count - 2])
    let stepKW = min(
      1e-3 * liquid.plant.nominalITKW, last.referenceKW - previous.referenceKW)
    guard stepKW > 0 else { return 0 }
    let before = liquid.leastPowerState(referenceKW: last.referenceKW - stepKW, in: slot)
    return (last.facilityKW - before.facilityKW) / stepKW
  }

  private static func between(_ left: Double, _ right: Double, at share: Double) -> Double {
    left + share * (right - left)
  }
}
