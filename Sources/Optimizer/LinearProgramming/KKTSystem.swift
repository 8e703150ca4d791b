/// The Karush-Kuhn-Tucker system of an interior-point step, condensed, factorised and solved.
struct KKTSystem: Sendable {
  /// A step of the columns and rows.
  struct Direction {
    var dx: [Double]
    var dy: [Double]
  }

  /// Added to each row's diagonal, relative to it and absolute.
  nonisolated(unsafe) static var rowRegularisation = (relative: 1e-12, absolute: 1e-12)
  /// Added to D of kept columns.
  nonisolated(unsafe) static var columnRegularisation = 1e-8
  nonisolated(unsafe) static var emptyRegularisation = 1e-6
  /// Refinement ends once the residual is this small relative to the right-hand side.
  private static let refinedEnough = 1e-12

  private var matrix: SparseMatrix
  private let pattern: KKTPattern
  private var factor: TriangularFactor
  /// D by column, and its inverse, 0 for kept columns.
  private var weights: [Double]
  private var inverses: [Double]

  init(_ matrix: SparseMatrix, stages: LinearProgram.Pattern, isFree: [Bool]) {
    self.matrix = matrix
    pattern = KKTPattern(matrix, stages: stages, isFree: isFree)
    factor = TriangularFactor(patternOf: pattern.upper, signs: pattern.signs)
    weights = [Double](repeating: 0, count: matrix.columnCount)
    inverses = weights
  }

  var fill: Int { factor.fill }
  var size: Int { pattern.signs.count }

  /// Factorises for the coefficients `matrix` and the diagonal D.
  mutating func factorize(_ matrix: SparseMatrix, weights: [Double]) {
    self.matrix = matrix
    self.weights = weights
    var values = [Double](repeating: 0, count: pattern.upper.rows.count)
    var next = 0
    var unknown = matrix.rowCount
    for column in 0..<matrix.columnCount {
      let places = matrix.places(ofColumn: column)
      if pattern.isKept[column] {
        inverses[column] = 0
        for place in places {
          values[Int(pattern.targets[next])] += matrix.values[place]
          next += 1
        }
        values[Int(pattern.diagonals[unknown])] = -weights[column] - (weights[column] == 0 ? unsafe Self.columnRegularisation : 0)
        unknown += 1
      } else {
        let inverse = 1 / weights[column]
        inverses[column] = inverse
        for first in places {
          let scaled = matrix.values[first] * inverse
          for second in places.lowerBound...first {
            values[Int(pattern.targets[next])] += scaled * matrix.values[second]
            next += 1
          }
        }
      }
    }
    for row in 0..<matrix.rowCount {
      let place = Int(pattern.diagonals[row])
      values[place] += unsafe Self.rowRegularisation.relative * values[place]
      values[place] += values[place] > 0 ? unsafe Self.rowRegularisation.absolute : unsafe Self.emptyRegularisation
    }
    factor.factorize(values)
  }

  /// Solves −D dx + A'dy = h, A dx = r, with at most so many rounds of iterative refinement.
  func solve(h: [Double], r: [Double], refinements: Int) -> Direction {
    var direction = solveOnce(h: h, r: r)
    let size = norm(h, r)
    var (hLeft, rLeft) = residual(of: direction, h: h, r: r)
    var left = norm(hLeft, rLeft)
    if unsafe InteriorPointRun.verbose { print("   kkt", size, left) }
    for _ in 0..<refinements {
      guard left > Self.refinedEnough * size else { break }
      let correction = solveOnce(h: hLeft, r: rLeft)
      var refined = direction
      for column in refined.dx.indices { refined.dx[column] += correction.dx[column] }
      for row in refined.dy.indices { refined.dy[row] += correction.dy[row] }
      (hLeft, rLeft) = residual(of: refined, h: h, r: r)
      let after = norm(hLeft, rLeft)
      if unsafe InteriorPointRun.verbose { print("   refined", after) }
      guard after < left else { break }
      direction = refined
      guard after < 0.5 * left else { break }
      left = after
    }
    return direction
  }

  private func norm(_ h: [Double], _ r: [Double]) -> Double {
    var largest = 0.0
    for column in pattern.kept { largest = max(largest, abs(h[column])) }
    for value in r { largest = max(largest, abs(value)) }
    return largest
  }

  private func solveOnce(h: [Double], r: [Double]) -> Direction {
    var scaled = h
    for column in h.indices { scaled[column] *= inverses[column] }
    var right = r
    matrix.multiply(scaled, by: 1, addingTo: &right)
    var x = [Double](repeating: 0, count: pattern.positions.count)
    for row in right.indices { x[Int(pattern.positions[row])] = right[row] }
    for (index, column) in pattern.kept.enumerated() {
      x[Int(pattern.positions[matrix.rowCount + index])] = h[column]
    }
    factor.solve(&x)
    var dy = right
    for row in right.indices { dy[row] = x[Int(pattern.positions[row])] }
    var dx = h.map { -$0 }
    matrix.multiplyTransposed(dy, by: 1, addingTo: &dx)
    for column in h.indices { dx[column] *= inverses[column] }
    for (index, column) in pattern.kept.enumerated() {
      dx[column] = x[Int(pattern.positions[matrix.rowCount + index])]
    }
    return Direction(dx: dx, dy: dy)
  }

  /// What is left of h and r.
  private func residual(
    of direction: Direction, h: [Double], r: [Double]
  ) -> (h: [Double], r: [Double]) {
    var hLeft = [Double](repeating: 0, count: h.count)
    for column in pattern.kept where weights[column] < .infinity {
      hLeft[column] = h[column] + weights[column] * direction.dx[column]
      for place in matrix.places(ofColumn: column) {
        hLeft[column] -= matrix.values[place] * direction.dy[Int(matrix.rows[place])]
      }
    }
    var rLeft = r
    matrix.multiply(direction.dx, by: -1, addingTo: &rLeft)
    return (hLeft, rLeft)
  }
}
