/// The Karush-Kuhn-Tucker system of an interior-point step, condensed, factorised and solved.
struct KKTSystem: Sendable {
  /// One number for each column and each row.
  struct Vector: Sendable {
    var columns: [Double]
    var rows: [Double]
  }

  /// D of columns without bounds; refinement takes it out again.
  private static let freeWeight = 1e-7
  /// Added to each row's diagonal, relative to it and absolute, against rows that depend on others.
  private static let rowRegularisation = (relative: 1e-14, absolute: 1e-12)
  /// The diagonal of a row without any eliminated column that can move.
  private static let emptyRow = 1e-6
  /// Refinement ends once the residual is this small relative to the right-hand side.
  private static let refinedEnough = 1e-8

  private let pattern: KKTPattern
  private var matrix: SparseMatrix
  /// The upper triangle of the condensed matrix, and its factor.
  private var values: [Double]
  private var factor: TriangularFactor
  /// D by column, and the inverses of eliminated ones, 0 for kept ones.
  private var weights: [Double]
  private var inverses: [Double]
  /// Columns whose equations a single solution does not fulfil: kept and free ones.
  private var unfulfilled: [Int] = []
  /// Unknowns in the order of elimination.
  private var unknowns: [Double]

  init(_ matrix: SparseMatrix, stages: LinearProgram.Pattern) {
    self.matrix = matrix
    pattern = KKTPattern(matrix, stages: stages)
    factor = TriangularFactor(patternOf: pattern.upper, signs: pattern.signs)
    values = pattern.upper.values
    weights = [Double](repeating: 0, count: matrix.columnCount)
    inverses = weights
    unknowns = pattern.signs
  }

  /// Takes the coefficients of a programme of the same pattern.
  mutating func take(_ matrix: SparseMatrix) { self.matrix = matrix }

  /// Factorises for the diagonal D: 0 where a column is free, infinite where it is fixed.
  mutating func factorize(weights: [Double]) {
    self.weights.set(to: weights)
    unfulfilled.removeAll(keepingCapacity: true)
    for column in weights.indices {
      let weight = weights[column] == 0 ? Self.freeWeight : weights[column]
      inverses[column] = pattern.isKept[column] ? 0 : 1 / weight
      if weight < .infinity, pattern.isKept[column] || weights[column] == 0 {
        unfulfilled.append(column)
      }
    }
    assemble()
    factor.factorize(values)
  }

  private mutating func assemble() {
    for place in values.indices { values[place] = 0 }
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
  }

  /// Solves −D dx + A'dy = h, A dx = r, with at most so many rounds of iterative refinement.
  ///
  /// - Parameters:
  ///   - right: h and r.
  ///   - solution: dx and dy.
  mutating func solve(_ right: Vector, refinements: Int, into solution: inout Vector) {
    solveOnce(right, into: &solution)
    guard refinements > 0 else { return }
    let size = largest(right)
    var left = residual(of: solution, right)
    for _ in 0..<refinements where largest(left) > Self.refinedEnough * size {
      var refined = left
      solveOnce(left, into: &refined)
      refined.columns.add(1, times: solution.columns)
      refined.rows.add(1, times: solution.rows)
      let after = residual(of: refined, right)
      guard largest(after) < largest(left) else { break }
      (solution, left) = (refined, after)
    }
  }

  private func largest(_ right: Vector) -> Double {
    unfulfilled.reduce(right.rows.norm) { max($0, abs(right.columns[$1])) }
  }

  /// Eliminates dx from the first equations, solves for dy and what is kept of dx, and puts them in.
  private mutating func solveOnce(_ right: Vector, into solution: inout Vector) {
    solution.columns.set(to: right.columns)
    solution.columns.multiply(by: inverses)
    solution.rows.set(to: right.rows)
    matrix.multiply(solution.columns, addingTo: &solution.rows)
    for row in solution.rows.indices {
      unknowns[Int(pattern.positions[row])] = solution.rows[row]
    }
    for (index, column) in pattern.kept.enumerated() {
      unknowns[Int(pattern.positions[matrix.rowCount + index])] = right.columns[column]
    }
    factor.solve(&unknowns)
    for row in solution.rows.indices {
      solution.rows[row] = unknowns[Int(pattern.positions[row])]
    }
    solution.columns.set(to: right.columns)
    matrix.subtractTransposedProduct(solution.rows, from: &solution.columns)
    solution.columns.multiply(by: inverses)
    for column in solution.columns.indices { solution.columns[column] *= -1 }
    for (index, column) in pattern.kept.enumerated() {
      solution.columns[column] = unknowns[Int(pattern.positions[matrix.rowCount + index])]
    }
  }

  /// What is left of h and r; of h only where a solution may leave something.
  private func residual(of solution: Vector, _ right: Vector) -> Vector {
    var left = Vector(
      columns: [Double](repeating: 0, count: right.columns.count), rows: right.rows)
    for column in unfulfilled {
      var sum = right.columns[column] + weights[column] * solution.columns[column]
      for place in matrix.places(ofColumn: column) {
        sum -= matrix.values[place] * solution.rows[Int(matrix.rows[place])]
      }
      left.columns[column] = sum
    }
    matrix.subtractProduct(solution.columns, from: &left.rows)
    return left
  }
}
