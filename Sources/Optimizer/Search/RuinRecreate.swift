/// Large-neighbourhood search: takes a few jobs around an instant out, puts them back one after
/// the other in a varied order, and accepts a little worse while the temperature lasts.
///
/// Ruin and recreate (Schrimpf et al. 2000, doi 10.1006/jcph.1999.6413) with jobs that are adjacent
/// in time, after the adjacent strings of Christiaens and Vanden Berghe (2020,
/// doi 10.1287/trsc.2019.0914).
struct RuinRecreate {
  /// How one cycle cools down.
  struct Cycle: Sendable {
    /// In job answers.
    var work: Int
    var startTemperature: Double
    var endTemperature: Double
  }

  /// Chance of an insertion to pass over the best place so far ("blinks" of Christiaens and Vanden
  /// Berghe). Measured on ten core instances: without, the small ones end 0.05 to 0.15 % higher.
  private static let blink = 0.2
  /// Share of its cost by which a place of a malleable job may miss the cheapest one.
  private static let tolerance = 1e-3
  /// With more jobs, seven of eight moves look at few schedules of jobs that restart or change their
  /// count: with one answer in a millisecond, too few jobs would move at all.
  private static let mostThoroughJobs = 100

  let neighbourhood: Neighbourhood
  let actual: PriceRows
  /// True costs plus the prices of scarce slots, by which some insertions look.
  let priced: PriceRows
  private(set) var state: SearchState
  /// The best schedule so far.
  private(set) var best: [Placement]
  private(set) var bestCost: Double
  private var insertion: Insertion
  private var chains: ChainInsertion
  private var chain: [Int] = []
  /// What a look at a way to run in a chain counts.
  private static let answersPerLook = 4
  /// Job answers so far.
  var work: Int { moves + insertion.work + Self.answersPerLook * chains.looks }
  private(set) var moves = 0
  private let isLarge: Bool
  private var random: RandomSource
  private var sampled: [Int] = []
  private var removed: [(job: Int, placement: Placement)] = []
  /// By job: whether it was taken out and has not had its turn.
  private var isPending: [Bool]

  init(
    _ state: SearchState, _ neighbourhood: Neighbourhood, actual: PriceRows, priced: PriceRows,
    seed: UInt64
  ) {
    self.state = state
    self.neighbourhood = neighbourhood
    self.actual = actual
    self.priced = priced
    isPending = [Bool](repeating: false, count: state.placements.count)
    best = state.placements
    bestCost = state.cost
    insertion = Insertion(state.problem, seed: seed &+ 7)
    insertion.blink = Self.blink
    insertion.tolerance = Self.tolerance
    chains = ChainInsertion(state.problem)
    isLarge = state.problem.jobs.count > Self.mostThoroughJobs
    random = RandomSource(seed: seed)
  }

  /// Runs one cycle; ends early where `shouldStop` says so, which it is asked now and then.
  mutating func run(_ cycle: Cycle, shouldStop: () -> Bool) {
    let cooling = cycle.endTemperature / cycle.startTemperature
    let begin = work
    while work - begin < cycle.work {
      if moves % 8 == 0, shouldStop() { return }
      let progress = Double(work - begin) / Double(cycle.work)
      move(cycle.startTemperature * Math.power(cooling, progress))
    }
  }

  /// Goes back to a schedule, for the next cycle.
  ///
  /// - Parameter costs: what loads cost from now on; nil where that stays.
  mutating func restart(from placements: [Placement], _ costs: LoadCosts? = nil) {
    if let costs {
      state = SearchState(state.problem, placements, costs)
      best = placements
      bestCost = state.cost
      return
    }
    for job in placements.indices where state.placements[job] != placements[job] {
      state.leaveOut(job)
    }
    for job in placements.indices where state.placements[job] != placements[job] {
      state.place(job, placements[job])
    }
    if state.cost < bestCost - 1e-9 * abs(bestCost) {
      best = state.placements
      bestCost = state.cost
    }
  }

  private mutating func move(_ temperature: Double) {
    moves += 1
    insertion.isBrief = isLarge && moves % 8 != 0
    let costBefore = state.cost
    removed.removeAll(keepingCapacity: true)
    let threshold = costBefore - temperature * Math.logarithm(1 - random.unit())
    var first = 0
    if state.problem.precedence != nil, random.below(4) == 0 {
      if state.loads == nil, random.below(2) == 0 {
        first = reinsertChain()
      } else {
        ruinChain()
      }
    } else if random.below(2) == 0, eject() {
      first = 1
    } else {
      ruin()
    }
    order(from: first)
    let usesPrices = random.below(4) == 0
    let hurries = state.problem.precedence != nil && random.below(2) == 0
    for (job, _) in removed[first...] { isPending[job] = true }
    defer { for (job, _) in removed { isPending[job] = false } }
    for (job, _) in removed[first...] {
      isPending[job] = false
      guard
        var placement = insertion.best(
          state.problem.jobs[job], state.occupancy, usesPrices ? priced : actual, state.loads,
          between: state.edges(for: job, isPending: isPending),
          urgency: hurries ? state.problem.precedence?.urgency[job] : nil)
      else {
        if state.problem.jobs[job].leaveOutCost.isFinite { continue }
        if state.cost > threshold { break }
        continue
      }
      if usesPrices || hurries, state.loads == nil {
        placement.cost = placement.actualCost(state.problem, actual)
      }
      if placement.cost < state.leaveOutCost[job] {
        if state.loads != nil { placement.cost = placement.ownCost(state.problem, actual) }
        state.place(job, placement)
      }
    }
    takeOutDependents()
    if state.cost <= threshold {
      if state.cost < bestCost - 1e-10 * max(1, abs(bestCost)) {
        best = state.placements
        bestCost = state.cost
      }
    } else {
      undo()
    }
  }

  /// Takes out a few jobs that run around one instant.
  private mutating func ruin() {
    let count = 2 + random.below(9)
    neighbourhood.sample(
      min(count, state.placements.count), spread: 1 + random.below(12), state, &random,
      into: &sampled)
    for job in sampled { takeOut(job) }
  }

  /// Takes out a few jobs that wait for each other, one of them at random and what it is linked to.
  private mutating func ruinChain() {
    let precedence = state.problem.precedence!
    var job = precedence.linked[random.below(precedence.linked.count)]
    for _ in 0..<2 + random.below(7) {
      if !removed.contains(where: { $0.job == job }) { takeOut(job) }
      let others = precedence.predecessors[job] + precedence.successors[job]
      job = others[random.below(others.count)]
    }
  }

  /// Takes out jobs that wait for each other one after the other, and a few around one of them, and gives
  /// the former their cheapest places.
  ///
  /// - Returns: how many of those that were taken out have their places.
  private mutating func reinsertChain() -> Int {
    chooseChain(most: 2 + random.below(11))
    for job in chain { takeOut(job) }
    for job in chain { isPending[job] = true }
    defer { for job in chain { isPending[job] = false } }
    if random.below(2) == 0 { ruinAround(removed[random.below(removed.count)].placement) }
    let rows = random.below(4) == 0 ? priced : actual
    let edges = chain.map { state.edges(for: $0, isPending: isPending) ?? 0..<0 }
    guard let places = chains.best(chain, between: edges, state.occupancy, rows) else { return 0 }
    for (job, var place) in zip(chain, places) {
      place.cost = place.actualCost(state.problem, actual)
      state.place(job, place)
    }
    for job in chain { refine(job) }
    return chain.count
  }

  /// A job at random that is linked to others, with predecessors and successors.
  private mutating func chooseChain(most: Int) {
    let precedence = state.problem.precedence!
    chain.removeAll(keepingCapacity: true)
    chain.append(precedence.linked[random.below(precedence.linked.count)])
    while chain.count < most {
      let after = precedence.successors[chain[chain.count - 1]]
      let before = precedence.predecessors[chain[0]]
      if after.isEmpty && before.isEmpty { break }
      let isForward = before.isEmpty || (!after.isEmpty && random.below(2) == 0)
      if isForward {
        chain.append(after[random.below(after.count)])
      } else {
        chain.insert(before[random.below(before.count)], at: 0)
      }
    }
  }

  /// Takes out a few jobs that run around a place, but for those of the chain.
  private mutating func ruinAround(_ place: Placement) {
    guard place.isPlaced else { return }
    neighbourhood.sample(
      1 + random.below(6), spread: 1 + random.below(12), around: place, state, &random,
      into: &sampled)
    for job in sampled where !isPending[job] { takeOut(job) }
  }

  /// Gives a job that need not run in one piece, or with one count, a better place between those that it
  /// is linked to.
  private mutating func refine(_ job: Int) {
    let option = state.problem.options[Int(state.placements[job].option)]
    guard option.interruption != .never || !option.levels.isEmpty else { return }
    let old = state.placements[job]
    state.leaveOut(job)
    let found = insertion.best(
      state.problem.jobs[job], state.occupancy, actual, between: state.edges(for: job))
    state.place(job, found.flatMap { $0.cost < old.cost ? $0 : nil } ?? old)
  }

  /// Takes out jobs that wait for one that found no place.
  private mutating func takeOutDependents() {
    guard state.problem.precedence != nil else { return }
    var missing = removed.map(\.job).filter { !state.placements[$0].isPlaced }
    while let job = missing.popLast() {
      for dependent in state.dependents(of: job) {
        missing.append(dependent)
        if removed.contains(where: { $0.job == dependent }) {
          state.leaveOut(dependent)
        } else {
          takeOut(dependent)
        }
      }
    }
  }

  private mutating func takeOut(_ job: Int) {
    removed.append((job, state.placements[job]))
    state.leaveOut(job)
  }

  /// Gives one job a better place than it has, and takes out whoever is in the way.
  ///
  /// - Returns: false where nothing was changed.
  private mutating func eject() -> Bool {
    let job = random.below(state.placements.count)
    guard let wish = wish(for: job) else { return false }
    takeOut(job)
    guard makeRoom(for: wish) else {
      undo()
      removed.removeAll(keepingCapacity: true)
      return false
    }
    state.place(job, wish)
    return true
  }

  /// A place in one piece that would cost a job less than the one it has, whoever is there; nil where
  /// none of a few random ones does.
  private mutating func wish(for job: Int) -> Placement? {
    let problem = state.problem
    let old = state.placements[job]
    let options = problem.jobs[job].options
    let number = options.lowerBound + random.below(options.count)
    // What runs already goes on at once, or pays for a resumption.
    guard let option = problem.options[number].inOnePiece(between: state.edges(for: job)) else {
      return nil
    }
    let loads = problem.facilities[option.site] == nil ? nil : state.loads
    let isWhole = problem.options[number].interruption == .never
    guard isWhole || loads != nil || !old.isPlaced else { return nil }
    var best: Placement?
    var bestPriced = Double.infinity
    for _ in 0..<3 {
      let start = option.firstSlot + random.below(option.latestStart - option.firstSlot + 1)
      var candidate = Placement(
        option: Int32(number), start: Int32(start), count: Int32(option.slots),
        lastFraction: option.lastFraction)
      candidate.cost = candidate.ownCost(problem, actual)
      guard candidate != old, state.occupancy.mayStart(option, at: start),
        loads != nil || candidate.cost < old.cost
      else { continue }
      let cost =
        loads?.cost(adding: candidate, option) ?? candidate.actualCost(problem, priced)
      if cost < bestPriced {
        best = candidate
        bestPriced = cost
      }
    }
    return best
  }

  /// Takes out jobs, at random, until a place is free.
  ///
  /// - Returns: false where that would be too many.
  private mutating func makeRoom(for place: Placement) -> Bool {
    let problem = state.problem
    let option = problem.options[Int(place.option)]
    let (gpuRow, powerRow) = (option.pool * problem.slotCount, option.site * problem.slotCount)
    for slot in Int(place.start)..<Int(place.start + place.count) {
      let isLast = slot == Int(place.start + place.count) - 1
      let kW = option.addedKW * (isLast ? place.lastFraction : 1)
      while state.occupancy.freeGPUs[gpuRow + slot] < option.gpus
        || state.occupancy.freeKW[powerRow + slot] < kW
      {
        neighbourhood.holders(of: option.pool, in: slot, state, into: &sampled)
        if sampled.isEmpty || removed.count > 8 { return false }
        takeOut(sampled[random.below(sampled.count)])
      }
    }
    return true
  }

  private mutating func undo() {
    for (job, _) in removed { state.leaveOut(job) }
    for (job, placement) in removed { state.place(job, placement) }
  }

  /// Sorts the removed jobs: largest first, tightest first, or at random.
  private mutating func order(from first: Int) {
    let problem = state.problem
    switch random.below(3) {
    case 0: removed[first...].sort { problem.jobs[$0.job].gpuHours > problem.jobs[$1.job].gpuHours }
    case 1: removed[first...].sort { problem.slack($0.job) < problem.slack($1.job) }
    default: removed[first...].shuffle(using: &random)
    }
    // Half the time, whoever comes first finds its place first, and the others go before and after it.
    if let precedence = problem.precedence, random.below(2) == 0 {
      let sorted = removed[first...].enumerated().sorted {
        (precedence.depth[$0.element.job], $0.offset) < (
          precedence.depth[$1.element.job], $1.offset
        )
      }
      removed[first...] = sorted.map(\.element)[...]
    }
  }
}

extension CompiledProblem {
  /// Slots by which a job can be moved at its first option.
  func slack(_ job: Int) -> Int {
    let option = options[jobs[job].options.lowerBound]
    return option.latestStart - option.firstSlot
  }
}
