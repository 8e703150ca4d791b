/// The places of the condensed Karush-Kuhn-Tucker matrix of an interior-point step.
///
/// The step solves
///
///     [ −D  A' ] [dx]   [h]
///     [  A  0  ] [dy] = [r]
///
/// with a diagonal D > 0. Most columns touch few rows; they are eliminated beforehand, each of them
/// adding a aᵀ / D to the rows' block. What stays: all rows, free columns (their D is 0) and columns
/// with many entries (they would fill the block).
struct KKTPattern: Sendable {
  /// Columns with more entries than this stay.
  private static let longestEliminated = 16

  /// Columns that stay; their unknowns follow those of the rows.
  let kept: [Int]
  let isKept: [Bool]
  /// Position of each unknown in the order of elimination.
  let positions: [Int32]
  /// The upper triangle of the permuted matrix.
  let upper: SparseMatrix
  /// +1 for rows, −1 for kept columns, by position.
  let signs: [Double]
  /// For each eliminated column, in turn, the place of each pair of its entries; for each kept one,
  /// the place of each entry.
  let targets: [Int32]
  /// The place of each unknown's diagonal.
  let diagonals: [Int32]

  /// - Parameter isFree: whether each column has no bound at all.
  init(_ matrix: SparseMatrix, stages: LinearProgram.Pattern, isFree: [Bool]) {
    let isKept = (0..<matrix.columnCount).map {
      isFree[$0] || stages.columnStages[$0] == .border
        || matrix.places(ofColumn: $0).count > Self.longestEliminated
    }
    let kept = isKept.indices.filter { isKept[$0] }
    let pairs = Self.pairs(matrix, isKept: isKept)
    let size = matrix.rowCount + kept.count
    let edges = pairs.filter { $0 != $1 }
    let graph = SparseMatrix.compressed(
      rowCount: size, columnCount: size, rows: edges.map(\.0) + edges.map(\.1),
      columns: edges.map(\.1) + edges.map(\.0)
    ).matrix
    let turns = Self.turns(matrix, stages: stages, kept: kept, isFree: isFree)
    let order = EliminationOrder(of: graph, turns: turns)
    var positions = [Int32](repeating: 0, count: size)
    for (position, unknown) in order.sequence.enumerated() {
      positions[Int(unknown)] = Int32(position)
    }
    let all = pairs.map { (positions[Int($0)], positions[Int($1)]) } + positions.map { ($0, $0) }
    let (upper, places) = SparseMatrix.compressed(
      rowCount: size, columnCount: size, rows: all.map { min($0, $1) },
      columns: all.map { max($0, $1) })
    self.kept = kept
    self.isKept = isKept
    self.positions = positions
    self.upper = upper
    signs = order.sequence.map { $0 < matrix.rowCount ? 1 : -1 }
    targets = Array(places.prefix(pairs.count))
    diagonals = Array(places.suffix(size))
  }

  /// The unknowns that each target couples.
  private static func pairs(_ matrix: SparseMatrix, isKept: [Bool]) -> [(Int32, Int32)] {
    var pairs: [(Int32, Int32)] = []
    var next = Int32(matrix.rowCount)
    for column in 0..<matrix.columnCount {
      let places = matrix.places(ofColumn: column)
      if isKept[column] {
        for place in places { pairs.append((next, matrix.rows[place])) }
        next += 1
      } else {
        for first in places {
          for second in places.lowerBound...first {
            pairs.append((matrix.rows[first], matrix.rows[second]))
          }
        }
      }
    }
    return pairs
  }

  /// When each unknown's turn is: a column's, once its rows are there.
  ///
  /// A free column's own diagonal is zero, so it waits for all its rows, and a row of nothing but
  /// free columns waits for them.
  private static func turns(
    _ matrix: SparseMatrix, stages: LinearProgram.Pattern, kept: [Int], isFree: [Bool]
  ) -> [EliminationOrder.Turn] {
    var hasBounded = [Bool](repeating: false, count: matrix.rowCount)
    for column in 0..<matrix.columnCount where !isFree[column] {
      for place in matrix.places(ofColumn: column) { hasBounded[Int(matrix.rows[place])] = true }
    }
    var rowTurns = stages.rowStages.map { EliminationOrder.Turn(stage: $0, rank: 1) }
    let columnTurns = kept.map { column in
      let rows = matrix.rows[matrix.places(ofColumn: column)]
      let latest = rows.map { stages.rowStages[Int($0)] }.max()
      return EliminationOrder.Turn(
        stage: max(stages.columnStages[column], latest ?? .slot(.min)),
        rank: isFree[column] ? 2 : 0)
    }
    for (column, turn) in zip(kept, columnTurns) {
      for place in matrix.places(ofColumn: column) where !hasBounded[Int(matrix.rows[place])] {
        let row = Int(matrix.rows[place])
        rowTurns[row] = max(rowTurns[row], EliminationOrder.Turn(stage: turn.stage, rank: 3))
      }
    }
    return rowTurns + columnTurns
  }
}
