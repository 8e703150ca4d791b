/// The price bound over the starts that a ``BranchNode`` has left, and the climb to better prices.
///
/// The bound of ``Market`` on a part of the problem. Every so often what the jobs answer is a whole
/// plan by itself, or nearly so; then a better plan falls out.
struct BranchBound {
  let problem: BranchProblem
  /// What each job answers to the prices looked at last.
  private(set) var choice: BranchChoice
  /// Answers given so far, by all jobs together.
  private(set) var answers = 0
  private var value = 0.0
  private var gpuExcess: [Double]
  private var powerExcess: [Double]
  private var gpuSums: [Double]
  private var powerSums: [Double]

  init(_ problem: BranchProblem) {
    self.problem = problem
    choice = BranchChoice(jobs: problem.jobs.count)
    gpuExcess = [Double](repeating: 0, count: problem.capacity.count + 1)
    powerExcess = [Double](repeating: 0, count: problem.room.count + 1)
    gpuSums = [Double](repeating: 0, count: problem.capacity.count + 1)
    powerSums = [Double](repeating: 0, count: problem.room.count + 1)
  }

  // MARK: One answer

  /// L at the given prices over the starts that are left. O(starts + slots).
  private mutating func answer(_ node: BranchNode, _ prices: MarketPrices) -> Double {
    answers += problem.jobs.count
    value = 0
    // Rows need no edge of their own: sums go on from row to row.
    for cell in problem.capacity.indices {
      gpuSums[cell + 1] = gpuSums[cell] + prices.gpu[cell]
      value -= prices.gpu[cell] * Double(problem.capacity[cell])
      gpuExcess[cell] = 0
    }
    gpuExcess[problem.capacity.count] = 0
    if problem.hasPowerLimit { sumPower(prices) }
    for (index, job) in problem.jobs.enumerated() { choose(index, job, node, prices) }
    var held = 0.0
    for cell in problem.capacity.indices {
      held += gpuExcess[cell]
      gpuExcess[cell] = held - Double(problem.capacity[cell])
    }
    if problem.hasPowerLimit { countPower() }
    return value
  }

  private mutating func choose(
    _ index: Int, _ job: BranchProblem.Job, _ node: BranchNode, _ prices: MarketPrices
  ) {
    var best = node.mayLeaveOut[index] ? job.leaveOutCost : .infinity
    var bestBlock = -1
    var bestStart: Int32 = 0
    for number in job.blocks {
      let block = problem.blocks[number]
      let gpus = Double(block.gpus)
      let sumRow = block.gpuRow
      let slots = block.slots
      let range = node.range(number)
      unsafe node.starts.withUnsafeBufferPointer { starts in
        unsafe problem.costs.withUnsafeBufferPointer { costs in
          unsafe gpuSums.withUnsafeBufferPointer { sums in
            for position in range {
              let start = unsafe Int(starts[position])
              var cost =
                unsafe costs[block.costRow + start] + gpus
                * (sums[sumRow + start + slots] - sums[sumRow + start])
              if block.isPowerLimited { cost += power(block, start, prices) }
              if cost < best {
                best = cost
                bestBlock = number
                bestStart = Int32(start)
              }
            }
          }
        }
      }
    }
    value += best
    choice.block[index] = Int32(bestBlock)
    choice.start[index] = bestStart
    guard bestBlock >= 0 else { return }
    let block = problem.blocks[bestBlock]
    let cell = block.gpuRow + Int(bestStart)
    gpuExcess[cell] += Double(block.gpus)
    gpuExcess[cell + block.slots] -= Double(block.gpus)
  }

  /// What the power of a start costs on top of its energy.
  private func power(_ block: BranchProblem.Block, _ start: Int, _ prices: MarketPrices) -> Double {
    let first = block.powerRow + start
    let last = first + block.slots - 1
    return block.kW
      * (powerSums[last] - powerSums[first] + block.lastFraction * prices.power[last])
  }

  private mutating func sumPower(_ prices: MarketPrices) {
    for cell in problem.room.indices {
      powerSums[cell + 1] = powerSums[cell] + prices.power[cell]
      if problem.room[cell].isFinite { value -= prices.power[cell] * problem.room[cell] }
    }
  }

  private mutating func countPower() {
    for cell in problem.room.indices {
      powerExcess[cell] = problem.room[cell].isFinite ? -problem.room[cell] : -.infinity
    }
    for job in problem.jobs.indices where choice.block[job] >= 0 {
      let block = problem.blocks[Int(choice.block[job])]
      guard block.isPowerLimited else { continue }
      let first = block.powerRow + Int(choice.start[job])
      for cell in first..<first + block.slots {
        let part = cell == first + block.slots - 1 ? block.lastFraction : 1
        powerExcess[cell] += part * block.kW
      }
    }
  }

  // MARK: Better prices

  /// Whether the jobs' last answers fit together.
  private var isFeasible: Bool {
    gpuExcess.dropLast().allSatisfy { $0 <= 0 }
      && (!problem.hasPowerLimit || powerExcess.dropLast().allSatisfy { $0 <= 0 })
  }

  /// Polyak steps towards `target`; the node keeps the best prices and how the jobs moved.
  ///
  /// - Parameter found: called with answers that fit together.
  mutating func climb(
    _ node: inout BranchNode, target: Double, passes: Int, factor: Double,
    found: (BranchChoice) -> Void
  ) {
    var factor = factor
    var prices = node.prices
    var sinceGain = 0
    node.lower = -.infinity
    for pass in 0..<passes {
      let value = answer(node, prices)
      if node.mean.isEmpty { settle(&node, rate: 1) }
      settle(&node, rate: 0.08)
      sinceGain += 1
      if value > node.lower {
        if value > node.lower + 1e-4 * abs(target - node.lower) { sinceGain = 0 }
        node.lower = value
        node.prices = prices
      }
      if isFeasible { found(choice) }
      if node.lower >= target || pass == passes - 1 { return }
      var current = value
      if sinceGain >= 8 {
        factor *= 0.6
        sinceGain = 0
        guard factor > 0.01 else { return }
        prices = node.prices
        current = answer(node, prices)
      }
      // A plan far above the bound is no measure of how far prices can lift it.
      let goal = min(
        target, node.lower + max(0.03 * abs(node.lower), 0.3 * (target - node.lower)))
      guard step(&prices, rise: factor * (goal - current)) else { return }
    }
  }

  private mutating func settle(_ node: inout BranchNode, rate: Double) {
    if node.mean.isEmpty {
      node.mean = problem.jobs.indices.map { position($0) }
      node.variance = [Double](repeating: 0, count: problem.jobs.count)
    }
    for job in problem.jobs.indices {
      let difference = position(job) - node.mean[job]
      node.mean[job] += rate * difference
      node.variance[job] = (1 - rate) * (node.variance[job] + rate * difference * difference)
    }
  }

  /// Where a job stands by the last answer.
  func position(_ job: Int) -> Double {
    guard choice.block[job] >= 0 else {
      return BranchNode.leftOutPosition(problem.jobs[job], problem)
    }
    return BranchNode.position(
      block: Int(choice.block[job]), start: Int(choice.start[job]), problem)
  }

  /// - Returns: false where no price has a reason to move.
  private func step(_ prices: inout MarketPrices, rise: Double) -> Bool {
    var square = 0.0
    for cell in prices.gpu.indices where gpuExcess[cell] > 0 || prices.gpu[cell] > 0 {
      square += gpuExcess[cell] * gpuExcess[cell]
    }
    if problem.hasPowerLimit {
      for cell in prices.power.indices where powerExcess[cell] > 0 || prices.power[cell] > 0 {
        square += powerExcess[cell] * powerExcess[cell]
      }
    }
    guard square > 0 else { return false }
    let length = rise / square
    for cell in prices.gpu.indices {
      prices.gpu[cell] = max(0, prices.gpu[cell] + length * gpuExcess[cell])
    }
    if problem.hasPowerLimit {
      for cell in prices.power.indices {
        prices.power[cell] = max(0, prices.power[cell] + length * powerExcess[cell])
      }
    }
    return true
  }

  // MARK: Regret

  /// Drops every start that no plan below `limit` can take: its regret is more than what is left of
  /// the gap. O(starts).
  mutating func dropDear(_ node: inout BranchNode, limit: Double) {
    let prices = node.prices
    // Regret adds to the bound at these prices, not to a better one from elsewhere.
    let value = answer(node, prices)
    node.lower = max(node.lower, value)
    let allowance = limit - value
    let best = problem.jobs.indices.map { index in
      choice.block[index] < 0
        ? problem.jobs[index].leaveOutCost
        : cost(Int(choice.block[index]), Int(choice.start[index]), prices)
    }
    node.filter { block, start in
      cost(block, start, prices) - best[problem.blocks[block].job] < allowance
    }
    for (index, job) in problem.jobs.enumerated()
    where node.mayLeaveOut[index] && job.leaveOutCost - best[index] >= allowance {
      node.mayLeaveOut[index] = false
    }
  }

  /// The cost of a start at the prices of the last answer.
  func cost(_ number: Int, _ start: Int, _ prices: MarketPrices) -> Double {
    let block = problem.blocks[number]
    let cell = block.gpuRow + start
    let gpus = Double(block.gpus) * (gpuSums[cell + block.slots] - gpuSums[cell])
    let kW = block.isPowerLimited ? power(block, start, prices) : 0
    return problem.costs[block.costRow + start] + gpus + kW
  }
}
