import Testing

@testable import Optimizer

struct TriangularFactorTests {
  /// A random quasi-definite matrix: positive or negative diagonal blocks, any coupling.
  private func system(
    size: Int, _ source: inout RandomProblems.Source
  ) -> (dense: [[Double]], signs: [Double]) {
    let signs = (0..<size).map { _ in source.happens(0.3) ? -1.0 : 1.0 }
    var dense = [[Double]](repeating: [Double](repeating: 0, count: size), count: size)
    for row in 0..<size {
      for column in 0..<row where source.happens(0.3) {
        let value = source.unit() - 0.5
        (dense[row][column], dense[column][row]) = (value, value)
      }
      dense[row][row] = signs[row] * Double(size)
    }
    return (dense, signs)
  }

  @Test func solutionsFulfilTheirEquations() {
    var source = RandomProblems.Source(state: 11)
    for size in [0, 1, 2, 5, 20, 40] {
      let (dense, signs) = system(size: size, &source)
      var (rows, columns, values): ([Int32], [Int32], [Double]) = ([], [], [])
      for column in 0..<size {
        for row in 0...column where dense[row][column] != 0 {
          rows.append(Int32(row))
          columns.append(Int32(column))
          values.append(dense[row][column])
        }
      }
      let upper = SparseMatrix.compressed(
        rowCount: size, columnCount: size, rows: rows, columns: columns
      ).matrix
      var factor = TriangularFactor(patternOf: upper, signs: signs)
      factor.factorize(values)
      let expected = (0..<size).map { _ in source.unit() }
      var x = dense.map { zip($0, expected).reduce(0) { $0 + $1.0 * $1.1 } }
      factor.solve(&x)
      for (found, value) in zip(x, expected) { #expect(abs(found - value) < 1e-12) }
    }
  }
}
