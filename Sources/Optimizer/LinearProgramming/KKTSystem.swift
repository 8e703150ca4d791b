/// The Karush-Kuhn-Tucker system of an interior-point step, condensed, factorised and solved.
struct KKTSystem: Sendable {
  /// A step of the columns and rows.
  struct Direction {
    var dx: [Double]
    var dy: [Double]
  }

  /// D of columns without bounds; refinement takes it out again.
  private static let freeWeight = 1e-7
  /// Added to each row's diagonal, relative to it and absolute, against rows that depend on others.
  private static let rowRegularisation = (relative: 1e-14, absolute: 1e-12)
  /// The diagonal of a row without any eliminated column that can move.
  private static let emptyRow = 1e-6
  /// Refinement ends once the residual is this small relative to the right-hand side.
  private static let refinedEnough = 1e-8

  private var matrix: SparseMatrix
  private let pattern: KKTPattern
  private var factor: TriangularFactor
  /// D by column, and the inverses of eliminated ones, 0 for kept ones.
  private var weights: [Double]
  private var inverses: [Double]
  /// Columns whose rows of the system a single solution does not fulfil: kept and free ones.
  private var refined: [Int] = []

  init(_ matrix: SparseMatrix, stages: LinearProgram.Pattern) {
    self.matrix = matrix
    pattern = KKTPattern(matrix, stages: stages)
    factor = TriangularFactor(patternOf: pattern.upper, signs: pattern.signs)
    weights = [Double](repeating: 0, count: matrix.columnCount)
    inverses = weights
  }

  /// Factorises for the coefficients of `matrix` and the diagonal D, infinite where fixed.
  mutating func factorize(_ matrix: SparseMatrix, weights: [Double]) {
    self.matrix = matrix
    self.weights = weights
    refined = weights.indices.filter {
      weights[$0] == 0 || (pattern.isKept[$0] && weights[$0] < .infinity)
    }
    for column in weights.indices {
      let weight = weights[column] == 0 ? Self.freeWeight : weights[column]
      inverses[column] = pattern.isKept[column] ? 0 : 1 / weight
    }
    factor.factorize(assembled())
  }

  /// The values of the upper triangle.
  private func assembled() -> [Double] {
    var values = pattern.upper.values
    var next = 0
    unsafe values.withUnsafeMutableBufferPointer { values in
      unsafe pattern.targets.withUnsafeBufferPointer { targets in
        for column in weights.indices {
          let places = matrix.places(ofColumn: column)
          if pattern.isKept[column] {
            for place in places {
              unsafe values[Int(targets[next])] = matrix.values[place]
              next += 1
            }
          } else {
            for first in places {
              let scaled = matrix.values[first] * inverses[column]
              for second in places.lowerBound...first {
                unsafe values[Int(targets[next])] += scaled * matrix.values[second]
                next += 1
              }
            }
          }
        }
      }
    }
    for row in 0..<matrix.rowCount {
      let place = Int(pattern.diagonals[row])
      let diagonal = values[place]
      values[place] =
        diagonal > 0
        ? diagonal * (1 + Self.rowRegularisation.relative) + Self.rowRegularisation.absolute
        : Self.emptyRow
    }
    for (index, column) in pattern.kept.enumerated() {
      let weight = weights[column] == 0 ? Self.freeWeight : weights[column]
      values[Int(pattern.diagonals[matrix.rowCount + index])] = -weight
    }
    return values
  }

  /// Solves −D dx + A'dy = h, A dx = r, with at most so many rounds of iterative refinement.
  func solve(h: [Double], r: [Double], refinements: Int) -> Direction {
    var direction = solveOnce(h: h, r: r)
    guard refinements > 0 else { return direction }
    let size = largest(h, r)
    var left = residual(of: direction, h: h, r: r)
    for _ in 0..<refinements where largest(left.h, left.r) > Self.refinedEnough * size {
      var refined = solveOnce(h: left.h, r: left.r)
      refined.dx.add(1, times: direction.dx)
      refined.dy.add(1, times: direction.dy)
      let after = residual(of: refined, h: h, r: r)
      guard largest(after.h, after.r) < largest(left.h, left.r) else { break }
      (direction, left) = (refined, after)
    }
    return direction
  }

  private func largest(_ h: [Double], _ r: [Double]) -> Double {
    refined.reduce(r.norm) { max($0, abs(h[$1])) }
  }

  /// Eliminates dx from the first equations, solves for dy and what is kept of dx, and puts them in.
  private func solveOnce(h: [Double], r: [Double]) -> Direction {
    var dx = h
    var dy = r
    dx.multiply(by: inverses)
    matrix.multiply(dx, addingTo: &dy)
    let right = dy + pattern.kept.map { h[$0] }
    var unknowns = pattern.sequence.map { right[Int($0)] }
    factor.solve(&unknowns)
    for row in dy.indices { dy[row] = unknowns[Int(pattern.positions[row])] }
    dx = h
    matrix.subtractTransposedProduct(dy, from: &dx)
    dx.multiply(by: inverses)
    for column in dx.indices { dx[column] = -dx[column] }
    for (index, column) in pattern.kept.enumerated() {
      dx[column] = unknowns[Int(pattern.positions[dy.count + index])]
    }
    return Direction(dx: dx, dy: dy)
  }

  /// What is left of h and r; of h only where a solution may leave something.
  private func residual(
    of direction: Direction, h: [Double], r: [Double]
  ) -> (h: [Double], r: [Double]) {
    var hLeft = [Double](repeating: 0, count: h.count)
    for column in refined {
      hLeft[column] = h[column] + weights[column] * direction.dx[column]
      for place in matrix.places(ofColumn: column) {
        hLeft[column] -= matrix.values[place] * direction.dy[Int(matrix.rows[place])]
      }
    }
    var rLeft = r
    matrix.subtractProduct(direction.dx, from: &rLeft)
    return (hLeft, rLeft)
  }
}
