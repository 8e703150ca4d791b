/// All schedules of all jobs that an exact search still has to look at, and what they compete for.
///
/// Jobs with the same schedules share one graph: what is said of one holds for all of them.
struct ExactCrowd: Sendable {
  let problem: CompiledProblem
  /// Jobs with equal graphs, in order.
  private(set) var members: [[Int]]
  private(set) var graphs: [ExactGraph]
  /// GPUs that can be in use at most, by pool and slot.
  private(set) var capacity: [Int]
  /// kW that can be added at most, by site and slot; infinite without a limit.
  let room: [Double]

  /// - Parameters:
  ///   - leaveOutCost: what leaving each job out costs, finite; a job with nil takes no part.
  ///   - slotCost: what one kW costs through each slot, by site.
  ///   - mostArcs: nil is returned where the schedules need more.
  init?(
    _ problem: CompiledProblem, leaveOutCost: [Double?], slotCost: [Double], mostArcs: Int
  ) {
    self.problem = problem
    capacity = problem.capacity.map(Int.init)
    room = problem.powerRoomKW
    members = []
    graphs = []
    var count = 0
    for job in problem.jobs.indices {
      guard let cost = leaveOutCost[job] else { continue }
      let twin = members.firstIndex {
        leaveOutCost[$0[0]] == cost && problem.haveEqualSchedules($0[0], job)
      }
      if let twin {
        members[twin].append(job)
        continue
      }
      let graph = ExactGraphBuilder.graph(
        of: job, in: problem, leaveOutCost: cost, slotCost: slotCost)
      count += graph.arcs.count
      if count > mostArcs { return nil }
      members.append([job])
      graphs.append(graph)
    }
    isPossible = graphs.allSatisfy { !$0.isEmpty }
    propagate()
  }

  /// Whether every job has a schedule left.
  private(set) var isPossible: Bool

  var arcCount: Int { graphs.reduce(0) { $0 + $1.arcs.count } }

  /// Drops arcs, and then whatever cannot go together with what is left.
  mutating func filter(_ keeps: (_ graph: Int, _ arc: Int) -> Bool) {
    for index in graphs.indices {
      graphs[index] = graphs[index].filtered { keeps(index, $0) }
      if graphs[index].isEmpty { isPossible = false }
    }
    propagate()
  }

  /// Drops arcs for which no GPUs are left beside those that other jobs need in any case, until
  /// none goes any more; then takes capacity back that no set of jobs can use.
  private mutating func propagate() {
    var goesOn = isPossible
    while goesOn {
      goesOn = false
      let needed = neededGPUs()
      for index in graphs.indices {
        let graph = graphs[index]
        var arcKeeps = [Bool](repeating: true, count: graph.arcs.count)
        var drops = false
        for slot in 0..<problem.slotCount {
          for number in graph.arcs(inSlot: slot) {
            let arc = graph.arcs[number]
            guard arc.pool >= 0 else { continue }
            let cell = Int(arc.pool) * problem.slotCount + slot
            let others = needed.total[cell] - needed.own[index][cell]
            let isPowered = arc.kW <= room[Int(arc.site) * problem.slotCount + slot]
            if Int(arc.gpus) + others > capacity[cell] || !isPowered {
              arcKeeps[number] = false
              drops = true
            }
          }
        }
        guard drops else { continue }
        goesOn = true
        graphs[index] = graph.filtered { arcKeeps[$0] }
        if graphs[index].isEmpty {
          isPossible = false
          return
        }
      }
    }
    if isPossible { tighten() }
  }

  /// GPUs that jobs hold on each of their paths: of all jobs, and of one job of each graph.
  private func neededGPUs() -> (total: [Int], own: [[Int]]) {
    let cells = problem.poolCount * problem.slotCount
    var total = [Int](repeating: 0, count: cells)
    var own: [[Int]] = []
    for (index, graph) in graphs.enumerated() {
      var least = [Int](repeating: 0, count: cells)
      for slot in 0..<problem.slotCount {
        let arcs = graph.arcs[graph.arcs(inSlot: slot)]
        guard let first = arcs.first, first.pool >= 0,
          arcs.allSatisfy({ $0.pool == first.pool })
        else { continue }
        let cell = Int(first.pool) * problem.slotCount + slot
        least[cell] = arcs.reduce(Int(first.gpus)) { min($0, Int($1.gpus)) }
        total[cell] += least[cell] * members[index].count
      }
      own.append(least)
    }
    return (total, own)
  }

  /// Lowers each capacity to the largest sum of GPU counts that fits into it.
  ///
  /// Valid as jobs hold whole sets of GPUs; it lifts the price bound where sizes are coarse.
  private mutating func tighten() {
    for pool in 0..<problem.poolCount {
      for slot in 0..<problem.slotCount {
        let cell = pool * problem.slotCount + slot
        guard capacity[cell] <= Self.largestSum else { continue }
        var sizes: [Int] = []
        for (index, graph) in graphs.enumerated() {
          let used = graph.arcs[graph.arcs(inSlot: slot)].first { $0.pool == pool }
          guard let used else { continue }
          for _ in members[index] { sizes.append(Int(used.gpus)) }
        }
        capacity[cell] = SubsetSum.largest(of: sizes, notAbove: capacity[cell])
      }
    }
  }

  private static let largestSum = 1 << 14
}

extension CompiledProblem {
  /// Whether two jobs may be swapped in every schedule at no change in cost.
  fileprivate func haveEqualSchedules(_ first: Int, _ second: Int) -> Bool {
    let left = jobs[first].options
    let right = jobs[second].options
    guard left.count == right.count else { return false }
    return zip(left, right).allSatisfy { options[$0].hasEqualSchedules(options[$1]) }
  }
}

extension CompiledOption {
  fileprivate func hasEqualSchedules(_ other: CompiledOption) -> Bool {
    pool == other.pool && gpus == other.gpus && addedKW == other.addedKW
      && window == other.window && interruption == other.interruption
  }
}

/// Which totals a choice among whole numbers can reach.
enum SubsetSum {
  /// The largest sum of some of the `sizes` that is at most `limit`.
  ///
  /// `largest(of: [4, 4, 3], notAbove: 6)` is 4. O(sizes · limit / 64).
  ///
  /// - Precondition: `limit` is not negative and no size is.
  static func largest(of sizes: [Int], notAbove limit: Int) -> Int {
    if sizes.reduce(0, +) <= limit { return sizes.reduce(0, +) }
    var words = [UInt64](repeating: 0, count: limit / 64 + 1)
    words[0] = 1
    for size in sizes where size <= limit && size > 0 {
      let shift = UInt64(size % 64)
      for index in stride(from: words.count - 1, through: size / 64, by: -1) {
        let source = index - size / 64
        var moved = words[source] << shift
        if shift > 0, source > 0 { moved |= words[source - 1] >> (64 - shift) }
        words[index] |= moved
      }
    }
    for sum in stride(from: limit, through: 0, by: -1)
    where words[sum / 64] >> UInt64(sum % 64) & 1 == 1 {
      return sum
    }
    return 0
  }
}
