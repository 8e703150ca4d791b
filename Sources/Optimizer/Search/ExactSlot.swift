/// What every job may do in one slot, and how a state at its edge is packed.
struct ExactSlot {
  /// An arc of a job's graph as the search sees it.
  struct Move {
    /// By how much the bound rises.
    var regret: Double
    /// What the GPUs and the power that it takes are worth.
    var worth: Double
    var kW: Double
    var gpus: Int32
    var pool: Int32
    var site: Int32
    /// Node at the end of the slot, counted from the first one of its layer.
    var target: Int32
    var arc: Int32
  }

  /// Where the node of a job stands in a key.
  struct Field {
    var word: Int
    var shift: UInt64
    var mask: UInt64
  }

  /// One field for each job, in the order of the search.
  let fields: [Field]
  let words: Int
  /// First move of each node; the nodes of a graph begin at its offset.
  private(set) var firstMove: [Int32] = []
  private(set) var moves: [Move] = []
  /// By node: the lowest regret less worth among its moves.
  private(set) var lowestGain: [Double] = []
  private(set) var offsets: [Int]

  /// - Parameter order: the graph of each job, in the order of the search.
  init(_ crowd: ExactCrowd, _ bound: ExactBound, slot: Int, order: [Int]) {
    (fields, words) = Self.fields(crowd, layer: slot, order: order)
    offsets = [Int](repeating: 0, count: crowd.graphs.count)
    guard slot < crowd.problem.slotCount else { return }
    let slots = crowd.problem.slotCount
    for (index, graph) in crowd.graphs.enumerated() {
      offsets[index] = firstMove.count
      let nextLayer = graph.nodes(slot + 1).lowerBound
      for node in graph.nodes(slot) {
        let begin = moves.count
        firstMove.append(Int32(begin))
        for number in graph.arcs(of: node) {
          let arc = graph.arcs[number]
          let cost = ExactBound.cost(arc, slot, slots, bound.prices)
          let regret =
            cost + bound.toGo[index][Int(arc.target)] - bound.toGo[index][node]
          moves.append(
            Move(
              regret: max(0, regret), worth: cost - arc.cost, kW: arc.kW, gpus: arc.gpus,
              pool: arc.pool, site: arc.site, target: arc.target - Int32(nextLayer),
              arc: Int32(number)))
        }
        moves[begin...].sort { ($0.regret, $0.arc) < ($1.regret, $1.arc) }
        lowestGain.append(moves[begin...].reduce(.infinity) { min($0, $1.regret - $1.worth) })
      }
      firstMove.append(Int32(moves.count))
      lowestGain.append(0)
    }
  }

  private static func fields(_ crowd: ExactCrowd, layer: Int, order: [Int]) -> ([Field], Int) {
    var word = 0
    var used: UInt64 = 0
    var fields: [Field] = []
    for graph in order {
      let count = crowd.graphs[graph].nodes(layer).count
      let bits = UInt64(64 - UInt64(max(0, count - 1)).leadingZeroBitCount)
      if used + bits > 64 {
        word += 1
        used = 0
      }
      fields.append(Field(word: word, shift: used, mask: (1 << bits) - 1))
      used += bits
    }
    return (fields, word + 1)
  }
}
