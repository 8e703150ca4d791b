/// One plan out of what a node has left: large jobs first, each at its cheapest place by the node's
/// prices that is still free.
struct BranchDive {
  private let problem: BranchProblem
  private var freeGPUs: [Int32]
  private var freeKW: [Double]

  init(_ problem: BranchProblem) {
    self.problem = problem
    freeGPUs = problem.capacity
    freeKW = problem.room
  }

  /// - Parameter bound: has answered to the prices of the node last.
  /// - Returns: nil where a job finds no place.
  mutating func choice(_ node: BranchNode, _ bound: BranchBound) -> BranchChoice? {
    var choice = BranchChoice(jobs: problem.jobs.count)
    for index in problem.bySize {
      let job = problem.jobs[index]
      var best = node.mayLeaveOut[index] ? job.leaveOutCost : .infinity
      for number in job.blocks {
        let block = problem.blocks[number]
        let range = node.range(number)
        guard !range.isEmpty else { continue }
        var slot = Int(node.starts[range.lowerBound])
        var lastTaken = -1
        for position in range {
          let start = Int(node.starts[position])
          slot = max(slot, start)
          while slot < start + block.slots {
            if freeGPUs[block.gpuRow + slot] < block.gpus { lastTaken = slot }
            slot += 1
          }
          guard lastTaken < start else { continue }
          let cost = bound.cost(number, start, node.prices)
          if cost < best, hasPower(block, start) {
            best = cost
            choice.block[index] = Int32(number)
            choice.start[index] = Int32(start)
          }
        }
      }
      if choice.block[index] >= 0 {
        take(problem.blocks[Int(choice.block[index])], Int(choice.start[index]))
      } else if !node.mayLeaveOut[index] {
        return nil
      }
    }
    return choice
  }

  private func hasPower(_ block: BranchProblem.Block, _ start: Int) -> Bool {
    guard block.isPowerLimited else { return true }
    let first = block.powerRow + start
    let last = first + block.slots - 1
    return freeKW[last] >= block.lastFraction * block.kW
      && freeKW[first..<last].allSatisfy { $0 >= block.kW }
  }

  private mutating func take(_ block: BranchProblem.Block, _ start: Int) {
    for slot in start..<start + block.slots {
      freeGPUs[block.gpuRow + slot] -= block.gpus
      let part = slot == start + block.slots - 1 ? block.lastFraction : 1
      freeKW[block.powerRow + slot] -= part * block.kW
    }
  }
}
