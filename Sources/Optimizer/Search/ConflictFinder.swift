import GridPricing

/// Finds out why jobs could not be placed.
///
/// For each job it grows a set of other jobs, those first that hold what is short, until no schedule
/// for all is found; then it takes out whatever the set does not need to be in conflict (the
/// deletion filter of Chinneck and Dravnieks 1991, doi 10.1287/ijoc.3.2.157, in blocks that are
/// halved). Each job that stays has been seen to matter: without it a schedule was found.
///
/// The work is bounded by counting slots, not by the clock, so that the answer is always the same.
struct ConflictFinder {
  let problem: Problem
  private let compiled: CompiledProblem
  private let placements: [Placement]
  private let room: ConflictRoom
  private var check: ConflictCheck
  /// Only so many jobs are looked into; of others only what they lack is said.
  static let mostThorough = 50
  private static let mostCandidates = 128
  /// Slots visited for one job: about 0.1 s.
  private static let steps = 12_000_000

  init(_ problem: Problem, _ placements: [Placement]) {
    self.problem = problem
    compiled = problem.compiled
    self.placements = placements
    room = ConflictRoom(problem, placements)
    check = ConflictCheck(problem.compiled, steps: 0)
  }

  /// One conflict for each of the jobs, in their order.
  ///
  /// - Precondition: none of them is placed.
  mutating func conflicts(_ unplaced: [Int]) -> [Conflict] {
    unplaced.enumerated().map { conflict($1, thorough: $0 < Self.mostThorough) }
  }

  private mutating func conflict(_ job: Int, thorough: Bool) -> Conflict {
    precondition(!placements[job].isPlaced, "job \(problem.jobs[job].id) has a place")
    let later = ConflictDelay(of: job, placements, room, thorough: thorough)
    var conflict = Conflict(
      job: problem.jobs[job].id, shortage: .chain(end: problem.horizon.end),
      window: later.edge..<problem.horizon.count, others: [], evidence: .held,
      laterDeadline: later.deadline, missingGPUs: 0, missingPower: .zero)
    conflict.laterJob = later.isOwn ? nil : later.job.map { problem.jobs[$0].id }
    conflict.awaitedInput = awaitedInput(job, from: later.edge, thorough)
    if let missing = later.missing {
      conflict.shortage = .predecessor(
        problem.jobs[missing].id, end: later.missingEnd)
    } else if let gap = ConflictGap(job, from: later.edge, in: room, thorough: thorough) {
      describe(gap, &conflict)
      let (others, evidence) = thorough ? others(job, gap) : ([], .held)
      conflict.others = others.map { problem.jobs[$0].id }
      conflict.evidence = evidence
    } else if let chain = ConflictChain(before: job, compiled), !chain.hasRoom {
      conflict.shortage = .chain(end: problem.horizon.edge(chain.edge))
      conflict.others = chain.jobs.map { problem.jobs[$0].id }
      conflict.evidence = .proven
    } else if let last = later.last {
      conflict.shortage = .time(
        after: problem.jobs[last].id, end: problem.horizon.edge(later.edge))
    }
    return conflict
  }

  private func describe(_ gap: ConflictGap, _ conflict: inout Conflict) {
    let pue = problem.sites[gap.option.site].cooling.pue
    conflict.shortage = shortage(gap)
    conflict.window = gap.window
    conflict.missingGPUs = gap.gpus
    conflict.missingPower = Self.roundedUp(gap.kW * pue)
    conflict.missingCooling = Self.roundedUp(gap.coolingKW)
    let perMinute = Double(gap.starts) / Double(problem.horizon.slotMinutes)
    conflict.missingStartsPerMinute = (perMinute * 1000 - 1e-6).rounded(.up) / 1000
  }

  /// The site where the job would fit if its input needed no time.
  private func awaitedInput(_ job: Int, from edge: Int, _ thorough: Bool) -> String? {
    var moved = problem.jobs[job]
    guard moved.inputGB > 0, problem.transfers.gigabitsPerSecond != nil else { return nil }
    moved.inputGB = 0
    return room.earliest(moved, from: edge, thorough: thorough)
      .map { problem.sites[$0.option.site].id }
  }

  private static func roundedUp(_ kW: Double) -> Power {
    .kilowatts((kW * 1000 - 1e-6).rounded(.up) / 1000)
  }

  private static func roundedDown(_ kW: Double) -> Power {
    .kilowatts((max(0, kW) * 1000).rounded(.down) / 1000)
  }

  private func shortage(_ gap: ConflictGap) -> Conflict.Shortage {
    let site = problem.sites[gap.option.site]
    let signals = problem.signals[gap.option.site]
    if gap.gpus == 0, gap.coolingKW > 0, gap.coolingKW >= gap.kW, let most = signals.headroomKW {
      let slot = gap.window.min {
        room.coolableKW(gap.option, $0) < room.coolableKW(gap.option, $1)
      }!
      return .cooling(
        site: site.id, free: Self.roundedDown(room.coolableKW(gap.option, slot)),
        limit: Self.roundedDown(most[slot]))
    }
    if gap.gpus == 0, gap.kW > 0 {
      let slot = gap.window.min { room.freeKW(gap.option, $0) < room.freeKW(gap.option, $1) }!
      return .power(
        site: site.id,
        free: Self.roundedDown(room.freeKW(gap.option, slot) * site.cooling.pue),
        limit: .kilowatts(signals.gridLimitKW[slot]))
    }
    if gap.gpus == 0, gap.starts > 0 {
      let free = gap.window.map { room.freeStarts(gap.option, $0) }.min() ?? 0
      return .starts(site: site.id, free: max(0, free))
    }
    let tightest = gap.window.min {
      room.freeGPUs(gap.option, $0) < room.freeGPUs(gap.option, $1)
    }
    let slot = tightest ?? gap.window.lowerBound
    return .gpus(
      pool: problem.jobs[gap.option.job].pool, site: site.id,
      free: room.freeGPUs(gap.option, slot),
      available: Int(compiled.capacity[gap.option.pool * compiled.slotCount + slot]))
  }

  // MARK: Other jobs

  /// The other jobs of an irreducible conflict, in the order of the problem.
  private mutating func others(_ job: Int, _ gap: ConflictGap) -> ([Int], Conflict.Evidence) {
    check.allow(steps: Self.steps)
    let candidates = candidates(job, gap)
    var count = 0
    var verdict = check.verdict([job])
    while verdict == .feasible, count < candidates.count {
      count = max(1, min(2 * count, candidates.count))
      verdict = check.verdict([job] + candidates[..<count])
    }
    if verdict == .feasible || check.stepsLeft <= 0 { return (holders(job, gap), .held) }
    var others = Array(candidates[..<count])
    var block = max(1, others.count / 2)
    while true {
      var start = 0
      while start < others.count {
        var rest = others
        rest.removeSubrange(start..<min(start + block, others.count))
        let restVerdict = check.verdict([job] + rest)
        guard check.stepsLeft > 0 else { return (holders(job, gap), .held) }
        if restVerdict == .feasible {
          start += block
        } else {
          others = rest
          verdict = restVerdict
        }
      }
      if block == 1 { break }
      block = block / 2
    }
    return (others.sorted(), verdict == .infeasible ? .proven : .notFound)
  }

  /// The jobs that hold what is short, in the order of the problem.
  private func holders(_ job: Int, _ gap: ConflictGap) -> [Int] {
    placements.indices.filter { placements[$0].isPlaced && holdsShort($0, gap) }
  }

  private func holdsShort(_ other: Int, _ gap: ConflictGap) -> Bool {
    let placement = placements[other]
    guard Int(placement.start) < gap.window.upperBound, placement.lastSlot >= gap.window.lowerBound
    else { return false }
    let option = compiled.options[Int(placement.option)]
    let isSamePool = option.pool == gap.option.pool
    guard gap.gpus > 0 ? isSamePool : option.site == gap.option.site else { return false }
    return placement.runs.contains { $0.overlaps(gap.window) }
  }

  /// Placed jobs that must run and compete with the job for anything, those first that hold what is
  /// short, then by how near their windows are and how tight. O(jobs).
  private func candidates(_ job: Int, _ gap: ConflictGap) -> [Int] {
    let mine = compiled.options[compiled.jobs[job].options]
    let first = mine.map(\.firstSlot).min() ?? 0
    let end = mine.map(\.endSlot).max() ?? 0
    var ranked: [(rank: Int, distance: Int, length: Int, job: Int)] = []
    func keepFirst() {
      ranked.sort {
        ($0.rank, $0.distance, $0.length, $0.job) < ($1.rank, $1.distance, $1.length, $1.job)
      }
      ranked.removeSubrange(min(Self.mostCandidates, ranked.count)...)
    }
    for other in placements.indices where placements[other].isPlaced {
      guard compiled.jobs[other].leaveOutCost == .infinity else { continue }
      let options = compiled.options[compiled.jobs[other].options]
      let competes = options.contains { option in
        let isLimited = compiled.isPowerLimited[option.site]
        return mine.contains { $0.pool == option.pool || (isLimited && $0.site == option.site) }
      }
      guard competes, let option = options.first else { continue }
      let distance = max(0, option.firstSlot - end, first - option.endSlot)
      let outside = max(0, first - option.firstSlot) + max(0, option.endSlot - end)
      ranked.append((holdsShort(other, gap) ? 0 : 1, distance, outside, other))
      if ranked.count >= 32 * Self.mostCandidates { keepFirst() }
    }
    keepFirst()
    return ranked.map(\.job)
  }
}
