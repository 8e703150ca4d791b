import GridPricing

/// What others that wait for a job pay where it ends after an edge: a guide for the search.
struct Urgency: Sendable {
  /// In slots since the horizon's start.
  var dueSlots = Double.infinity
  /// Currency for each slot after it.
  var perSlot = 0.0
}

/// Which jobs wait for which, and what that leaves of their windows.
struct Precedence: Sendable {
  /// By job: those that must finish before it starts, and those that wait for it.
  let predecessors: [[Int]]
  let successors: [[Int]]
  /// Jobs so that none stands before one that it waits for.
  let order: [Int]
  /// The jobs that wait for another, or another for them.
  let linked: [Int]
  /// Paths of two jobs or more of which each waits for the one before, from every job at most one:
  /// by their first job.
  let chains: [Int: [Int]]
  /// By job: whether a path leads to it.
  let isFollower: [Bool]
  /// By job: the longest chain of jobs before it.
  let depth: [Int]
  /// By job: whether it must run, or something that must run waits for it.
  let isNeeded: [Bool]
  /// By job: the edges between which every schedule has it.
  private let edges: [ClosedRange<Int>]
  /// By job: the fewest slots that it holds, and the first and the end of those that it may hold.
  let shortest: [Int]
  let windows: [Range<Int>]
  /// By job.
  let urgency: [Urgency]

  private typealias Options = (Int) -> ArraySlice<CompiledOption>

  /// Nil where no job waits for another.
  ///
  /// - Parameter options: those of a job, by its number.
  /// - Precondition: the ids exist and there is no cycle.
  init?(_ jobs: [Job], slotCount: Int, options: (Int) -> ArraySlice<CompiledOption>) {
    guard jobs.contains(where: { !$0.after.isEmpty }) else { return nil }
    var numbers: [String: Int] = [:]
    for (index, job) in jobs.enumerated() { numbers[job.id] = index }
    let before = jobs.map { job in Set(job.after).compactMap { numbers[$0] }.sorted() }
    var after = [[Int]](repeating: [], count: jobs.count)
    for (job, others) in before.enumerated() { for other in others { after[other].append(job) } }
    predecessors = before
    successors = after
    order = Self.order(before, after)
    var depth = [Int](repeating: 0, count: jobs.count)
    for job in order {
      for other in after[job] { depth[other] = max(depth[other], depth[job] + 1) }
    }
    self.depth = depth
    var needed = jobs.map { $0.value == nil }
    for job in order.reversed() where after[job].contains(where: { needed[$0] }) {
      needed[job] = true
    }
    isNeeded = needed
    let followers = Self.followers(before)
    isFollower = followers.reduce(into: jobs.map { _ in false }) {
      if let job = $1 { $0[job] = true }
    }
    chains = Self.chains(followers, isFollower)
    linked = order.filter { !before[$0].isEmpty || !after[$0].isEmpty }
    urgency = Self.urgency(order, after, options)
    let edges = Self.edges(jobs, linked, before, after, slotCount, options)
    self.edges = edges
    shortest = jobs.indices.map { options($0).map(\.slots).min() ?? 0 }
    windows = jobs.indices.map { job in
      let possible = options(job).compactMap { $0.clipped(to: edges[job]) }
      let first = possible.map(\.firstSlot).min() ?? 0
      return first..<max(first, possible.map { $0.lastEdge(slotCount) }.max() ?? slotCount)
    }
  }

  /// By job: the one that follows it on a path. Each job in turn follows the first that it waits for and
  /// that nobody follows yet.
  private static func followers(_ before: [[Int]]) -> [Int?] {
    var followers = [Int?](repeating: nil, count: before.count)
    for (job, others) in before.enumerated() {
      if let other = others.first(where: { followers[$0] == nil }) { followers[other] = job }
    }
    return followers
  }

  private static func chains(_ followers: [Int?], _ isFollower: [Bool]) -> [Int: [Int]] {
    var chains: [Int: [Int]] = [:]
    for job in followers.indices where !isFollower[job] && followers[job] != nil {
      chains[job] = Array(sequence(first: job) { followers[$0] })
    }
    return chains
  }

  /// By repeated removal (Kahn 1962, doi 10.1145/368996.369025).
  private static func order(_ before: [[Int]], _ after: [[Int]]) -> [Int] {
    var missing = before.map(\.count)
    var order = missing.indices.filter { missing[$0] == 0 }
    var next = 0
    while next < order.count {
      for job in after[order[next]] {
        missing[job] -= 1
        if missing[job] == 0 { order.append(job) }
      }
      next += 1
    }
    precondition(order.count == before.count, "jobs wait for each other in a circle")
    return order
  }

  /// Backwards, what lateness costs a job and all that wait for it, if each takes the shortest time.
  private static func urgency(
    _ order: [Int], _ after: [[Int]], _ options: Options
  ) -> [Urgency] {
    var urgency = [Urgency](repeating: Urgency(), count: order.count)
    for job in order.reversed() {
      var own = Urgency()
      if let option = options(job).first, option.latenessPerSlot > 0 {
        own = Urgency(dueSlots: option.dueSlots, perSlot: option.latenessPerSlot)
      }
      for other in after[job] where urgency[other].perSlot > 0 {
        let shortest = options(other).map(\.work).min() ?? 0
        own.dueSlots = min(own.dueSlots, urgency[other].dueSlots - shortest)
        own.perSlot += urgency[other].perSlot
      }
      urgency[job] = own
    }
    return urgency
  }

  /// Forward and backward passes: nothing starts before all that it waits for can have ended, or ends
  /// after something that must run and waits for it has to start.
  private static func edges(
    _ jobs: [Job], _ linked: [Int], _ before: [[Int]], _ after: [[Int]], _ slotCount: Int,
    _ options: Options
  ) -> [ClosedRange<Int>] {
    var edges = [ClosedRange<Int>](repeating: 0...slotCount, count: jobs.count)
    for job in linked {
      let possible = options(job).compactMap { $0.clipped(to: edges[job]) }
      guard let end = possible.map({ $0.firstSlot + $0.slots }).min() else { continue }
      for other in after[job] where end > edges[other].lowerBound {
        edges[other] = min(end, edges[other].upperBound)...edges[other].upperBound
      }
    }
    for job in linked.reversed() where jobs[job].value == nil {
      let possible = options(job).compactMap { $0.clipped(to: edges[job]) }
      guard let start = possible.map(\.latestStart).max() else { continue }
      for other in before[job] where start < edges[other].upperBound {
        edges[other] = edges[other].lowerBound...max(start, edges[other].lowerBound)
      }
    }
    return edges
  }

  /// Jobs in a given order, but each that waits for others is passed over until they have had their turn.
  func delayed(_ jobs: [Int]) -> [Int] {
    var missing = predecessors.map(\.count)
    var rank = [Int](repeating: 0, count: predecessors.count)
    for (position, job) in jobs.enumerated() { rank[job] = position }
    var sorted: [Int] = []
    for (position, job) in jobs.enumerated() where missing[job] == 0 {
      var ready = [job]
      while let next = ready.min(by: { rank[$0] < rank[$1] }) {
        ready.removeAll { $0 == next }
        sorted.append(next)
        for waiting in successors[next] {
          missing[waiting] -= 1
          if missing[waiting] == 0, rank[waiting] < position { ready.append(waiting) }
        }
      }
    }
    return sorted
  }

  /// Jobs in a given order, but for those that wait for others, which come after them.
  func sorted(_ jobs: [Int]) -> [Int] {
    var isDone = [Bool](repeating: false, count: predecessors.count)
    var sorted: [Int] = []
    var stack: [Int] = []
    for job in jobs {
      stack.append(job)
      while let top = stack.last {
        let missing = isDone[top] ? [] : predecessors[top].filter { !isDone[$0] }
        guard missing.isEmpty else {
          stack.append(contentsOf: missing)
          continue
        }
        stack.removeLast()
        if !isDone[top] { sorted.append(top) }
        isDone[top] = true
      }
    }
    return sorted
  }

  /// Whether a job waits for another, or another for it.
  func isLinked(_ job: Int) -> Bool { !predecessors[job].isEmpty || !successors[job].isEmpty }

  /// The options inside the edges of their job; all of them as they were where none fits.
  func tightened(
    _ options: [CompiledOption], of jobs: inout [CompiledJob]
  ) -> [CompiledOption] {
    var tightened: [CompiledOption] = []
    for job in jobs.indices {
      let first = tightened.count
      let own = options[jobs[job].options]
      tightened += own.compactMap { $0.clipped(to: edges[job]) }
      if tightened.count == first { tightened += own }
      jobs[job].options = first..<tightened.count
    }
    return tightened
  }
}
