/// A part of the search: the starts that each job may still take, and the prices that bound it.
struct BranchNode: Sendable {
  /// Starts in rising order, block after block; `offsets` says where each block begins.
  var starts: [Int32]
  var offsets: [Int32]
  /// By job.
  var mayLeaveOut: [Bool]
  var prices: MarketPrices
  /// No choice in this part costs less.
  var lower = -Double.infinity
  /// Where the jobs have lately stood as prices moved, by job, and how much that changed: mean and
  /// variance of their positions.
  var mean: [Double] = []
  var variance: [Double] = []

  init(_ problem: BranchProblem, _ prices: MarketPrices) {
    starts = []
    starts.reserveCapacity(problem.starts)
    offsets = [0]
    for block in problem.blocks {
      for start in block.firstStart...block.latestStart { starts.append(Int32(start)) }
      offsets.append(Int32(starts.count))
    }
    mayLeaveOut = problem.jobs.map { $0.leaveOutCost.isFinite }
    self.prices = prices
  }

  func range(_ block: Int) -> Range<Int> { Int(offsets[block])..<Int(offsets[block + 1]) }

  func startCount(_ job: BranchProblem.Job) -> Int {
    Int(offsets[job.blocks.upperBound] - offsets[job.blocks.lowerBound])
  }

  /// Keeps the starts for which `isKept` says so.
  mutating func filter(_ isKept: (_ block: Int, _ start: Int) -> Bool) {
    var kept = 0
    var begin = 0
    for block in 0..<offsets.count - 1 {
      let end = Int(offsets[block + 1])
      for index in begin..<end where isKept(block, Int(starts[index])) {
        starts[kept] = starts[index]
        kept += 1
      }
      begin = end
      offsets[block + 1] = Int32(kept)
    }
    starts.removeLast(starts.count - kept)
  }

  /// Whether every job has something left to choose.
  func isPossible(_ problem: BranchProblem) -> Bool {
    problem.jobs.indices.allSatisfy { mayLeaveOut[$0] || startCount(problem.jobs[$0]) > 0 }
  }

  // MARK: Branching

  /// A position tells places of one job apart in one number: starts in the order of the blocks, and
  /// being left out before them.
  static func position(block: Int, start: Int, _ problem: BranchProblem) -> Double {
    Double(block * 2 * problem.width + start)
  }

  /// The job whose place is least settled, the large ones first; nil where all are settled.
  func leastSettled(_ problem: BranchProblem) -> Int? {
    var best: Int?
    var bestScore = 0.0
    for (index, job) in problem.jobs.enumerated() {
      let choices = startCount(job) + (mayLeaveOut[index] ? 1 : 0)
      guard choices > 1 else { continue }
      let block = problem.blocks[job.blocks.lowerBound]
      let settled = variance[index].squareRoot() + 0.02 * Double(choices)
      let score = Double(block.gpus) * min(Double(block.slots), settled)
      if score > bestScore {
        best = index
        bestScore = score
      }
    }
    return best
  }

  /// Two parts: the places of a job up to where it has lately stood on average, and the others.
  func split(_ index: Int, _ problem: BranchProblem) -> (BranchNode, BranchNode) {
    let job = problem.jobs[index]
    var positions: [Double] = mayLeaveOut[index] ? [Self.leftOutPosition(job, problem)] : []
    for block in job.blocks {
      for number in range(block) {
        positions.append(Self.position(block: block, start: Int(starts[number]), problem))
      }
    }
    let below = positions.count { $0 <= mean[index].rounded(.down) }
    let edge = positions[min(max(1, below), positions.count - 1)]
    var lower = self
    var upper = self
    lower.filter {
      problem.blocks[$0].job != index || Self.position(block: $0, start: $1, problem) < edge
    }
    upper.filter {
      problem.blocks[$0].job != index || Self.position(block: $0, start: $1, problem) >= edge
    }
    upper.mayLeaveOut[index] = false
    return (lower, upper)
  }

  /// The position of the first place that a job has left.
  func firstPosition(_ index: Int, _ problem: BranchProblem) -> Double {
    let job = problem.jobs[index]
    for block in job.blocks where !range(block).isEmpty {
      return Self.position(
        block: block, start: Int(starts[range(block).lowerBound]), problem)
    }
    return .infinity
  }

  static func leftOutPosition(_ job: BranchProblem.Job, _ problem: BranchProblem) -> Double {
    position(block: job.blocks.lowerBound, start: -1, problem)
  }
}
