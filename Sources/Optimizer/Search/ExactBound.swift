/// What no choice of the remaining schedules undercuts, by prices: L(μ, ν) over an ``ExactCrowd``.
///
/// The same bound as ``PriceSearch``, except that it knows which schedules are out. Dropping
/// schedules and finding new prices in turn lifts it above the linear relaxation.
struct ExactBound {
  private(set) var prices: MarketPrices
  /// L at these prices.
  private(set) var value = -Double.infinity
  /// By graph and node: the least that the rest of a path costs at these prices.
  private(set) var toGo: [[Double]] = []
  /// What scarce GPUs and kW are worth from each slot edge to the end.
  private(set) var worth: [Double] = []
  private(set) var work = 0

  init(_ prices: MarketPrices) { self.prices = prices }

  /// The cost of an arc at these prices.
  @inline(__always)
  static func cost(
    _ arc: ExactGraph.Arc, _ slot: Int, _ slotCount: Int, _ prices: MarketPrices
  ) -> Double {
    guard arc.pool >= 0 else { return arc.cost }
    return arc.cost + Double(arc.gpus) * prices.gpu[Int(arc.pool) * slotCount + slot]
      + arc.kW * prices.power[Int(arc.site) * slotCount + slot]
  }

  /// Counts everything anew after the crowd has changed. O(arcs).
  mutating func refresh(_ crowd: ExactCrowd) {
    let answer = Answer(crowd, prices)
    value = answer.value
    toGo = answer.toGo
    worth = Self.worth(crowd, prices)
    work += crowd.arcCount
  }

  /// Polyak steps towards `target`; keeps the best prices. O(passes · arcs).
  mutating func climb(_ crowd: ExactCrowd, target: Double, passes: Int, factor: Double = 1) {
    var factor = factor
    var sinceGain = 0
    var current = prices
    var answer = Answer(crowd, current)
    for _ in 0..<passes {
      work += crowd.arcCount
      if answer.value > value {
        if answer.value > value + 1e-4 * abs(target - value) { sinceGain = 0 }
        value = answer.value
        prices = current
      } else {
        sinceGain += 1
      }
      if value >= target { break }
      if sinceGain >= 10 {
        factor *= 0.6
        sinceGain = 0
        current = prices
        answer = Answer(crowd, current)
        if factor < 1e-3 { break }
      }
      guard Self.step(&current, answer, crowd, factor * (target - answer.value)) else { break }
      answer = Answer(crowd, current)
    }
    refresh(crowd)
  }

  private static func step(
    _ prices: inout MarketPrices, _ answer: Answer, _ crowd: ExactCrowd, _ rise: Double
  ) -> Bool {
    var square = 0.0
    for (cell, excess) in answer.gpuExcess.enumerated() where excess > 0 || prices.gpu[cell] > 0 {
      square += excess * excess
    }
    for (cell, excess) in answer.powerExcess.enumerated()
    where excess > 0 || prices.power[cell] > 0 {
      square += excess * excess
    }
    guard square > 0 else { return false }
    for (cell, excess) in answer.gpuExcess.enumerated() {
      prices.gpu[cell] = max(0, prices.gpu[cell] + rise / square * excess)
    }
    for (cell, excess) in answer.powerExcess.enumerated() {
      prices.power[cell] = max(0, prices.power[cell] + rise / square * excess)
    }
    return true
  }

  private static func worth(_ crowd: ExactCrowd, _ prices: MarketPrices) -> [Double] {
    let slots = crowd.problem.slotCount
    var worth = [Double](repeating: 0, count: slots + 1)
    for slot in stride(from: slots - 1, through: 0, by: -1) {
      var sum = worth[slot + 1]
      for pool in 0..<crowd.problem.poolCount {
        let cell = pool * slots + slot
        sum += prices.gpu[cell] * Double(crowd.capacity[cell])
      }
      for site in 0..<crowd.problem.siteCount {
        let cell = site * slots + slot
        if crowd.room[cell].isFinite { sum += prices.power[cell] * crowd.room[cell] }
      }
      worth[slot] = sum
    }
    return worth
  }

  /// Drops every arc that no plan below `limit` can use. O(arcs).
  ///
  /// The cheapest path through an arc costs its regret more than the cheapest path of all.
  func dropDear(_ crowd: inout ExactCrowd, limit: Double) {
    let slots = crowd.problem.slotCount
    let allowance = limit - value
    var keeps: [[Bool]] = []
    for (index, graph) in crowd.graphs.enumerated() {
      var isKept = [Bool](repeating: false, count: graph.arcs.count)
      var regret = [Double](repeating: .infinity, count: graph.nodeCount)
      regret[0] = 0
      for slot in 0..<slots {
        for node in graph.nodes(slot) {
          for number in graph.arcs(of: node) {
            let arc = graph.arcs[number]
            let target = Int(arc.target)
            let through =
              regret[node] + Self.cost(arc, slot, slots, prices) + toGo[index][target]
              - toGo[index][node]
            isKept[number] = through < allowance
            if through < regret[target] { regret[target] = through }
          }
        }
      }
      keeps.append(isKept)
    }
    crowd.filter { keeps[$0][$1] }
  }

  /// What the jobs answer to prices.
  private struct Answer {
    var value = 0.0
    var toGo: [[Double]] = []
    var gpuExcess: [Double]
    var powerExcess: [Double]

    init(_ crowd: ExactCrowd, _ prices: MarketPrices) {
      let slots = crowd.problem.slotCount
      gpuExcess = crowd.capacity.map { -Double($0) }
      powerExcess = crowd.room.map { $0.isFinite ? -$0 : 0 }
      for cell in gpuExcess.indices { value += prices.gpu[cell] * gpuExcess[cell] }
      for cell in powerExcess.indices { value += prices.power[cell] * powerExcess[cell] }
      for (index, graph) in crowd.graphs.enumerated() {
        let count = Double(crowd.members[index].count)
        var costs = [Double](repeating: .infinity, count: graph.nodeCount)
        var choice = [Int32](repeating: -1, count: graph.nodeCount)
        costs[graph.nodeCount - 1] = 0
        for slot in stride(from: slots - 1, through: 0, by: -1) {
          for node in graph.nodes(slot) {
            var best = Double.infinity
            var bestArc = -1
            for number in graph.arcs(of: node) {
              let arc = graph.arcs[number]
              let cost =
                ExactBound.cost(arc, slot, slots, prices) + costs[Int(arc.target)]
              if cost < best {
                best = cost
                bestArc = number
              }
            }
            costs[node] = best
            choice[node] = Int32(bestArc)
          }
        }
        value += count * costs[0]
        var node = 0
        for slot in 0..<slots {
          let arc = graph.arcs[Int(choice[node])]
          if arc.pool >= 0 {
            gpuExcess[Int(arc.pool) * slots + slot] += count * Double(arc.gpus)
            let cell = Int(arc.site) * slots + slot
            if crowd.room[cell].isFinite { powerExcess[cell] += count * arc.kW }
          }
          node = Int(arc.target)
        }
        toGo.append(costs)
      }
    }
  }
}
