/// Finds room for jobs that a first schedule left out: each takes the place that is least overfull, and
/// random jobs there make way, to find a place of their own.
///
/// (Ejection chains, Glover 1996, doi 10.1016/0166-218X(94)00037-E.) Jobs that wait for others, or others
/// for them, stay where they are. For jobs in one piece; any other is put in one piece, too.
struct Ejection {
  /// Jobs taken out at most, for each that was left out.
  private static let mostEjections = 40
  /// Draws for one job that makes way: of those that hold a slot, the one with the most slack.
  private static let draws = 12

  private let problem: CompiledProblem
  private let neighbourhood: Neighbourhood
  private var random = RandomSource(seed: 1)
  private var lack: [Double] = []

  init(_ problem: CompiledProblem) {
    self.problem = problem
    neighbourhood = Neighbourhood(problem)
  }

  /// Places jobs that must run and do not, as far as that goes.
  mutating func repair(
    _ state: inout SearchState, _ insertion: inout Insertion, rows: PriceRows, actual: PriceRows,
    shouldStop: () -> Bool
  ) {
    var waiting = state.unplacedJobs
    waiting.sort { (problem.jobs[$0].gpuHours, $0) < (problem.jobs[$1].gpuHours, $1) }
    var left = Self.mostEjections * waiting.count
    var turns = 0
    while let job = waiting.popLast(), left > 0 {
      turns += 1
      if turns % 64 == 0, shouldStop() { return }
      let edges = state.edges(for: job)
      if var placement = insertion.best(
        problem.jobs[job], state.occupancy, rows, nil, between: edges)
      {
        placement.cost = placement.ownCost(problem, actual)
        state.place(job, placement)
        continue
      }
      guard let place = leastOverfull(job, state, actual, between: edges) else { continue }
      let count = waiting.count
      makeRoom(for: place, &state, &waiting)
      left -= 1 + waiting.count - count
      if state.occupancy.hasRoom(for: place) { state.place(job, place) }
    }
  }

  /// A random one of the places in one piece that lack least.
  private mutating func leastOverfull(
    _ job: Int, _ state: borrowing SearchState, _ actual: PriceRows, between edges: Range<Int>?
  ) -> Placement? {
    var best: (place: Placement, lack: Double)?
    for number in problem.jobs[job].options {
      guard let option = problem.options[number].inOnePiece(between: edges) else { continue }
      setLack(option, state.occupancy)
      var sum = lack[..<option.slots].reduce(0, +)
      var least = Double.infinity
      var starts: [Int] = []
      for start in option.firstSlot...option.latestStart {
        if sum < least - 1e-9 { (least, starts) = (sum, []) }
        if sum <= least + 1e-9, state.occupancy.mayStart(option, at: start) { starts.append(start) }
        let offset = start - option.firstSlot
        if start < option.latestStart { sum += lack[offset + option.slots] - lack[offset] }
      }
      guard !starts.isEmpty, least < best?.lack ?? .infinity else { continue }
      var place = Placement(
        option: Int32(number), start: Int32(starts[random.below(starts.count)]),
        count: Int32(option.slots), lastFraction: option.lastFraction)
      place.cost = place.ownCost(problem, actual)
      best = (place, least)
    }
    return best?.place
  }

  /// By slot of an option's window: the share of its GPUs and its power that is missing.
  private mutating func setLack(_ option: CompiledOption, _ occupancy: borrowing Occupancy) {
    let (pool, site) = (option.pool * problem.slotCount, option.site * problem.slotCount)
    lack.removeAll(keepingCapacity: true)
    for slot in option.firstSlot..<option.endSlot {
      let gpus = Double(max(0, option.gpus - occupancy.freeGPUs[pool + slot])) / Double(option.gpus)
      let kW = max(0, option.addedKW - occupancy.freeKW[site + slot]) / max(1e-9, option.addedKW)
      lack.append(max(gpus, kW))
    }
  }

  private mutating func makeRoom(
    for place: Placement, _ state: inout SearchState, _ waiting: inout [Int]
  ) {
    let option = problem.options[Int(place.option)]
    for slot in Int(place.start)..<Int(place.start + place.count) {
      while !state.occupancy.hasRoom(for: option, in: slot) {
        guard let holder = holder(of: option.pool, in: slot, state) else { return }
        state.leaveOut(holder)
        waiting.append(holder)
      }
    }
  }

  /// The most movable of a few random jobs that hold GPUs of a pool in a slot.
  private mutating func holder(
    of pool: Int, in slot: Int, _ state: borrowing SearchState
  ) -> Int? {
    var best: (job: Int, slack: Int)?
    for _ in 0..<Self.draws {
      guard let job = neighbourhood.randomHolder(of: pool, in: slot, state, &random),
        problem.precedence?.isLinked(job) != true
      else { continue }
      let slack = problem.slack(job)
      if slack > best?.slack ?? -1 { best = (job, slack) }
    }
    return best?.job
  }
}

extension Occupancy {
  fileprivate func hasRoom(for option: CompiledOption, in slot: Int) -> Bool {
    freeGPUs[option.pool * problem.slotCount + slot] >= option.gpus
      && freeKW[option.site * problem.slotCount + slot] >= option.addedKW
  }

  fileprivate func hasRoom(for place: Placement) -> Bool {
    let option = problem.options[Int(place.option)]
    return (Int(place.start)..<Int(place.start + place.count)).allSatisfy {
      hasRoom(for: option, in: $0)
    }
  }
}
