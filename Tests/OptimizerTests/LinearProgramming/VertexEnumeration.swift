@testable import Optimizer

/// The least cost of a tiny programme with finite bounds, by trying all vertices.
///
/// At a vertex every column but as many as there are rows is at one of its bounds. Rows must be
/// independent.
struct VertexEnumeration {
  private(set) var leastCost: Double?
  private let program: LinearProgram
  private let matrix: [[Double]]

  init(_ program: LinearProgram) {
    self.program = program
    var matrix = program.rightHandSides.map { _ in program.costs.map { _ in 0.0 } }
    for (index, coefficient) in program.coefficients.enumerated() {
      matrix[Int(program.pattern.entryRows[index])][Int(program.pattern.entryColumns[index])] +=
        coefficient
    }
    self.matrix = matrix
    let count = program.costs.count
    for basis in 0..<(1 << count) where basis.nonzeroBitCount == matrix.count {
      let inside = (0..<count).filter { basis >> $0 & 1 == 1 }
      let outside = (0..<count).filter { basis >> $0 & 1 == 0 }
      for ends in 0..<(1 << outside.count) {
        var values = program.lower
        for (index, column) in outside.enumerated() where ends >> index & 1 == 1 {
          values[column] = program.upper[column]
        }
        tryVertex(values, inside)
      }
    }
  }

  private mutating func tryVertex(_ start: [Double], _ inside: [Int]) {
    var values = start
    for column in inside { values[column] = 0 }
    var table = matrix.enumerated().map { row, coefficients in
      inside.map { coefficients[$0] }
        + [
          zip(coefficients, values).reduce(program.rightHandSides[row]) { $0 - $1.0 * $1.1 }
        ]
    }
    for step in inside.indices {
      let pivot = (step..<table.count).max { abs(table[$0][step]) < abs(table[$1][step]) }!
      guard abs(table[pivot][step]) > 1e-9 else { return }
      table.swapAt(step, pivot)
      for row in table.indices where row != step {
        let factor = table[row][step] / table[step][step]
        for place in table[row].indices { table[row][place] -= factor * table[step][place] }
      }
    }
    for (step, column) in inside.enumerated() {
      values[column] = table[step].last! / table[step][step]
    }
    for column in inside {
      guard values[column] >= program.lower[column] - 1e-9 else { return }
      guard values[column] <= program.upper[column] + 1e-9 else { return }
    }
    let cost = zip(program.costs, values).reduce(0) { $0 + $1.0 * $1.1 }
    leastCost = min(leastCost ?? cost, cost)
  }
}
