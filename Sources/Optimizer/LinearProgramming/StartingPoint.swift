/// Mehrotra's starting point: the x̂ nearest to the middle of the bounds that keeps all rows and the
/// y with the smallest reduced costs, moved into the inside of the bounds. ("On the implementation
/// of a primal-dual interior point method", 1992, doi 10.1137/0802028.)
extension Iterate {
  /// D of free columns in the least squares.
  private static let freeWeight = 1e-2
  /// Distance that counts as the middle of wide bounds, and the least distance from infinite ones.
  private static let (farthest, nearest) = (1.0, 1e-3)

  init(startOf program: ScaledProgram, _ system: inout KKTSystem) {
    var weights = program.costs.indices.map { program.isFixed($0) ? .infinity : Self.freeWeight }
    for column in program.bounds.columns { weights[Int(column)] = 1 }
    system.factorize(weights: weights)
    let ranges = zip(program.roomBelow, program.roomAbove).map { $0 + $1 }
    let middles = ranges.map { $0 < .infinity ? -min(0.5 * $0, Self.farthest) : 0 }
    let nothing = program.rightHandSides.map { _ in 0.0 }
    var nearest = KKTSystem.Vector(columns: middles, rows: nothing)
    var cheapest = nearest
    system.solve(
      KKTSystem.Vector(columns: middles, rows: program.rightHandSides), refinements: 1,
      into: &nearest)
    system.solve(
      KKTSystem.Vector(columns: program.costs, rows: nothing), refinements: 1, into: &cheapest)
    var reduced = program.costs
    program.matrix.subtractTransposedProduct(cheapest.rows, from: &reduced)
    let bounds = program.bounds
    self.init(
      point: KKTSystem.Vector(columns: nearest.columns, rows: cheapest.rows), slacks: bounds.rooms,
      duals: bounds.directions)
    for (index, column) in bounds.columns.enumerated() {
      slacks[index] += bounds.directions[index] * x[Int(column)]
      duals[index] *= reduced[Int(column)]
    }
    moveInside(program, ranges)
  }

  /// Moves slacks and duals by what makes the worst of them positive, or by their mean; a slack
  /// between two bounds by at most as much as leaves it between them.
  private mutating func moveInside(_ program: ScaledProgram, _ ranges: [Double]) {
    let columns = program.bounds.columns.map(Int.init)
    let unbounded = columns.indices.filter { ranges[columns[$0]] == .infinity }
    let farther = Self.shift(slacks, where: unbounded)
    let dearer = Self.shift(duals, where: unbounded)
    for index in columns.indices {
      let column = columns[index]
      let direction = program.bounds.directions[index]
      if ranges[column] == .infinity {
        slacks[index] += farther
        point.columns[column] = direction * slacks[index]
        duals[index] += dearer
        continue
      }
      if direction > 0 {
        let margin = min(farther, 0.5 * ranges[column])
        point.columns[column] = min(max(x[column], margin), ranges[column] - margin)
        slacks[index] = x[column]
      } else {
        slacks[index] = ranges[column] - x[column]
      }
      duals[index] = max(duals[index], 0) + dearer
    }
  }

  private static func shift(_ values: [Double], where indices: [Int]) -> Double {
    let worst = indices.reduce(0) { max($0, -values[$1]) }
    let mean = values.reduce(0) { $0 + abs($1) } / Double(max(1, values.count))
    return max(1.5 * worst, mean, nearest)
  }
}
