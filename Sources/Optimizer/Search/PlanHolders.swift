/// Which jobs of a plan stand in the way of others.
struct PlanHolders {
  private let problem: CompiledProblem
  private let state: SearchState
  private let nobody: Occupancy
  /// By pool, the jobs that run there in order of their first slots.
  private let jobs: [[Int]]
  /// The most jobs looked at for one answer, to bound the work.
  private static let mostJobs = 200

  init(_ problem: CompiledProblem, _ placements: [Placement]) {
    self.problem = problem
    state = SearchState(problem, placements)
    nobody = Occupancy(problem)
    var jobs = [[Int]](repeating: [], count: problem.poolCount)
    for (job, placement) in placements.enumerated() where placement.isPlaced {
      jobs[problem.options[Int(placement.option)].pool].append(job)
    }
    self.jobs = jobs.map { pool in
      pool.sorted { (placements[$0].firstSlot, $0) < (placements[$1].firstSlot, $1) }
    }
  }

  // MARK: Order

  /// The edges between which a job must run for others; nil where nobody waits.
  func edges(for job: Int) -> Range<Int>? { state.edges(for: job) }

  /// The job that ends last of those that one waits for.
  func last(before job: Int) -> Int? {
    problem.precedence?.predecessors[job].max {
      state.placements[$0].lastSlot < state.placements[$1].lastSlot
    }
  }

  /// The job that starts first of those that wait for one.
  func first(after job: Int) -> Int? {
    state.dependents(of: job).min {
      state.placements[$0].firstSlot < state.placements[$1].firstSlot
    }
  }

  /// A job that one waits for and that does not run.
  func missing(before job: Int) -> Int? {
    problem.precedence?.predecessors[job].first { !state.placements[$0].isPlaced }
  }

  // MARK: Room

  /// Why a job cannot have a place.
  enum Obstacle: Equatable {
    /// What is too little there, even if nobody else were there.
    case closed(String)
    /// Jobs hold what is short: the one that starts last, and whether there are more.
    case held(by: Int?, more: Bool)
  }

  /// Nil where the place is free. O(slots of both places).
  func obstacle(
    to place: CheapestPlaces.Place, for job: Int, standing placement: Placement
  ) -> Obstacle? {
    if let short = Self.short(place, nobody, own: []) { return .closed(short.what) }
    let own = holdings(placement, beside: place)
    guard let short = Self.short(place, state.occupancy, own: own) else { return nil }
    let pools =
      short.isPool
      ? [place.option.pool]
      : (0..<problem.poolCount).filter { problem.poolSite[$0] == place.option.site }
    let others = pools.flatMap { holders(of: $0, short.slot, besides: job) }
    return .held(by: others.first, more: others.count > 1)
  }

  /// The last two jobs that hold GPUs of a pool in a slot, among those that start last before it.
  private func holders(of pool: Int, _ slot: Int, besides job: Int) -> [Int] {
    var low = 0
    var high = jobs[pool].count
    while low < high {
      let middle = (low + high) / 2
      if state.placements[jobs[pool][middle]].firstSlot <= slot {
        low = middle + 1
      } else {
        high = middle
      }
    }
    let before = jobs[pool][..<low].suffix(Self.mostJobs)
    return Array(
      before.reversed().lazy.filter { $0 != job && state.placements[$0].holds(slot) }.prefix(2))
  }

  /// What a job holds in a slot of the pool and the site of another option.
  private struct Holding {
    var gpus: Int32 = 0
    var kW = 0.0
    var starts: Int32 = 0
  }

  /// By slot, from the first of a place to its last; empty where the job is at another site.
  private func holdings(
    _ placement: Placement, beside place: CheapestPlaces.Place
  ) -> [Holding] {
    let option = problem.options[Int(placement.option)]
    guard option.site == place.option.site else { return [] }
    let span = place.first...place.last
    var own = [Holding](repeating: Holding(), count: span.count)
    let fit = ConflictFit(placement, option)
    fit.forEachSlot { slot, gpus, part in
      guard span.contains(slot) else { return }
      own[slot - place.first].gpus += option.pool == place.option.pool ? gpus : 0
      own[slot - place.first].kW += option.addedKWPerGPU * Double(gpus) * part
    }
    fit.forEachStart { if span.contains($0) { own[$0 - place.first].starts += $1 } }
    return own
  }

  /// The first slot of a place in which something is short, and what.
  private static func short(
    _ place: CheapestPlaces.Place, _ occupancy: Occupancy, own: [Holding]
  ) -> (slot: Int, what: String, isPool: Bool)? {
    let option = place.option
    let slotCount = occupancy.problem.slotCount
    var before: (slot: Int, gpus: Int32) = (-2, 0)
    for (position, slot) in place.slots.map(Int.init).enumerated() {
      let own = own.isEmpty ? Holding() : own[slot - place.first]
      let gpus = place.counts.isEmpty ? option.gpus : place.counts[position]
      let free = occupancy.freeGPUs[option.pool * slotCount + slot] + own.gpus
      let freeKW = occupancy.freeKW[option.site * slotCount + slot] + own.kW
      let added = (before.slot == slot - 1 ? gpus - before.gpus : gpus) - own.starts
      if free < gpus { return (slot, "too few GPUs are available", true) }
      let isLast = position == place.slots.count - 1
      if !isLast, freeKW < option.addedKWPerGPU * Double(gpus) {
        return (slot, "the power limit leaves too little", false)
      }
      if added > 0, !(option.isRunning && slot == 0), !occupancy.mayAdd(added, option, at: slot) {
        return (slot, "too few GPUs may start at once", false)
      }
      before = (slot, gpus)
    }
    return nil
  }
}

extension Range<Int> {
  /// Whether slots in order lie between the edges.
  func holds(_ slots: [Int32]) -> Bool {
    guard let first = slots.first, let last = slots.last else { return true }
    return lowerBound <= Int(first) && Int(last) < upperBound
  }
}
