/// What a malleable job pays at least where changes of its count, resumptions, lateness or running in one
/// piece cost something, in O(window · counts) per step of a search for the best price of its work.
///
/// Every slot of work is paid θ instead (``WorkPriceClimb``). A programme over slots answers each θ; its
/// states are the count that runs, or the one that ran before a pause. Minimum runs are left out.
struct ResizingRelaxation {
  /// No schedule costs less.
  private(set) var value = -Double.infinity
  /// GPUs in each slot that runs, from the last to the first.
  private(set) var counts: [(slot: Int, gpus: Int32)] = []
  /// Currency for a slot of work; what it was for similar costs is a good start.
  var workPrice: Double?
  let isHasty: Bool

  private var levels: [ElasticLevel] = []
  private var terms: [Terms] = []
  /// By slot of the window, for one GPU: its power, and holding it.
  private var energy: [Double] = []
  private var held: [Double] = []
  private var mayPause = false
  /// By edge of the window: the cheapest ways there before the first run (at 0), by count while it runs,
  /// and by count while it pauses.
  private var table: [Double] = []
  private var width: Int { 1 + 2 * levels.count }

  /// What a count takes and earns at a price of work.
  private struct Terms {
    var gpus: Double
    /// By slot.
    var earned: Double
    /// What the work is worth that a run loses at its beginning.
    var change: Double
    var resumption: Double
  }

  /// How a schedule ends: the last slot of the window, its count and the part of it that is used.
  private struct Last {
    var cost = Double.infinity
    var index = 0
    var level = 0
    var part = 0.0
  }

  init(isHasty: Bool) { self.isHasty = isHasty }

  /// - Parameters:
  ///   - typical: a price of work to begin with where none is known.
  ///   - energyCost: what the power of one GPU costs through a slot.
  ///   - heldCost: what holding one GPU costs through a slot.
  @inline(__always)
  mutating func solve(
    _ option: CompiledOption, _ levels: ArraySlice<ElasticLevel>, _ slotCount: Int,
    typical: Double, energyCost: (Int) -> Double, heldCost: (Int) -> Double
  ) {
    self.levels.removeAll(keepingCapacity: true)
    self.levels.append(contentsOf: levels)
    mayPause = option.interruption != .never
    energy.removeAll(keepingCapacity: true)
    held.removeAll(keepingCapacity: true)
    for slot in option.elasticSlots(slotCount) {
      energy.append(energyCost(slot))
      held.append(heldCost(slot))
    }
    climb(option, typical)
  }

  private mutating func climb(_ option: CompiledOption, _ typical: Double) {
    let gpus = Double(option.gpus)
    let dearest = energy.indices.reduce(1e-9) { max($0, gpus * abs(energy[$1] + held[$1])) }
    var climb = WorkPriceClimb(start: workPrice, typical: typical, scale: dearest, isHasty: isHasty)
    var found: [(slot: Int, gpus: Int32)] = []
    for _ in 0..<climb.steps {
      let theta = climb.theta
      let last = answer(option, theta)
      var missing = option.work
      found.removeAll(keepingCapacity: true)
      walk(option, last, theta) { index, level, work in
        missing -= work
        found.append((option.firstSlot + index, levels[level].gpus))
      }
      if climb.take(value: last.cost + theta * option.work, missing: missing) {
        swap(&counts, &found)
      }
      guard climb.advance() else { break }
    }
    value = climb.value
    workPrice = climb.workPrice
  }

  /// The cheapest schedule where each slot of work earns θ.
  private mutating func answer(_ option: CompiledOption, _ theta: Double) -> Last {
    setTerms(option, theta)
    let size = width * (energy.count + 1)
    if table.count < size { table = [Double](repeating: .infinity, count: size) }
    var table: [Double] = []
    swap(&table, &self.table)
    defer { swap(&table, &self.table) }
    return unsafe table.withUnsafeMutableBufferPointer { table in
      unsafe terms.withUnsafeBufferPointer { terms in
        unsafe fill(table.baseAddress!, option, terms)
      }
    }
  }

  private func fill(
    _ table: UnsafeMutablePointer<Double>, _ option: CompiledOption,
    _ terms: UnsafeBufferPointer<Terms>
  ) -> Last {
    let (count, width) = (terms.count, width)
    let mayIdle = mayPause || !option.isRunning
    var last = Last()
    for state in 0..<width { unsafe table[state] = state == 0 ? 0 : .infinity }
    var (anyRun, anyPause) = (Double.infinity, Double.infinity)
    for index in energy.indices {
      let here = unsafe table + index * width
      let next = unsafe here + width
      let (energy, held) = (energy[index], held[index])
      let isResumed = option.isRunning && option.firstSlot + index > 0
      let (before, anyBefore) = unsafe (here[0], anyRun)
      unsafe next[0] = mayIdle ? before : .infinity
      anyRun = .infinity
      var anyNext = Double.infinity
      for level in 0..<count {
        let term = unsafe terms[level]
        let (run, pause) = unsafe (here[1 + level], here[1 + count + level])
        let started = min(
          before + (isResumed ? term.resumption : 0), run, anyBefore + term.change)
        let resumed = term.resumption + min(pause, anyPause + term.change)
        let begun = min(started, resumed) + term.gpus * held
        let used = term.gpus * energy - term.earned
        unsafe next[1 + level] = begun + used
        anyRun = min(anyRun, begun + used)
        let idle = mayPause ? min(run, pause) : .infinity
        unsafe next[1 + count + level] = idle
        anyNext = min(anyNext, idle)
        if begun + min(0, used) < last.cost { end(&last, option, begun, used, level, index) }
      }
      anyPause = anyNext
    }
    return last
  }

  /// Ends in a slot after the part that is cheapest: none of it, all, or until it is late.
  ///
  /// - Parameter used: what using the slot costs, beyond holding the GPUs, less what its work earns.
  @inline(__always)
  private func end(
    _ last: inout Last, _ option: CompiledOption, _ begun: Double, _ used: Double, _ level: Int,
    _ index: Int
  ) {
    let slot = option.firstSlot + index
    let onTime = min(1, max(0, option.dueSlots - Double(slot)))
    look(0)
    look(onTime)
    look(1)
    func look(_ part: Double) {
      let cost = begun + part * used + option.lateness(in: slot, after: part)
      if cost < last.cost { last = Last(cost: cost, index: index, level: level, part: part) }
    }
  }

  /// What is owed for longer than a slot may be paid at another count: at the slowest at least, at the
  /// fastest at most.
  private mutating func setTerms(_ option: CompiledOption, _ theta: Double) {
    var restart = 0.0
    if case .costly(_, let slots) = option.interruption { restart = slots }
    let mayLast = restart + option.resize > 1
    terms.removeAll(keepingCapacity: true)
    for level in levels {
      let extreme = theta > 0 ? levels[0] : levels[levels.count - 1]
      let worth = theta * (mayLast ? extreme : level).speed
      terms.append(
        Terms(
          gpus: Double(level.gpus), earned: theta * level.speed, change: option.resize * worth,
          resumption: restart * worth))
    }
  }

  /// Calls `body` with slot of the window, count and work of each slot that runs, from the last to the
  /// first.
  private func walk(
    _ option: CompiledOption, _ last: Last, _ theta: Double, _ body: (Int, Int, Double) -> Void
  ) {
    guard last.cost < .infinity else { return }
    let count = levels.count
    var (index, level, part) = (last.index, last.level, last.part)
    while true {
      let (state, loss) = beginning(option, level, index)
      body(index, level, part * levels[level].speed - (theta == 0 ? 0 : loss / theta))
      if state == 0 { return }
      (part, level) = (1, (state - 1) % count)
      index -= 1
      var pause = state
      while pause > count {
        if table[index * width + 1 + level] <= table[index * width + pause] { pause = 0 }
        index -= 1
      }
    }
  }

  /// The state from which a slot begins with a count, and what that loses.
  private func beginning(
    _ option: CompiledOption, _ level: Int, _ index: Int
  ) -> (state: Int, loss: Double) {
    let row = index * width
    let isResumed = option.isRunning && option.firstSlot + index > 0
    let term = terms[level]
    var best = (state: 0, loss: isResumed ? term.resumption : 0)
    func look(_ state: Int, _ loss: Double) {
      if table[row + state] + loss < table[row + best.state] + best.loss { best = (state, loss) }
    }
    for other in levels.indices {
      let change = other == level ? min(0, term.change) : term.change
      look(1 + other, change)
      if mayPause { look(1 + levels.count + other, term.resumption + change) }
    }
    return best
  }
}
