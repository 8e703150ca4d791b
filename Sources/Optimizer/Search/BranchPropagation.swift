/// Drops starts for which there is no room whatever else happens.
///
/// A job that starts between `a` and `b` holds its GPUs from `b` to `a` plus its length in any case:
/// its compulsory part (Lahrichi 1982). What the compulsory parts of all jobs leave is what each of
/// them can have beyond its own.
struct BranchPropagation {
  private static let mostRounds = 6
  private let problem: BranchProblem
  private var held: [Int32]
  /// By slot: the last slot up to it in which there is no room.
  private var taken: [Int32]

  init(_ problem: BranchProblem) {
    self.problem = problem
    held = [Int32](repeating: 0, count: problem.capacity.count)
    taken = [Int32](repeating: -1, count: problem.width)
  }

  /// - Returns: false where a job has no place left, or compulsory parts alone are too many.
  mutating func run(_ node: inout BranchNode) -> Bool {
    for _ in 0..<Self.mostRounds {
      guard countCompulsory(node) else { return false }
      let before = node.starts.count
      for block in problem.blocks.indices where !node.range(block).isEmpty { drop(block, &node) }
      compact(&node)
      guard node.isPossible(problem) else { return false }
      if node.starts.count == before { break }
    }
    return true
  }

  /// The slots that a block's job holds in any case, where this is its only place.
  private func compulsory(_ block: Int, _ node: BranchNode) -> Range<Int>? {
    let data = problem.blocks[block]
    let range = node.range(block)
    guard !node.mayLeaveOut[data.job], node.startCount(problem.jobs[data.job]) == range.count,
      !range.isEmpty
    else { return nil }
    let latest = Int(node.starts[range.upperBound - 1])
    let end = Int(node.starts[range.lowerBound]) + data.slots
    return latest < end ? latest..<end : nil
  }

  private mutating func countCompulsory(_ node: BranchNode) -> Bool {
    for cell in held.indices { held[cell] = 0 }
    for (index, block) in problem.blocks.enumerated() {
      guard let slots = compulsory(index, node) else { continue }
      for slot in slots {
        held[block.gpuRow + slot] += block.gpus
        if held[block.gpuRow + slot] > problem.capacity[block.gpuRow + slot] { return false }
      }
    }
    return true
  }

  /// Marks the starts of a block that run into a slot without room, by −1.
  private mutating func drop(_ index: Int, _ node: inout BranchNode) {
    let block = problem.blocks[index]
    let range = node.range(index)
    let own = compulsory(index, node) ?? 0..<0
    let first = Int(node.starts[range.lowerBound])
    let end = Int(node.starts[range.upperBound - 1]) + block.slots
    var last: Int32 = -1
    for slot in first..<end {
      let cell = block.gpuRow + slot
      let others = held[cell] - (own.contains(slot) ? block.gpus : 0)
      if others + block.gpus > problem.capacity[cell] { last = Int32(slot) }
      taken[slot] = last
    }
    guard last >= 0 else { return }
    for number in range {
      let start = node.starts[number]
      if taken[Int(start) + block.slots - 1] >= start { node.starts[number] = -1 }
    }
  }

  private func compact(_ node: inout BranchNode) { node.filter { $1 >= 0 } }
}
