/// Mehrotra's starting point: the x̂ nearest to 0 that keeps all rows and the y with the smallest
/// reduced costs, moved into the inside of the bounds. ("On the implementation of a primal-dual
/// interior point method", 1992, doi 10.1137/0802028.)
extension Iterate {
  /// D of free columns, in the least squares of the start.
  private static let freeWeight = 1e-2

  init(startOf program: ScaledProgram, _ system: inout KKTSystem) {
    let ranges = zip(program.roomBelow, program.roomAbove).map { $0 + $1 }
    let weights = program.costs.indices.map {
      ranges[$0] == 0
        ? .infinity
        : program.roomBelow[$0] + program.roomAbove[$0] == .infinity
          && min(program.roomBelow[$0], program.roomAbove[$0]) == .infinity
          ? Self.freeWeight : 1
    }
    system.factorize(program.matrix, weights: weights)
    let centres = ranges.map { $0 < .infinity ? -min(0.5 * $0, 1) : 0 }
    let nearest = system.solve(h: centres, r: program.rightHandSides, refinements: 1)
    let squares = system.solve(
      h: program.costs, r: program.rightHandSides.map { _ in 0 }, refinements: 1)
    var reduced = program.costs
    program.matrix.multiplyTransposed(squares.dy, by: -1, addingTo: &reduced)
    (x, y) = (nearest.dx, squares.dy)
    slacks = program.bounds.map { $0.room + $0.direction * nearest.dx[Int($0.column)] }
    duals = program.bounds.map { $0.direction * reduced[Int($0.column)] }
    var (worstSlack, worstDual) = (0.0, 0.0)
    for (index, bound) in program.bounds.enumerated() where ranges[Int(bound.column)] == .infinity {
      worstSlack = max(worstSlack, -slacks[index])
      worstDual = max(worstDual, -duals[index])
    }
    let count = Double(max(1, slacks.count))
    let meanSlack = slacks.reduce(0) { $0 + abs($1) } / count
    let meanDual = duals.reduce(0) { $0 + abs($1) } / count
    let roomiest = max(1.5 * worstSlack, 0.1 * meanSlack, 1e-3)
    let priciest = max(1.5 * worstDual, 0.1 * meanDual, 1e-6)
    for (index, bound) in program.bounds.enumerated() {
      let column = Int(bound.column)
      let range = ranges[column]
      if range == .infinity {
        slacks[index] += roomiest
        x[column] = bound.direction * slacks[index]
        duals[index] += priciest
      } else {
        if bound.direction > 0 {
          let margin = min(roomiest, 0.25 * range)
          slacks[index] = min(max(slacks[index], margin), range - margin)
          x[column] = slacks[index]
        } else {
          slacks[index] = range - x[column]
        }
        duals[index] = max(duals[index], 0) + priciest
      }
    }
  }
}
