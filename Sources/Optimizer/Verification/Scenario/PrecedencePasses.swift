/// What waiting for each other leaves of the windows of jobs.
///
/// Forward: nothing starts before the earliest finish of what it waits for, at the largest speed and the
/// soonest site. Backward: nothing finishes after the latest start of a job that waits for it and must
/// run. A job whose predecessor does not run does not run, so that the first holds whatever is declined,
/// and whatever a job that must run waits for must run as well.
struct PrecedencePasses {
  /// By job, the first slot.
  private(set) var first: [Int]
  /// By job, the latest finish in slots.
  private(set) var deadline: [Double]
  /// By job, whether a plan without it is no whole plan.
  private(set) var mustRun: [Bool]
  /// Whether no job waits for another.
  let isEmpty: Bool

  private let facts: ScenarioFacts
  /// By how many slots a running time may be taken as whole.
  private let tolerance: Double

  init(_ facts: ScenarioFacts) {
    self.facts = facts
    first = facts.jobs.map { _ in 0 }
    deadline = facts.jobFacts.map(\.deadline)
    mustRun = facts.jobs.map { $0.value == nil }
    tolerance = Tolerance.lengthMilliseconds / Double(facts.horizon.slotMilliseconds)
    isEmpty = facts.jobFacts.allSatisfy(\.predecessors.isEmpty)
    if isEmpty { return }
    let order = facts.precedenceOrder
    for job in order { passForward(to: job) }
    for job in order.reversed() where mustRun[job] { passBackward(from: job) }
  }

  private mutating func passForward(to job: Int) {
    for predecessor in facts.jobFacts[job].predecessors {
      let earliest = ways(of: predecessor).map { Double($0.first) + $0.slots }.min() ?? .infinity
      let edge = (earliest - tolerance).rounded(.up)
      let count = facts.horizon.count
      first[job] = max(first[job], edge < Double(count) ? Int(edge) : count)
    }
  }

  private mutating func passBackward(from job: Int) {
    let latest = ways(of: job).map { (deadline[job] - $0.slots + tolerance).rounded(.down) }.max()
    for predecessor in facts.jobFacts[job].predecessors {
      mustRun[predecessor] = true
      if let latest { deadline[predecessor] = min(deadline[predecessor], latest) }
    }
  }

  /// For each pool, the first slot and the shortest running time in slots.
  private func ways(of job: Int) -> [(first: Int, slots: Double)] {
    let own = facts.jobFacts[job]
    return facts.pools(for: job).compactMap { place in
      let gpus = facts.sites[place.site].pools[place.pool].gpus
      return own.largestSpeed(gpus: gpus).map { speed -> (first: Int, slots: Double) in
        let slots = own.workHours / speed / facts.horizon.slotHours
        return (max(first[job], own.firstSlots[place.site]), slots)
      }
    }
  }
}

extension ScenarioFacts {
  /// The jobs so that none stands before one that it waits for; without those that wait in a circle.
  fileprivate var precedenceOrder: [Int] {
    let successors = successors
    var missing = jobFacts.map(\.predecessors.count)
    var order = jobs.indices.filter { missing[$0] == 0 }
    var next = 0
    while next < order.count {
      for successor in successors[order[next]] {
        missing[successor] -= 1
        if missing[successor] == 0 { order.append(successor) }
      }
      next += 1
    }
    return order
  }
}
