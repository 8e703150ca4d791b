import GridPricing

/// A bound for jobs that may be interrupted anywhere, by one price per job instead of one per slot.
///
/// A job that pays π for each slot of its work can be left to the slots: each slot takes the jobs
/// that are worth most to it among those that fit, an exact knapsack. For every π
///
/// L(π) = Σ_j min(leftOut_j, π_j · slots_j) − Σ_t max { Σ_j (π_j − c_jt) : Σ_j gpus_j ≤ G_t }
///
/// is a lower bound (Geoffrion 1974, doi 10.1007/BFb0120690). It knows that GPUs come in whole jobs,
/// which slot prices do not: where large jobs fill a pool badly it is higher by percents.
struct WorkPriceBound: Sendable {
  /// The largest sum of table entries of one pass.
  private static let mostEntries = 40_000_000
  /// Table entries of all passes of one climb.
  private static let entriesAtOnce = 500_000_000
  /// Slots are answered in so many blocks, whatever the number of threads.
  private static let blocks = 16

  /// No plan costs less; without the fixed cost of the sites.
  private(set) var value = -Double.infinity
  /// In job answers.
  private(set) var work = 0
  private var workPrices: [Double]
  private var factor = 1.0
  private var sinceGain = 0

  private let members: [Member]
  private let slots: [Slot]
  private let entries: Int

  private struct Member {
    /// In units of the largest number that divides all of them.
    let gpus: Int
    let kW: Double
    let slots: Double
    let leaveOutCost: Double
  }

  /// One slot of one pool.
  private struct Slot {
    let capacity: Int
    /// Currency for one kW.
    let cost: Double
    /// Indices of the jobs that may run in it.
    let members: [Int32]
  }

  /// - Returns: nil where a job has a choice of pools, may not be interrupted for free, uses its last
  ///   slot in part or shares a power limit, or where the tables would be too large.
  init?(_ problem: CompiledProblem, _ prices: MarketPrices) {
    let options = problem.options
    guard options.count == problem.jobs.count,
      options.allSatisfy({ option in
        option.interruption == .free && option.lastFraction == 1
          && !problem.isPowerLimited[option.site]
      })
    else { return nil }
    let unit = options.reduce(0) { Self.commonDivisor($0, Int($1.gpus)) }
    members = options.map { option in
      Member(
        gpus: Int(option.gpus) / max(1, unit), kW: option.addedKW, slots: Double(option.slots),
        leaveOutCost: problem.jobs[option.job].leaveOutCost)
    }
    // Counted before anything is listed: a million jobs would fill the memory.
    var entries = 0
    for option in options {
      let row = option.pool * problem.slotCount
      for slot in option.firstSlot..<option.endSlot {
        entries += Int(problem.capacity[row + slot]) / max(1, unit) + 1
      }
      guard entries <= Self.mostEntries else { return nil }
    }
    self.entries = entries
    var byCell = [[Int32]](repeating: [], count: problem.poolCount * problem.slotCount)
    for (member, option) in options.enumerated() {
      for slot in option.firstSlot..<option.endSlot {
        byCell[option.pool * problem.slotCount + slot].append(Int32(member))
      }
    }
    slots = byCell.enumerated().compactMap { cell, members in
      let (pool, slot) = cell.quotientAndRemainder(dividingBy: problem.slotCount)
      let capacity = Int(problem.capacity[cell]) / max(1, unit)
      guard !members.isEmpty else { return nil }
      return Slot(
        capacity: capacity,
        cost: problem.slotCost[problem.poolSite[pool] * problem.slotCount + slot],
        members: members)
    }
    let rows = PriceRows(problem, prices)
    workPrices = options.map { Self.dearestSlot($0, problem, rows) }
  }

  private static func commonDivisor(_ first: Int, _ second: Int) -> Int {
    second == 0 ? first : commonDivisor(second, first % second)
  }

  /// What a job pays at slot prices in the dearest slot that it takes: where slot prices are right,
  /// so is this.
  private static func dearestSlot(
    _ option: CompiledOption, _ problem: CompiledProblem, _ rows: PriceRows
  ) -> Double {
    let view = SlotView(option, problem, rows)
    let costs = (option.firstSlot..<option.endSlot).map(view.fullCost).sorted()
    return costs[option.slots - 1]
  }

  /// More passes towards `target`, which is what the best plan costs: as many as a cycle of the
  /// search has time for.
  mutating func climb(target: Double, threads: Int, shouldStop: () -> Bool) {
    var prices = workPrices
    let passes = max(8, min(150, Self.entriesAtOnce / max(1, entries)))
    for _ in 0..<passes where factor > 1e-4 && !shouldStop() {
      var answer = answer(prices, threads)
      sinceGain += 1
      if answer.value > value {
        if answer.value > value + 1e-5 * abs(answer.value) { sinceGain = 0 }
        value = answer.value
        workPrices = prices
      }
      if sinceGain >= 15 {
        factor *= 0.7
        sinceGain = 0
        prices = workPrices
        answer = self.answer(prices, threads)
      }
      let square = answer.missing.reduce(0) { $0 + $1 * $1 }
      guard square > 0, value < target else { return }
      // The relative reach alone would stand still where costs cancel out.
      let reach = max(0.02 * abs(value), 0.25 * (target - value))
      let goal = min(target, value + reach)
      let step = factor * max(0, goal - answer.value) / square
      for member in prices.indices { prices[member] += step * answer.missing[member] }
    }
  }

  private struct Answer {
    var value = 0.0
    /// By job: slots of work that no slot took.
    var missing: [Double] = []
  }

  private mutating func answer(_ prices: [Double], _ threads: Int) -> Answer {
    work += entries / 512
    let (slots, members) = (slots, members)
    let results = ParallelBlocks(threads: threads).map(Self.blocks) { block in
      var table = SlotKnapsack(jobs: members.count)
      for index in stride(from: block, to: slots.count, by: Self.blocks) {
        let slot = slots[index]
        table.begin(capacity: slot.capacity)
        for member in slot.members {
          let job = members[Int(member)]
          table.offer(
            member, size: job.gpus, worth: prices[Int(member)] - slot.cost * job.kW)
        }
        table.fill()
      }
      return (worth: table.worth, taken: table.taken)
    }
    var answer = Answer()
    for (member, job) in members.enumerated() {
      let earned = prices[member] * job.slots
      answer.value += min(job.leaveOutCost, earned)
      let taken = results.reduce(0) { $0 + $1.taken[member] }
      answer.missing.append((earned <= job.leaveOutCost ? job.slots : 0) - Double(taken))
    }
    for result in results { answer.value -= result.worth }
    return answer
  }
}

/// Knapsacks one after the other: which jobs are worth most to a slot among those that fit.
private struct SlotKnapsack {
  /// Over all knapsacks so far: what was taken in is worth, and how often each job was taken.
  private(set) var worth = 0.0
  private(set) var taken: [Int32]
  private var capacity = 0
  private var total = 0
  private var offers: [(member: Int32, size: Int, worth: Double)] = []
  private var best: [Double] = []
  private var isTaken: [Bool] = []

  init(jobs: Int) { taken = [Int32](repeating: 0, count: jobs) }

  mutating func begin(capacity: Int) {
    self.capacity = capacity
    total = 0
    offers.removeAll(keepingCapacity: true)
  }

  mutating func offer(_ member: Int32, size: Int, worth: Double) {
    guard worth > 0, size <= capacity else { return }
    offers.append((member, size, worth))
    total += size
  }

  /// Takes the best set. O(offers · capacity).
  mutating func fill() {
    guard total > capacity else {
      for offer in offers { take(offer) }
      return
    }
    let width = capacity + 1
    if best.count < width { best = [Double](repeating: 0, count: width) }
    if isTaken.count < offers.count * width {
      isTaken = [Bool](repeating: false, count: offers.count * width)
    }
    for sum in 0..<width { best[sum] = 0 }
    unsafe best.withUnsafeMutableBufferPointer { best in
      unsafe isTaken.withUnsafeMutableBufferPointer { isTaken in
        for (index, offer) in offers.enumerated() {
          let row = index * width
          for sum in 0..<offer.size { unsafe isTaken[row + sum] = false }
          var sum = capacity
          while sum >= offer.size {
            let candidate = unsafe best[sum - offer.size] + offer.worth
            let isBetter = unsafe candidate > best[sum]
            unsafe best[sum] = isBetter ? candidate : best[sum]
            unsafe isTaken[row + sum] = isBetter
            sum -= 1
          }
        }
      }
    }
    var left = capacity
    for index in stride(from: offers.count - 1, through: 0, by: -1)
    where isTaken[index * width + left] {
      take(offers[index])
      left -= offers[index].size
    }
  }

  private mutating func take(_ offer: (member: Int32, size: Int, worth: Double)) {
    worth += offer.worth
    taken[Int(offer.member)] += 1
  }
}
