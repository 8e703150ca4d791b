/// Builds a first schedule: jobs in falling order of area, each at its cheapest place at cost plus
/// prices; jobs that find no place rise in priority and the pass is repeated.
///
/// With converged prices the jobs already spread themselves, so most passes end with all placed.
struct ListScheduling {
  let problem: CompiledProblem
  var mostPasses = 60
  /// Made in any case: a schedule that leaves jobs out for lack of time would pass for one that
  /// could not place them.
  private static let fewestPasses = 6

  /// Of many jobs, those that are still without a place after so many passes push others out; at once
  /// where others have places already. Where plants answer the schedule later, that each job stands near
  /// its cheapest place matters more.
  private func passesBeforeEjection(_ known: SearchState?) -> Int {
    if problem.hasPlants || known != nil { return 0 }
    return max(6, min(mostPasses - 1, 1_200_000 / problem.jobs.count))
  }

  /// Its area; of many jobs, those that can hardly be moved count for more.
  private func priority(of job: Int) -> Double {
    let area = problem.jobs[job].gpuHours
    guard problem.hasManyJobs,
      let option = problem.jobs[job].options.first.map({ problem.options[$0] })
    else { return area }
    return area * Double(option.slots) / Double(option.slots + 4 * problem.slack(job))
  }

  /// - Parameter rows: true costs plus the prices of scarce slots.
  /// - Parameter actual: true costs, in which the result is counted.
  /// - Parameter known: places that jobs have already; nil where none has one.
  func schedule(
    rows: PriceRows, actual: PriceRows, costs: LoadCosts?, onto known: SearchState? = nil,
    shouldStop: () -> Bool
  ) -> SearchState {
    var insertion = Insertion(problem)
    insertion.isBrief = true
    var priority = problem.jobs.indices.map(priority)
    var best: SearchState?
    var fewest = Double.infinity
    for pass in 0..<mostPasses {
      let order = priority.indices.sorted {
        priority[$0] > priority[$1] || (priority[$0] == priority[$1] && $0 < $1)
      }
      var state = known ?? SearchState(problem, costs)
      var missing = 0.0
      for (number, index) in (problem.precedence?.sorted(order) ?? order).enumerated()
      where !state.placements[index].isPlaced {
        if number % 32 == 0, !insertion.isHasty { insertion.isHasty = shouldStop() }
        let job = problem.jobs[index]
        if var placement = insertion.best(
          job, state.occupancy, rows, state.loads, between: state.edges(for: index),
          urgency: problem.precedence?.urgency[index])
        {
          if problem.precedence?.isNeeded[index] ?? false || placement.cost < job.leaveOutCost {
            placement.cost = placement.ownCost(problem, actual)
            state.place(index, placement)
          }
        } else {
          if job.leaveOutCost == .infinity { missing += job.gpuHours }
          priority[index] *= 2 + Double(pass % 3)
        }
      }
      if missing > 0, pass == passesBeforeEjection(known), problem.hasManyJobs, costs == nil {
        var ejection = Ejection(problem)
        ejection.repair(&state, &insertion, rows: rows, actual: actual, shouldStop: shouldStop)
        missing = state.unplacedJobs.reduce(0) { $0 + problem.jobs[$1].gpuHours }
      }
      if missing < fewest {
        fewest = missing
        best = state
      }
      if missing == 0 || (pass + 1 >= Self.fewestPasses && shouldStop()) { break }
    }
    return best!
  }
}

extension Placement {
  /// What the placement itself costs: at a site whose cost depends on the load, transfer and lateness
  /// alone.
  func ownCost(_ problem: CompiledProblem, _ rows: PriceRows) -> Double {
    let option = problem.options[Int(option)]
    return problem.facilities[option.site] == nil ? actualCost(problem, rows) : fixedCost(option)
  }

  /// What transfer and lateness cost.
  func fixedCost(_ option: CompiledOption) -> Double {
    option.ownCost + option.lateness(in: lastSlot, after: lastFraction)
  }

  /// What the placement costs by other rows than those it was found by.
  func actualCost(
    _ problem: CompiledProblem, _ rows: PriceRows, _ congestion: Congestion? = nil
  ) -> Double {
    let option = problem.options[Int(option)]
    let view = SlotView(option, problem, rows, nil, congestion)
    var sum = fixedCost(option)
    guard counts.isEmpty else {
      forEachCount { sum += view.cost(of: $1, in: $0, part: $2) }
      return sum
    }
    forEachSlot(option) { slot, part in sum += view.partCost(slot, part) }
    return sum
  }
}
