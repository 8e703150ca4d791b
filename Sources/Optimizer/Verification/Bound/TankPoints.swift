import GridPricing

/// Points around the surface of facility power over load and tank, at set points chosen without the
/// tank.
///
/// At each load the tank gives all or half of what it can, idles, or takes half or all. A mixture of
/// four neighbours may lie above the exact power between them: all points are lowered by the most found
/// at the centres, and by how far the nodes are from convex; and stand there once more, raised by as
/// much, for negative prices.
struct TankPoints {
  static let nodes = 9
  private(set) var points: [FacilityPoint] = []

  init(_ liquid: LiquidFacts, _ tank: ThermalStorage, loads: ClosedRange<Double>, in slot: Int) {
    let nodes = LoadNodes(liquid, loads: loads, count: Self.nodes, in: slot)
    let surface = nodes.states.map { node in
      Self.levels(liquid, tank, node, in: slot).map { level in
        Self.point(liquid, at: node, storageKW: level, in: slot)
      }
    }
    let movedKW = nodes.hullGapKW + Self.largestSagKW(liquid, surface, in: slot)
    let all = surface.flatMap { $0 }
    points = all.map { $0.moved(byKW: -movedKW) } + all.map { $0.moved(byKW: movedKW) }
  }

  /// What the tank takes, from the most that it can give at a load to the most that it can take.
  private static func levels(
    _ liquid: LiquidFacts, _ tank: ThermalStorage, _ node: SteadyState, in slot: Int
  ) -> [Double] {
    let range = liquid.plant.storageRangeKW(of: node, air: liquid.air[slot])
    let least = max(range.lowerBound, -tank.power.kilowatts)
    let most = min(range.upperBound, tank.power.kilowatts)
    return [least, least / 2, 0, most / 2, most]
  }

  private static func point(
    _ liquid: LiquidFacts, at node: SteadyState, storageKW: Double, in slot: Int
  ) -> FacilityPoint {
    var point = FacilityPoint(
      liquid.state(
        referenceKW: node.referenceKW, supplyC: node.setC, tankKW: storageKW, in: slot))
    point.storageKW = storageKW
    return point
  }

  /// The most by which the mean of four corners exceeds the exact power at the centre.
  private static func largestSagKW(
    _ liquid: LiquidFacts, _ surface: [[FacilityPoint]], in slot: Int
  ) -> Double {
    var sag = 0.0
    for (left, right) in zip(surface, surface.dropFirst()) {
      let middleKW = (left[0].referenceKW + right[0].referenceKW) / 2
      let middle = liquid.leastPowerState(referenceKW: middleKW, in: slot)
      for level in left.indices.dropLast() {
        let corners = [left[level], left[level + 1], right[level], right[level + 1]]
        let storageKW = corners.reduce(0) { $0 + $1.storageKW } / 4
        let meanKW = corners.reduce(0) { $0 + $1.facilityKW } / 4
        let exact = point(liquid, at: middle, storageKW: storageKW, in: slot)
        sag = max(sag, meanKW - exact.facilityKW)
      }
    }
    return sag
  }
}
