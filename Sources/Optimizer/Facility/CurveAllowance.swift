/// By how much points lie from the exact curve on either side.
struct CurveAllowance {
  private(set) var down = 0.0
  private(set) var up = 0.0

  static let none = CurveAllowance()

  private init() {}

  /// - Parameters:
  ///   - lower: what points say somewhere in a cell, where they must not lie above.
  ///   - upper: the same, where they must not lie below.
  ///   - exact: the value there.
  ///   - factor: how much deeper a kink elsewhere in the cell may be.
  init(lower: Double, upper: Double, exact: Double, factor: Double) {
    down = factor * max(0, lower - exact)
    up = factor * max(0, exact - upper)
  }

  /// What is enough for cells that meet in a point, or places in a cell.
  static func largest(_ cells: some Sequence<CurveAllowance>) -> CurveAllowance {
    cells.reduce(into: .none) { sum, cell in
      sum.down = max(sum.down, cell.down)
      sum.up = max(sum.up, cell.up)
    }
  }

  /// The point lower by the allowance; where there is any, also the point above it, for prices below zero.
  func around(_ point: FacilityCurves.Point) -> [FacilityCurves.Point] {
    func moved(_ kW: Double) -> FacilityCurves.Point {
      var moved = point
      moved.facilityKW += kW
      return moved
    }
    return down > 0 || up > 0 ? [moved(-down), moved(up)] : [point]
  }
}

extension Array {
  /// The one or two cells that meet in a node; each cell has the number of the node before it.
  func meeting(at node: Int) -> ArraySlice<Element> {
    self[Swift.max(0, node - 1)...Swift.min(node, count - 1)]
  }
}
