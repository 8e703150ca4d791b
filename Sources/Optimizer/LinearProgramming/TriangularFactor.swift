/// The factorisation L D L' of a sparse symmetric quasi-definite matrix, row by row.
///
/// Quasi-definite matrices have such a factorisation in every order (Vanderbei, "Symmetric
/// quasidefinite matrices", 1995, doi 10.1137/0805005). The elimination tree gives the pattern of
/// L once; values may then change as often as wanted (Davis, "Algorithm 849", 2005,
/// doi 10.1145/1114268.1114277).
struct TriangularFactor: Sendable {
  /// The upper triangle with its diagonal, column by column, rows ascending: the diagonal is last.
  private let upper: SparseMatrix
  /// +1 where the pivot must be positive, −1 where negative.
  private let signs: [Double]
  /// Columns of L in which row k of L is not zero, ascending, at `rowStarts[k] ..<`.
  private let rowStarts: [Int]
  private let rowColumns: [Int32]
  /// L by column, rows ascending, without its unit diagonal.
  private let starts: [Int]
  private let rows: [Int32]
  private var values: [Double]
  private var inversePivots: [Double]

  /// A pivot below this part of its diagonal is rounding; its unknown stays 0.
  private static let smallestPivot = 1e-16

  /// Analyses a pattern; its values are ignored.
  init(patternOf upper: SparseMatrix, signs: [Double]) {
    let size = upper.columnCount
    self.upper = upper
    self.signs = signs
    (rowStarts, rowColumns) = Self.rowPattern(of: upper)
    var starts = [Int](repeating: 0, count: size + 1)
    for column in rowColumns { starts[Int(column) + 1] += 1 }
    for column in 0..<size { starts[column + 1] += starts[column] }
    var next = starts
    var rows = [Int32](repeating: 0, count: rowColumns.count)
    for row in 0..<size {
      for column in rowColumns[rowStarts[row]..<rowStarts[row + 1]] {
        rows[next[Int(column)]] = Int32(row)
        next[Int(column)] += 1
      }
    }
    self.starts = starts
    self.rows = rows
    values = [Double](repeating: 0, count: rows.count)
    inversePivots = [Double](repeating: 0, count: size)
  }

  /// The pattern of each row of L: what the elimination tree reaches from the entries above the
  /// diagonal.
  private static func rowPattern(of upper: SparseMatrix) -> ([Int], [Int32]) {
    let size = upper.columnCount
    var parent = [Int32](repeating: -1, count: size)
    var mark = [Int32](repeating: -1, count: size)
    var starts = [0]
    var columns: [Int32] = []
    for row in 0..<size {
      mark[row] = Int32(row)
      var reached: [Int32] = []
      for place in upper.places(ofColumn: row) {
        var node = upper.rows[place]
        while mark[Int(node)] != row {
          mark[Int(node)] = Int32(row)
          reached.append(node)
          if parent[Int(node)] < 0 { parent[Int(node)] = Int32(row) }
          node = parent[Int(node)]
        }
      }
      columns += reached.sorted()
      starts.append(columns.count)
    }
    return (starts, columns)
  }

  /// Factorises the matrix with these values of its upper triangle.
  mutating func factorize(_ matrix: [Double]) {
    precondition(matrix.count == upper.rows.count, "\(matrix.count) values")
    var work = [Double](repeating: 0, count: signs.count)
    var next = starts
    unsafe values.withUnsafeMutableBufferPointer { values in
      unsafe rows.withUnsafeBufferPointer { rows in
        unsafe work.withUnsafeMutableBufferPointer { work in
          unsafe next.withUnsafeMutableBufferPointer { next in
            for row in signs.indices {
              let last = upper.starts[row + 1] - 1
              for place in upper.starts[row]..<last {
                unsafe work[Int(upper.rows[place])] = matrix[place]
              }
              var pivot = matrix[last]
              for index in rowStarts[row]..<rowStarts[row + 1] {
                let column = Int(rowColumns[index])
                let value = unsafe work[column]
                unsafe work[column] = 0
                let end = unsafe next[column]
                for place in starts[column]..<end {
                  unsafe work[Int(rows[place])] -= values[place] * value
                }
                let entry = value * inversePivots[column]
                pivot -= entry * value
                unsafe values[end] = entry
                unsafe next[column] = end + 1
              }
              let isNoise = pivot * signs[row] <= Self.smallestPivot * abs(matrix[last])
              inversePivots[row] = isNoise ? 0 : 1 / pivot
            }
          }
        }
      }
    }
  }

  /// Solves L D L' x = b, with b in x.
  func solve(_ x: inout [Double]) {
    precondition(x.count == signs.count, "\(x.count) unknowns")
    unsafe x.withUnsafeMutableBufferPointer { x in
      unsafe values.withUnsafeBufferPointer { values in
        unsafe rows.withUnsafeBufferPointer { rows in
          for column in signs.indices {
            let value = unsafe x[column]
            for place in starts[column]..<starts[column + 1] {
              unsafe x[Int(rows[place])] -= values[place] * value
            }
          }
          for column in signs.indices.reversed() {
            var value = unsafe x[column] * inversePivots[column]
            for place in starts[column]..<starts[column + 1] {
              unsafe value -= values[place] * x[Int(rows[place])]
            }
            unsafe x[column] = value
          }
        }
      }
    }
  }
}
