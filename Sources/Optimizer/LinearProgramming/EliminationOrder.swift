/// The order in which unknowns are eliminated: stage by stage, the border last, and within a stage
/// the one first that has the fewest neighbours left.
///
/// Eliminating an unknown makes its neighbours neighbours of each other, which is the fill of the
/// factor. Going along a chain keeps the fill between slots that are close; the choice within a
/// stage is that of minimum degree (George and Liu, "The evolution of the minimum degree ordering
/// algorithm", 1989, doi 10.1137/1031001).
struct EliminationOrder {
  /// When an unknown's turn is: by stage, and in one stage columns first.
  struct Turn: Comparable {
    enum Kind: Comparable {
      case column, row
    }

    var stage: LinearProgram.Stage
    var kind: Kind

    static func < (one: Turn, other: Turn) -> Bool {
      (one.stage, one.kind) < (other.stage, other.kind)
    }
  }

  /// The unknowns, first eliminated first.
  private(set) var sequence: [Int32] = []
  /// For each unknown the neighbours that are not yet eliminated, ascending.
  private var neighbours: [[Int32]]
  private let turns: [Turn]

  /// - Parameter graph: symmetric, without its diagonal; one column for each unknown.
  init(of graph: SparseMatrix, turns: [Turn]) {
    self.turns = turns
    neighbours = turns.indices.map { Array(graph.rows[graph.places(ofColumn: $0)]) }
    let byTurn = turns.indices.sorted { (turns[$0], $0) < (turns[$1], $1) }
    var start = 0
    while start < byTurn.count {
      let turn = turns[byTurn[start]]
      let end = byTurn[start...].firstIndex { turns[$0] != turn } ?? byTurn.count
      eliminate(Array(byTurn[start..<end]), of: turn)
      start = end
    }
  }

  /// Eliminates all unknowns of one turn.
  private mutating func eliminate(_ group: [Int], of turn: Turn) {
    guard turn.stage != .border else {
      sequence += group.map(Int32.init)
      return
    }
    var left = group
    while !left.isEmpty {
      let place = left.indices.min { neighbours[left[$0]].count < neighbours[left[$1]].count }!
      let next = left.remove(at: place)
      sequence.append(Int32(next))
      eliminate(next)
    }
  }

  private mutating func eliminate(_ unknown: Int) {
    let clique = neighbours[unknown]
    neighbours[unknown] = []
    // What the border is next to matters to no choice.
    for member in clique where turns[Int(member)].stage != .border {
      neighbours[Int(member)] = Self.union(
        neighbours[Int(member)], clique, without: (Int32(unknown), member))
    }
  }

  /// Merges two ascending lists.
  private static func union(
    _ one: [Int32], _ other: [Int32], without: (Int32, Int32)
  ) -> [Int32] {
    var merged: [Int32] = []
    merged.reserveCapacity(one.count + other.count)
    var (i, j) = (0, 0)
    while i < one.count || j < other.count {
      let next: Int32
      if j == other.count || (i < one.count && one[i] <= other[j]) {
        next = one[i]
        if j < other.count, other[j] == next { j += 1 }
        i += 1
      } else {
        next = other[j]
        j += 1
      }
      if next != without.0, next != without.1 { merged.append(next) }
    }
    return merged
  }
}
