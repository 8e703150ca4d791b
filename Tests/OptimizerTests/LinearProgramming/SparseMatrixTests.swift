import Testing

@testable import Optimizer

struct SparseMatrixTests {
  /// [1 0 2; 0 3 4], its entries out of order and the 4 in two parts.
  private var matrix: SparseMatrix {
    var (matrix, places) = SparseMatrix.compressed(
      rowCount: 2, columnCount: 3, rows: [1, 0, 1, 0, 1], columns: [2, 2, 1, 0, 2])
    for (place, value) in zip(places, [3.0, 2, 3, 1, 1]) { matrix.values[Int(place)] += value }
    return matrix
  }

  @Test func equalPlacesAreOne() {
    #expect(matrix.rows == [0, 1, 0, 1])
    #expect(matrix.values == [1, 3, 2, 4])
    #expect(matrix.starts == [0, 1, 2, 4])
  }

  @Test func products() {
    var rows = [10.0, 20]
    matrix.multiply([1, 2, 3], addingTo: &rows)
    #expect(rows == [17, 38])
    matrix.subtractProduct([1, 2, 3], from: &rows)
    #expect(rows == [10, 20])
    var largest = [0.0, 7]
    matrix.subtractProduct([1, -2, 3], from: &rows, largest: &largest)
    #expect(rows == [3, 14])
    #expect(largest == [6, 12])
    var columns = [1.0, 1, 1]
    matrix.subtractTransposedProduct([1, 2], from: &columns)
    #expect(columns == [0, -5, -9])
  }
}
