/// Tries places for one job after the other with the plants run anew for each: exact where the costs that
/// islands see are not, and dear, so for small problems alone.
struct PlantPolish {
  /// The most runs of the plants in one sweep.
  private static let mostRuns = 3_000

  /// Whether a problem is small enough.
  static func isWorthwhile(_ problem: CompiledProblem) -> Bool {
    problem.jobs.count * problem.slotCount <= 1_024
  }

  /// One sweep over all jobs.
  ///
  /// - Returns: how often the plants were run, at most a little above what is allowed.
  static func sweep(
    _ state: inout SearchState, _ plants: inout PlantSearch, _ actual: PriceRows,
    shouldStop: () -> Bool
  ) -> Int {
    var runs = 0
    for job in state.placements.indices where runs < mostRuns && !shouldStop() {
      for candidate in candidates(job, state, actual) {
        var trial = state
        trial.place(job, candidate)
        runs += 1
        if trial.isWithinRoom, plants.take(trial) { state = trial }
      }
    }
    return runs
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
    return found.filter { $0 != present }.map { placement in
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
