/// Every schedule of one job as a path through a graph with one layer of nodes per slot edge.
///
/// A node is all that the future of the job depends on: still waiting, this many slots to go, and
/// so on. An arc is what the job does in one slot. One node begins every path, one ends it. Leaving
/// the job out is the path that waits too long, and pays for it where the last chance passes.
struct ExactGraph: Sendable {
  /// What a job does in one slot.
  struct Arc: Sendable {
    /// Node at the end of the slot.
    var target: Int32
    /// Pool in which it holds GPUs; −1 where it holds none.
    var pool: Int32 = -1
    var site: Int32 = -1
    var gpus: Int32 = 0
    var option: Int32 = -1
    /// Part of the slot that it uses.
    var part = 0.0
    /// IT power that it adds, as a mean of the slot.
    var kW = 0.0
    var cost = 0.0
  }

  /// First node of each layer, and one past the last node: `slotCount + 2` elements.
  private(set) var layers: [Int]
  /// First arc of each node, and one past the last arc.
  private(set) var firstArc: [Int]
  private(set) var arcs: [Arc]

  var slotCount: Int { layers.count - 2 }
  var nodeCount: Int { firstArc.count - 1 }

  func nodes(_ layer: Int) -> Range<Int> { layers[layer]..<layers[layer + 1] }
  func arcs(of node: Int) -> Range<Int> { firstArc[node]..<firstArc[node + 1] }
  /// The arcs of all nodes in a layer.
  func arcs(inSlot slot: Int) -> Range<Int> {
    firstArc[layers[slot]]..<firstArc[layers[slot + 1]]
  }

  /// Whether any path is left.
  var isEmpty: Bool { arcs.isEmpty }

  init(layers: [Int], firstArc: [Int], arcs: [Arc]) {
    self.layers = layers
    self.firstArc = firstArc
    self.arcs = arcs
  }

  /// The graph without some arcs, and without what then lies on no path. O(arcs).
  ///
  /// - Parameter end: the node at which paths end; the last one where nil.
  func filtered(endingAt end: Int? = nil, _ keeps: (_ arc: Int) -> Bool) -> ExactGraph {
    var isKept = [Bool](repeating: false, count: arcs.count)
    var isReached = [Bool](repeating: false, count: nodeCount)
    isReached[0] = true
    for node in 0..<nodeCount where isReached[node] {
      for arc in arcs(of: node) where keeps(arc) {
        isKept[arc] = true
        isReached[Int(arcs[arc].target)] = true
      }
    }
    var leads = [Bool](repeating: false, count: nodeCount)
    let end = end ?? nodeCount - 1
    leads[end] = isReached[end]
    for node in stride(from: nodeCount - 1, through: 0, by: -1) where isReached[node] {
      for arc in arcs(of: node) where isKept[arc] {
        if leads[Int(arcs[arc].target)] { leads[node] = true } else { isKept[arc] = false }
      }
    }
    return compacted(nodes: leads, arcs: isKept)
  }

  private func compacted(nodes isNode: [Bool], arcs isArc: [Bool]) -> ExactGraph {
    var number = [Int32](repeating: -1, count: nodeCount)
    var count: Int32 = 0
    var newLayers: [Int] = []
    newLayers.reserveCapacity(layers.count)
    for layer in 0...slotCount {
      newLayers.append(Int(count))
      for node in nodes(layer) where isNode[node] {
        number[node] = count
        count += 1
      }
    }
    newLayers.append(Int(count))
    var newFirst: [Int] = []
    var newArcs: [Arc] = []
    newFirst.reserveCapacity(Int(count) + 1)
    for node in 0..<nodeCount where isNode[node] {
      newFirst.append(newArcs.count)
      for index in arcs(of: node) where isArc[index] {
        var arc = arcs[index]
        arc.target = number[Int(arc.target)]
        newArcs.append(arc)
      }
    }
    newFirst.append(newArcs.count)
    return ExactGraph(layers: newLayers, firstArc: newFirst, arcs: newArcs)
  }
}
