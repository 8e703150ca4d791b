/// Least-power states of a plant at loads of equal distance.
struct LoadNodes {
  let states: [SteadyState]

  init(_ liquid: LiquidFacts, loads: ClosedRange<Double>, count: Int, in slot: Int) {
    let step = (loads.upperBound - loads.lowerBound) / Double(count - 1)
    states = (0..<count).map { node in
      liquid.leastPowerState(referenceKW: loads.lowerBound + Double(node) * step, in: slot)
    }
  }

  /// The most by which a state draws more than a mixture of two others would at its load.
  ///
  /// The lower hull of the nodes, lowered by so much, lies below all of them by the measure of how far
  /// the curve is from convex.
  var hullGapKW: Double {
    var gap = 0.0
    for (middle, state) in states.enumerated() {
      for left in states[..<middle] {
        for right in states[(middle + 1)...] where right.referenceKW > left.referenceKW {
          let part =
            (state.referenceKW - left.referenceKW) / (right.referenceKW - left.referenceKW)
          let mixed = left.facilityKW + part * (right.facilityKW - left.facilityKW)
          gap = max(gap, state.facilityKW - mixed)
        }
      }
    }
    return gap
  }
}
