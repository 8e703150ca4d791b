import GridPricing

/// Points around the surface of facility power over load and tank, at set points chosen without the
/// tank.
///
/// At each load the tank gives up to all that it can, idles, or takes up to all. A mixture of the four
/// corners of a cell may lie above or below the exact power in it: corners are lowered by as much, and
/// stand once more raised by as much, for negative prices.
struct TankPoints {
  static let nodes = 9
  /// Equal steps from the largest discharge to none, and from none to the largest charge; and where all
  /// loads are one.
  static let steps = 8
  static let stepsOfOneLoad = 64
  private(set) var points: [FacilityPoint] = []

  init(_ liquid: LiquidFacts, _ tank: ThermalStorage, loads: ClosedRange<Double>, in slot: Int) {
    let isOneLoad = loads.lowerBound == loads.upperBound
    let steps = isOneLoad ? Self.stepsOfOneLoad : Self.steps
    let nodes = LoadNodes(liquid, loads: loads, count: isOneLoad ? 2 : Self.nodes, in: slot)
    let surface = nodes.states.map { node in
      Self.levels(liquid, tank, node, steps: steps, in: slot).map { level in
        FacilityPoint(
          liquid.state(
            referenceKW: node.referenceKW, supplyC: node.setC, tankKW: level, in: slot),
          storageKW: level)
      }
    }
    let allowances = nodes.cells.map { Self.allowances(nodes, $0, surface) }
    for (node, row) in surface.enumerated() {
      for (level, point) in row.enumerated() {
        let touching = allowances.cells(around: node).flatMap { $0.cells(around: level) }
        points += point.moved(by: CellAllowance(largestOf: touching))
      }
    }
  }

  /// What the tank takes, from the most that it can give at a load to the most that it can take.
  private static func levels(
    _ liquid: LiquidFacts, _ tank: ThermalStorage, _ node: SteadyState, steps: Int,
    in slot: Int
  ) -> [Double] {
    let range = liquid.plant.storageRangeKW(of: node, air: liquid.air[slot])
    let least = max(range.lowerBound, -tank.power.kilowatts)
    let most = min(range.upperBound, tank.power.kilowatts)
    return (-steps...steps).map { step in
      (step < 0 ? -least : most) * Double(step) / Double(steps)
    }
  }

  /// Those of the cells between two neighbouring loads, by level of the tank.
  private static func allowances(
    _ nodes: LoadNodes, _ cell: Int, _ surface: [[FacilityPoint]]
  ) -> [CellAllowance] {
    (1..<surface[cell].count).map { upper in
      let level = upper - 1
      let corners = surface[cell...(cell + 1)].flatMap { $0[level...upper] }
      let tankKW = corners.reduce(0) { $0 + $1.storageKW } / 4
      let meanKW = corners.reduce(0) { $0 + $1.facilityKW } / 4
      return CellAllowance(
        exactKW: nodes.facilityKW(ofCell: cell, at: 0.5, tankKW: tankKW), lowerKW: meanKW,
        upperKW: meanKW, seen: .inTheMiddle)
    }
  }
}
