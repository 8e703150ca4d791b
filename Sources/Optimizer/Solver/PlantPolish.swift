/// Tries places for a few jobs at a time, with the plants run anew for each: exact where the
/// costs that islands see are not, and dear, so for small problems alone.
struct PlantPolish {
  /// The most runs of the plants in one sweep.
  static let mostRuns = 3_000

  /// Whether a problem is small enough.
  static func isWorthwhile(_ problem: CompiledProblem) -> Bool {
    problem.jobs.count * problem.slotCount <= 1_024
  }

  /// Places of one job after the other; where none is better, of two together, then of three: where limits
  /// are tight, one job has to make room for the other.
  ///
  /// - Parameters:
  ///   - mostRuns: how often the plants may be run.
  ///   - turn: sweeps that are cut short begin elsewhere each time.
  /// - Returns: how often the plants were run, at most a little above what is allowed.
  static func sweep(
    _ state: inout SearchState, _ plants: inout PlantSearch, _ actual: PriceRows,
    mostRuns: Int, turn: Int, shouldStop: () -> Bool
  ) -> Int {
    var runs = 0
    for size in 1...mostTogether {
      let rank = plants.rank
      for jobs in groups(size, state, turn) {
        if runs >= mostRuns || shouldStop() { return runs }
        place(jobs, state, actual) { trial in
          runs += 1
          if plants.take(trial) { state = trial }
          return runs < mostRuns
        }
      }
      if plants.rank < rank, state.unplacedJobs.isEmpty { return runs }
    }
    return runs
  }

  private static let mostTogether = 3

  /// Calls `body` with every way to place some jobs, until it returns false.
  @discardableResult
  private static func place(
    _ jobs: ArraySlice<Int>, _ state: SearchState, _ actual: PriceRows,
    _ body: (SearchState) -> Bool
  ) -> Bool {
    guard let job = jobs.first else { return !state.isWithinRoom || body(state) }
    var trial = state
    for candidate in candidates(job, state, actual) {
      trial.place(job, candidate)
      guard place(jobs.dropFirst(), trial, actual, body) else { return false }
    }
    return true
  }

  /// Sets of so many jobs, those first that hold a job that is left out.
  private static func groups(_ size: Int, _ state: SearchState, _ turn: Int) -> [ArraySlice<Int>] {
    let jobs = Array(state.placements.indices)
    var groups: [[Int]] = jobs.map { [$0] }
    for _ in 1..<size where groups.count <= mostRuns {
      groups = groups.flatMap { group in
        jobs[(group[group.count - 1] + 1)...].map { group + [$0] }
      }
    }
    guard !groups.isEmpty else { return [] }
    let missing = Set(state.unplacedJobs)
    let start = turn * 7 % groups.count
    let turned = groups[start...] + groups[..<start]
    return
      (turned.filter { !missing.isDisjoint(with: $0) }
      + turned.filter { missing.isDisjoint(with: $0) }).map { $0[...] }
  }

  /// Other places of a job: every start of a run in one piece; one slot less here and one more there for
  /// a job that may be interrupted; left out, if it may be.
  private static func candidates(
    _ job: Int, _ state: SearchState, _ actual: PriceRows
  ) -> [Placement] {
    let problem = state.problem
    let present = state.placements[job]
    var found: [Placement] = []
    if present.isPlaced, problem.jobs[job].leaveOutCost.isFinite {
      found.append(Placement(cost: state.leaveOutCost[job]))
    }
    for number in problem.jobs[job].options {
      let option = problem.options[number]
      for start in option.firstSlot..<max(option.firstSlot, option.latestStart + 1) {
        found.append(
          Placement(
            option: Int32(number), start: Int32(start), count: Int32(option.slots),
            lastFraction: option.lastFraction))
      }
      if option.interruption == .free, present.isPlaced, Int(present.option) == number {
        found += exchanges(present, option)
      }
    }
    return found.map { placement in
      var placement = placement
      if placement.isPlaced { placement.cost = placement.ownCost(problem, actual) }
      return placement
    }
  }

  /// The same slots but for one; a last slot that is used in part stays the last.
  private static func exchanges(_ present: Placement, _ option: CompiledOption) -> [Placement] {
    let slots = present.allSlots
    let isPartial = option.lastFraction < 1
    var found: [Placement] = []
    for (position, _) in slots.enumerated() {
      for next in Int32(option.firstSlot)..<Int32(option.endSlot) where !slots.contains(next) {
        var changed = slots
        changed[position] = next
        changed.sort()
        guard !isPartial || position == slots.count - 1 || next < slots[slots.count - 1] else {
          continue
        }
        found.append(
          Placement(option: present.option, slots: changed, lastFraction: option.lastFraction))
      }
    }
    return found
  }
}
