/// The places of the condensed Karush-Kuhn-Tucker matrix of an interior-point step.
///
/// The step solves
///
///     [ −D  A' ] [dx]   [h]
///     [  A  0  ] [dy] = [r]
///
/// with a diagonal D > 0. Most columns touch few rows; they are eliminated beforehand, each of them
/// adding a a' / D to the block of the rows. All rows stay, and those columns that would fill that
/// block: the ones on the border and the ones with many entries.
struct KKTPattern: Sendable {
  /// Columns with more entries than this stay.
  private static let longestEliminated = 16

  /// Columns that stay; their unknowns follow those of the rows.
  let kept: [Int]
  let isKept: [Bool]
  /// Position of each unknown in the order of elimination.
  let positions: [Int32]
  /// The upper triangle of the permuted matrix; its values are 0.
  let upper: SparseMatrix
  /// +1 for rows, −1 for kept columns, by position.
  let signs: [Double]
  /// Column by column: the place of each pair of entries of an eliminated one, of each entry of a
  /// kept one.
  let targets: [Int32]
  /// The place of each unknown's diagonal.
  let diagonals: [Int32]

  init(_ matrix: SparseMatrix, stages: LinearProgram.Pattern) {
    let isKept = stages.columnStages.indices.map {
      stages.columnStages[$0] == .border
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
    let order = EliminationOrder(of: graph, turns: Self.turns(matrix, stages, isKept: isKept))
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
    for column in isKept.indices {
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

  /// When each unknown's turn is.
  ///
  /// A column that stays waits for its last row's stage. A row without any eliminated column has
  /// nothing on its diagonal until its columns are gone, so it waits for them.
  private static func turns(
    _ matrix: SparseMatrix, _ stages: LinearProgram.Pattern, isKept: [Bool]
  ) -> [EliminationOrder.Turn] {
    var hasDiagonal = [Bool](repeating: false, count: matrix.rowCount)
    for column in isKept.indices where !isKept[column] {
      for place in matrix.places(ofColumn: column) { hasDiagonal[Int(matrix.rows[place])] = true }
    }
    var rowStages = stages.rowStages
    var columnTurns: [EliminationOrder.Turn] = []
    for column in isKept.indices where isKept[column] {
      let rows = matrix.rows[matrix.places(ofColumn: column)].map(Int.init)
      let stage = rows.reduce(stages.columnStages[column]) { max($0, stages.rowStages[$1]) }
      columnTurns.append(EliminationOrder.Turn(stage: stage, kind: .column))
      for row in rows where !hasDiagonal[row] { rowStages[row] = max(rowStages[row], stage) }
    }
    return rowStages.map { EliminationOrder.Turn(stage: $0, kind: .row) } + columnTurns
  }
}
