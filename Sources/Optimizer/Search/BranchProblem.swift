/// Jobs that run in one piece, and every place each of them could take: what branch and bound
/// searches through.
///
/// Slots are counted from the first one that any of the jobs may use. Rows of pools and sites have
/// `width` elements.
struct BranchProblem: Sendable {
  /// The starts of one job in one pool.
  struct Block: Sendable {
    /// Index into `jobs`.
    let job: Int
    /// Index into the options of the compiled problem.
    let option: Int
    let gpus: Int32
    let kW: Double
    /// Slots held, and the used part of the last of them.
    let slots: Int
    let lastFraction: Double
    /// Where the row of its pool and of its site begins.
    let gpuRow: Int
    let powerRow: Int
    let isPowerLimited: Bool
    /// `costs[costRow + start]` is what it costs to start there.
    let costRow: Int
    let firstStart: Int
    let latestStart: Int
  }

  struct Job: Sendable {
    /// Index into the jobs of the compiled problem.
    let number: Int
    let blocks: Range<Int>
    let leaveOutCost: Double
    /// GPUs × slots, by which jobs are told apart as large and small.
    let area: Double
  }

  let width: Int
  private let firstSlot: Int
  let jobs: [Job]
  /// Jobs in the order of falling area.
  let bySize: [Int]
  let blocks: [Block]
  let costs: [Double]
  let starts: Int
  /// What the other jobs leave: GPUs by pool and slot, kW by site and slot.
  let capacity: [Int32]
  let room: [Double]
  let hasPowerLimit: Bool

  /// - Parameters:
  ///   - jobs: those that may move; none of them is in `occupancy`.
  ///   - actual: what slots cost.
  /// - Returns: nil where a job may be interrupted, or has no place at all.
  init?(
    _ problem: CompiledProblem, jobs numbers: [Int], beside occupancy: borrowing Occupancy,
    actual: PriceRows
  ) {
    guard problem.isPlain else { return nil }
    var first = Int.max
    var end = 0
    for number in numbers {
      for option in problem.options[problem.jobs[number].options] {
        guard option.interruption == .never else { return nil }
        first = min(first, option.firstSlot)
        end = max(end, option.endSlot)
      }
    }
    guard first < end else { return nil }
    firstSlot = first
    width = end - first
    var jobs: [Job] = []
    var blocks: [Block] = []
    var costs: [Double] = []
    for number in numbers {
      let compiled = problem.jobs[number]
      let begin = blocks.count
      var area = 0.0
      for index in compiled.options {
        let option = problem.options[index]
        let view = SlotView(option, problem, actual)
        let starts = option.firstSlot...option.latestStart
        blocks.append(
          Block(
            job: jobs.count, option: index, gpus: option.gpus, kW: option.addedKW,
            slots: option.slots, lastFraction: option.lastFraction, gpuRow: option.pool * width,
            powerRow: option.site * width, isPowerLimited: problem.isPowerLimited[option.site],
            costRow: costs.count - (option.firstSlot - first),
            firstStart: option.firstSlot - first, latestStart: option.latestStart - first))
        for start in starts {
          let last = start + option.slots - 1
          costs.append(view.cost(start..<last) + view.partCost(last, option.lastFraction))
        }
        area = Double(option.gpus) * Double(option.slots)
      }
      guard begin < blocks.count else { return nil }
      jobs.append(
        Job(
          number: number, blocks: begin..<blocks.count, leaveOutCost: compiled.leaveOutCost,
          area: area))
    }
    self.jobs = jobs
    bySize = jobs.indices.sorted { (jobs[$1].area, $0) < (jobs[$0].area, $1) }
    self.blocks = blocks
    self.costs = costs
    starts = costs.count
    let slots = first..<end
    capacity = (0..<problem.poolCount).flatMap { pool in
      slots.map { occupancy.freeGPUs[pool * problem.slotCount + $0] }
    }
    room = (0..<problem.siteCount).flatMap { site in
      slots.map { occupancy.freeKW[site * problem.slotCount + $0] }
    }
    hasPowerLimit = blocks.contains(where: \.isPowerLimited)
  }

  /// What a ``BranchNode`` takes, in bytes, at most.
  var nodeMemory: Int {
    4 * (starts + blocks.count) + 8 * (capacity.count + room.count) + 20 * jobs.count
  }

  /// Prices of the whole problem, in the slots of this one.
  func prices(_ prices: MarketPrices, of problem: CompiledProblem) -> MarketPrices {
    let slots = firstSlot..<firstSlot + width
    return MarketPrices(
      gpu: (0..<problem.poolCount).flatMap { pool in
        slots.map { prices.gpu[pool * problem.slotCount + $0] }
      },
      power: (0..<problem.siteCount).flatMap { site in
        slots.map { prices.power[site * problem.slotCount + $0] }
      }, facilities: prices.facilities)
  }

  /// Where each job stands by a choice, in the terms of the whole problem.
  func placements(_ choice: BranchChoice, leaveOutCost: [Double]) -> [(job: Int, Placement)] {
    jobs.indices.map { job in
      let number = jobs[job].number
      guard choice.block[job] >= 0 else {
        return (number, Placement(cost: leaveOutCost[number]))
      }
      let block = blocks[Int(choice.block[job])]
      let start = Int(choice.start[job])
      return (
        number,
        Placement(
          option: Int32(block.option), start: Int32(start + firstSlot), count: Int32(block.slots),
          lastFraction: block.lastFraction, cost: costs[block.costRow + start])
      )
    }
  }
}

/// A place for every job.
struct BranchChoice: Sendable {
  /// By job; −1 where it is left out.
  var block: [Int32]
  var start: [Int32]

  init(jobs: Int) {
    block = [Int32](repeating: -1, count: jobs)
    start = [Int32](repeating: 0, count: jobs)
  }

  func cost(_ problem: BranchProblem) -> Double {
    var sum = 0.0
    for job in problem.jobs.indices {
      sum +=
        block[job] < 0
        ? problem.jobs[job].leaveOutCost
        : problem.costs[problem.blocks[Int(block[job])].costRow + Int(start[job])]
    }
    return sum
  }
}
