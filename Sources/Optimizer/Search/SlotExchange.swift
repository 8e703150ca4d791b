/// Improves freely preemptible jobs by moving and exchanging single slots between them.
///
/// A move takes a job out of one slot of its pool and puts it into another of its window; where
/// that one is full, jobs there change places with it. Few jobs need to move to save money, so
/// these small moves, annealed, come closer to the linear relaxation than taking whole jobs out.
/// A last slot that is used in part stays where it is, and the others stay before it.
struct SlotExchange {
  /// Every so many moves one divides two slots anew.
  private static let divideEvery = 8

  private let problem: CompiledProblem
  private var random: RandomSource
  /// Jobs that take part, and where each stands in the arrays below; −1 for all others.
  private let members: [Int]
  private let memberOf: [Int32]
  private var options: [CompiledOption] = []
  private var placements: [Placement]
  /// Whole slots of each member, in no order.
  private var slots: [[Int32]] = []
  /// First slot and end of the stretch in which its whole slots may lie.
  private var ranges: [Range<Int>] = []
  /// Whether a member holds a slot: one bit each, by member.
  private var bits: [UInt64] = []
  private let words: Int
  /// Members that hold a whole slot, by pool and slot.
  private var holders: [[Int32]]
  private var freeGPUs: [Int32]
  private var freeKW: [Double]
  /// Cost of the members' whole slots, relative to where they began.
  private(set) var change = 0.0
  private var divided: [Int32] = []
  private var values: [Double] = []
  private var masks: [UInt64] = []
  private var bestChange = 0.0
  private var bestSlots: [[Int32]] = []

  /// Nil where fewer than two jobs could exchange anything.
  init?(_ state: SearchState, seed: UInt64) {
    let problem = state.problem
    guard state.loads == nil else { return nil }
    self.problem = problem
    random = RandomSource(seed: seed)
    placements = state.placements
    freeGPUs = state.occupancy.freeGPUs
    freeKW = state.occupancy.freeKW
    words = (problem.slotCount + 63) / 64
    holders = [[Int32]](repeating: [], count: problem.poolCount * problem.slotCount)
    var memberOf = [Int32](repeating: -1, count: problem.jobs.count)
    var members: [Int] = []
    for (job, placement) in placements.enumerated() where placement.isPlaced {
      let option = problem.options[Int(placement.option)]
      guard problem.mayExchangeSlots(option) else { continue }
      var held = placement.allSlots
      var end = option.endSlot
      if placement.lastFraction < 1 { end = Int(held.removeLast()) }
      guard !held.isEmpty else { continue }
      memberOf[job] = Int32(members.count)
      let member = members.count
      members.append(job)
      options.append(option)
      slots.append(held)
      ranges.append(option.firstSlot..<end)
      bits.append(contentsOf: [UInt64](repeating: 0, count: words))
      for slot in held {
        bits[member * words + Int(slot) / 64] |= 1 << UInt64(Int(slot) % 64)
        holders[option.pool * problem.slotCount + Int(slot)].append(Int32(member))
      }
    }
    guard members.count > 1 else { return nil }
    self.members = members
    self.memberOf = memberOf
    bestSlots = slots
  }

  /// Cools from one temperature to another over so many moves.
  mutating func anneal(
    moves: Int, from hot: Double, to cold: Double, shouldStop: () -> Bool
  ) {
    let cooling = Math.power(cold / hot, 256 / Double(moves))
    var temperature = hot
    for number in 0..<moves {
      if number % 256 == 0 {
        if number > 0 { temperature *= cooling }
        if number % 4096 == 0, shouldStop() { break }
      }
      if number % Self.divideEvery == 0 {
        divide(temperature)
      } else {
        move(temperature)
      }
    }
    keepIfBetter()
  }

  private mutating func keepIfBetter() {
    guard change < bestChange - 1e-12 * abs(bestChange) else { return }
    bestChange = change
    bestSlots = slots
  }

  @inline(__always)
  private func holds(_ member: Int, _ slot: Int) -> Bool {
    bits[member * words + slot / 64] >> UInt64(slot % 64) & 1 == 1
  }

  private mutating func move(_ temperature: Double) {
    let member = random.below(members.count)
    let option = options[member]
    let range = ranges[member]
    let position = random.below(slots[member].count)
    let from = Int(slots[member][position])
    let to = range.lowerBound + random.below(range.count)
    guard !holds(member, to) else { return }
    let costRow = option.site * problem.slotCount
    let step = problem.slotCost[costRow + to] - problem.slotCost[costRow + from]
    let row = option.pool * problem.slotCount
    var missing = option.gpus - freeGPUs[row + to]
    var room = freeGPUs[row + from] + option.gpus
    var difference = step * option.addedKW
    let limit = -temperature * Math.logarithm(1 - random.unit())
    if missing <= 0 {
      guard difference <= limit, hasPower(option, to) else { return }
      shift(member, position, from, to)
      change += difference
      return
    }
    // Others go the other way until there is room: at most four of them.
    let count = holders[row + to].count
    guard count > 0 else { return }
    var others: (Int32, Int32, Int32, Int32) = (-1, -1, -1, -1)
    var found = 0
    var index = random.below(count)
    var looked = 0
    while missing > 0, found < 4, looked < min(count, 12) {
      let other = Int(holders[row + to][index])
      index = index + 1 == count ? 0 : index + 1
      looked += 1
      guard options[other].gpus <= room, ranges[other].contains(from), !holds(other, from) else {
        continue
      }
      missing -= options[other].gpus
      room -= options[other].gpus
      difference -= step * options[other].addedKW
      switch found {
      case 0: others.0 = Int32(other)
      case 1: others.1 = Int32(other)
      case 2: others.2 = Int32(other)
      default: others.3 = Int32(other)
      }
      found += 1
    }
    guard missing <= 0, difference <= limit, !problem.isPowerLimited[option.site] else { return }
    for other in [others.0, others.1, others.2, others.3].prefix(found) {
      let place = slots[Int(other)].firstIndex(of: Int32(to))!
      shift(Int(other), place, to, from)
    }
    shift(member, position, from, to)
    change += difference
  }

  /// Divides the jobs of two slots anew between them: an exact knapsack, in which the dear slot
  /// holds what the cheap one leaves. Values are shaken by the temperature.
  private mutating func divide(_ temperature: Double) {
    let first = random.below(members.count)
    let pool = options[first].pool
    guard !problem.isPowerLimited[options[first].site] else { return }
    let row = pool * problem.slotCount
    let costRow = options[first].site * problem.slotCount
    var cheap = Int(slots[first][random.below(slots[first].count)])
    var dear = ranges[first].lowerBound + random.below(ranges[first].count)
    if problem.slotCost[costRow + cheap] > problem.slotCost[costRow + dear] { swap(&cheap, &dear) }
    guard cheap != dear else { return }
    let step = problem.slotCost[costRow + dear] - problem.slotCost[costRow + cheap]
    divided.removeAll(keepingCapacity: true)
    for (slot, other) in [(cheap, dear), (dear, cheap)] {
      for holder in holders[row + slot] where divided.count < 64 {
        let member = Int(holder)
        if ranges[member].contains(other), !holds(member, other) { divided.append(holder) }
      }
    }
    guard divided.count > 1 else { return }
    var total = 0
    var inCheap = 0
    var before = 0.0
    for member in divided {
      let option = options[Int(member)]
      total += Int(option.gpus)
      if holds(Int(member), cheap) {
        inCheap += Int(option.gpus)
        before += option.addedKW
      }
    }
    let capacity = min(total, inCheap + Int(freeGPUs[row + cheap]))
    let least = max(0, total - (total - inCheap) - Int(freeGPUs[row + dear]))
    guard capacity > 0, capacity * divided.count <= 65_536 else { return }
    if values.count <= capacity {
      values = [Double](repeating: 0, count: capacity + 1)
      masks = [UInt64](repeating: 0, count: capacity + 1)
    }
    for sum in 0...capacity {
      values[sum] = sum == 0 ? 0 : -.infinity
      masks[sum] = 0
    }
    var reached = 0
    for (index, member) in divided.enumerated() {
      let option = options[Int(member)]
      let gpus = Int(option.gpus)
      let value = step * option.addedKW + temperature * (random.unit() - 0.5)
      reached = min(capacity, reached + gpus)
      var sum = reached
      while sum >= gpus {
        let candidate = values[sum - gpus] + value
        if candidate > values[sum] {
          values[sum] = candidate
          masks[sum] = masks[sum - gpus] | 1 << UInt64(index)
        }
        sum -= 1
      }
    }
    var best = -1
    for sum in least...max(least, capacity) where best < 0 || values[sum] > values[best] {
      best = sum
    }
    guard best >= 0, values[best] > -.infinity else { return }
    var after = 0.0
    for (index, member) in divided.enumerated() where masks[best] >> UInt64(index) & 1 == 1 {
      after += options[Int(member)].addedKW
    }
    let difference = step * (before - after)
    guard difference <= -temperature * Math.logarithm(1 - random.unit()) else { return }
    for (index, holder) in divided.enumerated() {
      let member = Int(holder)
      let wanted = masks[best] >> UInt64(index) & 1 == 1
      guard wanted != holds(member, cheap) else { continue }
      let (from, to) = wanted ? (dear, cheap) : (cheap, dear)
      shift(member, slots[member].firstIndex(of: Int32(from))!, from, to)
    }
    change += difference
  }

  private func hasPower(_ option: CompiledOption, _ slot: Int) -> Bool {
    !problem.isPowerLimited[option.site]
      || freeKW[option.site * problem.slotCount + slot] >= option.addedKW
  }

  private mutating func shift(_ member: Int, _ position: Int, _ from: Int, _ to: Int) {
    let option = options[member]
    let row = option.pool * problem.slotCount
    slots[member][position] = Int32(to)
    bits[member * words + from / 64] &= ~(1 << UInt64(from % 64))
    bits[member * words + to / 64] |= 1 << UInt64(to % 64)
    let index = holders[row + from].firstIndex(of: Int32(member))!
    let last = holders[row + from].count - 1
    holders[row + from].swapAt(index, last)
    holders[row + from].removeLast()
    holders[row + to].append(Int32(member))
    freeGPUs[row + from] += option.gpus
    freeGPUs[row + to] -= option.gpus
    if problem.isPowerLimited[option.site] {
      let powerRow = option.site * problem.slotCount
      freeKW[powerRow + from] += option.addedKW
      freeKW[powerRow + to] -= option.addedKW
    }
  }

  /// The schedule with the best exchange found.
  func result(actual: PriceRows) -> [Placement] {
    var result = placements
    for (member, job) in members.enumerated() {
      var held = bestSlots[member].sorted()
      if placements[job].lastFraction < 1, let last = placements[job].allSlots.last {
        held.append(last)
      }
      result[job] = Placement(
        option: placements[job].option, slots: held,
        lastFraction: placements[job].lastFraction)
      result[job].cost = result[job].actualCost(problem, actual)
    }
    return result
  }
}

extension CompiledProblem {
  /// Whether a job can change each slot by itself, and nothing but its cost depends on that.
  func mayExchangeSlots(_ option: CompiledOption) -> Bool {
    option.interruption == .free && option.levels.isEmpty && option.latenessPerSlot == 0
      && precedence?.isLinked(option.job) != true
  }
}
