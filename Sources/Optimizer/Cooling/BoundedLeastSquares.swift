/// The least sum of squares of a function of a few variables within bounds.
///
/// Levenberg and Marquardt's method with projected steps; slopes by differences. A variable at a
/// bound that the step would leave is held there.
struct BoundedLeastSquares {
  struct Variable {
    var start: Double
    var bounds: ClosedRange<Double>
  }

  private let bounds: [ClosedRange<Double>]
  private let residuals: ([Double]) -> [Double]
  private(set) var point: [Double]
  private var values: [Double]
  private var damping = 1e-3

  /// Relative to the variable, for slopes.
  private static let step = 1e-4
  private static let mostRounds = 60

  init(_ variables: [Variable], residuals: @escaping ([Double]) -> [Double]) {
    bounds = variables.map(\.bounds)
    point = variables.map(\.start)
    self.residuals = residuals
    values = residuals(point)
  }

  private var cost: Double { Self.sum(values) }
  private static func sum(_ values: [Double]) -> Double { values.reduce(0) { $0 + $1 * $1 } }

  /// Goes downhill until steps no longer pay.
  ///
  /// - Returns: whether each variable bears on the residuals at all.
  mutating func solve() -> [Bool] {
    var bears = [Bool](repeating: false, count: point.count)
    for _ in 0..<Self.mostRounds {
      let slopes = point.indices.map(slope)
      for index in point.indices where Self.sum(slopes[index]) > 0 { bears[index] = true }
      guard descend(slopes) else { break }
    }
    return bears
  }

  /// The residuals' slope in one variable, by a difference that stays within the bounds.
  private func slope(_ index: Int) -> [Double] {
    let size = Self.step * max(abs(point[index]), 1e-6)
    let step = point[index] + size <= bounds[index].upperBound ? size : -size
    var moved = point
    moved[index] += step
    return zip(residuals(moved), values).map { ($0 - $1) / step }
  }

  /// One accepted step; false where none is worth its while.
  private mutating func descend(_ slopes: [[Double]]) -> Bool {
    let gradient = slopes.map { slope in zip(slope, values).reduce(0) { $0 + $1.0 * $1.1 } }
    let free = point.indices.filter { index in
      let isOutward =
        gradient[index] > 0
        ? point[index] <= bounds[index].lowerBound : point[index] >= bounds[index].upperBound
      return !isOutward && Self.sum(slopes[index]) > 0
    }
    guard !free.isEmpty else { return false }
    while damping < 1e10 {
      let step = dampedStep(free, slopes, gradient)
      var next = point
      for (index, change) in zip(free, step) {
        next[index] = min(
          bounds[index].upperBound, max(bounds[index].lowerBound, point[index] + change))
      }
      let nextValues = residuals(next)
      let gain = cost - Self.sum(nextValues)
      if gain > 0 {
        let isWorth = gain > 1e-12 * cost
        (point, values) = (next, nextValues)
        damping = max(1e-12, damping / 10)
        return isWorth
      }
      damping *= 10
    }
    return false
  }

  /// (JᵀJ + damping · diagonal) step = −Jᵀr, over the free variables.
  private func dampedStep(
    _ free: [Int], _ slopes: [[Double]], _ gradient: [Double]
  ) -> [Double] {
    var rows = free.map { row in
      free.map { column in
        zip(slopes[row], slopes[column]).reduce(0) { $0 + $1.0 * $1.1 }
          * (row == column ? 1 + damping : 1)
      } + [-gradient[row]]
    }
    // Gauss's elimination; the matrix is positive definite.
    for pivot in rows.indices {
      for row in rows.indices where row != pivot {
        let factor = rows[row][pivot] / rows[pivot][pivot]
        for column in pivot..<rows[row].count { rows[row][column] -= factor * rows[pivot][column] }
      }
    }
    return rows.indices.map { rows[$0][rows.count] / rows[$0][$0] }
  }
}
