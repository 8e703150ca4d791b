/// Takes one job after the other out and puts it back at its cheapest place, at true cost.
struct Reinsertion {
  /// One sweep over all jobs, those with the most to gain by price first.
  ///
  /// - Returns: whether the cost fell; false where the sweep was cut short.
  static func sweep(
    _ state: inout SearchState, _ insertion: inout Insertion, rows: PriceRows,
    order: some Sequence<Int>, shouldStop: () -> Bool
  ) -> Bool {
    let before = state.cost
    for (number, job) in order.enumerated() {
      if number % 32 == 0, shouldStop() { return false }
      let old = state.placements[job]
      let withJob = state.loads?.total ?? 0
      state.leaveOut(job)
      // What it costs where it stands, by the loads without it.
      let price = old.cost + withJob - (state.loads?.total ?? 0)
      let found = insertion.best(
        state.problem.jobs[job], state.occupancy, rows, state.loads, between: state.edges(for: job))
      let isNeeded = old.isPlaced && !state.dependents(of: job).isEmpty
      let limit = isNeeded ? price : min(price, state.leaveOutCost[job])
      if var found, found.cost < limit {
        found.cost = found.ownCost(state.problem, rows)
        state.place(job, found)
      } else if old.isPlaced, isNeeded || price <= state.leaveOutCost[job] {
        state.place(job, old)
      }
    }
    return state.cost < before - 1e-12 * abs(before)
  }
}
