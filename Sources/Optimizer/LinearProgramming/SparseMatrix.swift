/// A sparse matrix, column by column, rows ascending.
struct SparseMatrix: Sendable {
  let rowCount: Int
  let columnCount: Int
  /// Column j holds the places `starts[j] ..< starts[j + 1]`.
  let starts: [Int]
  let rows: [Int32]
  var values: [Double]

  func places(ofColumn column: Int) -> Range<Int> { starts[column]..<starts[column + 1] }
}

extension SparseMatrix {
  /// The matrix with these places, all values zero, and for each pair of indices its place.
  static func compressed(
    rowCount: Int, columnCount: Int, rows: [Int32], columns: [Int32]
  ) -> (matrix: SparseMatrix, places: [Int32]) {
    // Two counting sorts: by row, then, stably, by column.
    let byRow = stableOrder(Array(rows.indices), keys: rows, count: rowCount)
    let order = stableOrder(byRow, keys: columns, count: columnCount)
    var starts = [Int](repeating: 0, count: columnCount + 1)
    var compressed: [Int32] = []
    var places = [Int32](repeating: 0, count: rows.count)
    var previous: (row: Int32, column: Int32) = (-1, -1)
    for index in order {
      if previous != (rows[index], columns[index]) {
        previous = (rows[index], columns[index])
        compressed.append(rows[index])
        starts[Int(columns[index]) + 1] += 1
      }
      places[index] = Int32(compressed.count - 1)
    }
    for column in 0..<columnCount { starts[column + 1] += starts[column] }
    let matrix = SparseMatrix(
      rowCount: rowCount, columnCount: columnCount, starts: starts, rows: compressed,
      values: [Double](repeating: 0, count: compressed.count))
    return (matrix, places)
  }

  private static func stableOrder(_ items: [Int], keys: [Int32], count: Int) -> [Int] {
    var next = [Int](repeating: 0, count: count + 1)
    for item in items { next[Int(keys[item]) + 1] += 1 }
    for key in 0..<count { next[key + 1] += next[key] }
    var order = [Int](repeating: 0, count: items.count)
    for item in items {
      order[next[Int(keys[item])]] = item
      next[Int(keys[item])] += 1
    }
    return order
  }
}
