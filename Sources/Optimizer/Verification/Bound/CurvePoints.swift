/// Points around the curve of facility power over load, for a plant without tank.
///
/// Between nodes of the exact curve stand the points where tangents of neighbouring nodes meet: below
/// a convex curve. All are lowered by how far the nodes are from convex. Where prices are negative the
/// dearest power is the cheapest, so that the nodes stand there once more, raised by as much: chords of
/// a convex curve lie above it.
struct CurvePoints {
  static let nodes = 17
  private(set) var points: [FacilityPoint] = []

  init(_ liquid: LiquidFacts, loads: ClosedRange<Double>, in slot: Int) {
    let nodes = LoadNodes(liquid, loads: loads, count: Self.nodes, in: slot)
    let gapKW = nodes.hullGapKW
    let curve = nodes.states.map { FacilityPoint($0) }
    let slopes = nodes.states.indices.map { node in
      Self.slope(liquid, nodes.states[node], isLast: node == Self.nodes - 1, in: slot)
    }
    let meetings = (1..<Self.nodes).map { node in
      Self.meeting(curve[node - 1], slopes[node - 1], curve[node], slopes[node])
    }
    points = (curve + meetings).map { $0.moved(byKW: -gapKW) } + curve.map { $0.moved(byKW: gapKW) }
  }

  /// Additional facility power per additional load at the set point of a node; backward at the last.
  private static func slope(
    _ liquid: LiquidFacts, _ node: SteadyState, isLast: Bool, in slot: Int
  ) -> Double {
    let step = 1e-4 * liquid.plant.nominalITKW * (isLast ? -1 : 1)
    let beside = liquid.state(
      referenceKW: node.referenceKW + step, supplyC: node.setC, in: slot)
    return (beside.facilityKW - node.facilityKW) / step
  }

  /// Where two tangents meet; where the curve is not convex, the lower of them half-way.
  private static func meeting(
    _ left: FacilityPoint, _ leftSlope: Double, _ right: FacilityPoint, _ rightSlope: Double
  ) -> FacilityPoint {
    func onLeft(_ kW: Double) -> Double {
      left.facilityKW + leftSlope * (kW - left.referenceKW)
    }
    func onRight(_ kW: Double) -> Double {
      right.facilityKW + rightSlope * (kW - right.referenceKW)
    }
    var meeting = left
    let isConvex = rightSlope > leftSlope
    let kW =
      left.referenceKW
      + (left.facilityKW - onRight(left.referenceKW)) / (rightSlope - leftSlope)
    if isConvex, kW > left.referenceKW, kW < right.referenceKW {
      meeting.referenceKW = kW
      meeting.facilityKW = onLeft(kW)
    } else {
      let middle = (left.referenceKW + right.referenceKW) / 2
      meeting.referenceKW = middle
      meeting.facilityKW = min(onLeft(middle), onRight(middle))
    }
    return meeting
  }
}

extension FacilityPoint {
  init(_ state: SteadyState) {
    self.init(
      referenceKW: state.referenceKW, facilityKW: state.facilityKW,
      waterLPerHour: state.waterLitresPerHour)
  }

  func moved(byKW kW: Double) -> FacilityPoint {
    var moved = self
    moved.facilityKW += kW
    return moved
  }
}
