/// Answers prices for a job that may change its GPU count from slot to slot.
///
/// It gives two answers. ``relaxedValue(cost:)`` is a value that no schedule undercuts: any fraction of a
/// slot at any count, changes, restarts and minimum runs free of charge, which is CarbonScaler's optimum
/// (Hanafy et al. 2023, doi 10.1145/3626788) where the speed is concave. ``answer(isOpen:mayAdd:cost:)``
/// is a schedule that holds to the letter: a dynamic programme over slots that keeps, for each count and
/// length of run, the labels (work done, time owed, cost) that may still lead to the best one. What a
/// label still has to pay is bounded by the price of work of the relaxation. O(window · labels · counts)
/// with at most ``mostLabels`` in a slot; exact where that was enough.
struct ElasticAgent {
  struct Answer {
    var cost: Double
    var slots: [Int32]
    var counts: [Int32]
    /// Used part of the last slot.
    var lastFraction: Double
    /// Whether no schedule is cheaper.
    var isExact: Bool
  }

  let option: CompiledOption
  let levels: ArraySlice<ElasticLevel>
  /// Labels kept in a slot.
  var mostLabels = 64
  private let restart: Double
  private let minimumRun: Int
  private let mayPause: Bool
  private let slots: Range<Int>

  init(_ option: CompiledOption, _ problem: CompiledProblem) {
    self.init(option, levels: problem.levels[option.levels], slotCount: problem.slotCount)
  }

  init(_ option: CompiledOption, levels: ArraySlice<ElasticLevel>, slotCount: Int) {
    self.option = option
    self.levels = levels
    switch option.interruption {
    case .never: (minimumRun, restart, mayPause) = (1, 0, false)
    case .free: (minimumRun, restart, mayPause) = (1, 0, true)
    case .costly(let run, let restart): (minimumRun, self.restart, mayPause) = (run, restart, true)
    }
    slots =
      option.firstSlot..<max(option.firstSlot + 1, option.window.endSlot(in: slotCount))
  }

  // MARK: Relaxation

  /// The price of work at which the job just gets done.
  struct Relaxed {
    var value: Double
    /// Currency for a slot of work at the fastest count.
    var workPrice: Double
    /// GPUs in each slot of the window that runs at that price.
    var counts: [(slot: Int, gpus: Int32)]
  }

  /// - Parameter cost: what so many GPUs pay in a slot.
  /// - Returns: nil where the window is too short.
  func relaxedValue(cost: (Int, Int32) -> Double) -> Relaxed? {
    let table = slots.map { slot in levels.map { (cost: cost(slot, $0.gpus), level: $0) } }
    // Where prices are negative, changes may waste time on purpose: the price of work never is.
    var low = 0.0
    var high = 1e-9
    for (cost, level) in table.joined() { high = max(high, abs(cost) / level.speed) }
    while work(table, at: high) < option.work {
      high *= 2
      guard high < 1e15 else { return nil }
    }
    var best: (value: Double, price: Double) = (-.infinity, high)
    for _ in 0..<60 {
      let price = (low + high) / 2
      let value = self.value(table, at: price)
      if value > best.value { best = (value, price) }
      if work(table, at: price) < option.work { low = price } else { high = price }
    }
    let atHigh = value(table, at: high)
    if atHigh > best.value { best = (atHigh, high) }
    var counts: [(slot: Int, gpus: Int32)] = []
    for (slot, row) in zip(slots, table) {
      let chosen = row.min { $0.cost - high * $0.level.speed < $1.cost - high * $1.level.speed }!
      if chosen.cost < high * chosen.level.speed { counts.append((slot, chosen.level.gpus)) }
    }
    return Relaxed(value: best.value, workPrice: best.price, counts: counts)
  }

  private typealias CostTable = [[(cost: Double, level: ElasticLevel)]]

  private func value(_ table: CostTable, at price: Double) -> Double {
    table.reduce(price * option.work) { sum, row in
      sum + row.reduce(0) { min($0, $1.cost - price * $1.level.speed) }
    }
  }

  private func work(_ table: CostTable, at price: Double) -> Double {
    table.reduce(0) { sum, row in
      let best = row.min { $0.cost - price * $0.level.speed < $1.cost - price * $1.level.speed }!
      return sum + (best.cost < price * best.level.speed ? best.level.speed : 0)
    }
  }

  // MARK: Schedule

  /// A partial schedule.
  private struct Label {
    var cost: Double
    var work = 0.0
    /// Slots of running that will do no work.
    var owed = 0.0
    /// Position of the count in `levels`, the last one where it pauses; −1 before it has run.
    var level: Int
    var isRunning: Bool
    /// Slots of the present run, up to the minimum.
    var run: Int
    /// In `trail`; −1 at the beginning.
    var trail: Int32 = -1
    /// With what the rest costs at least.
    var least = 0.0

    func dominates(_ other: Label) -> Bool {
      cost <= other.cost && work >= other.work && owed <= other.owed
    }
  }

  private struct Step {
    var slot: Int32
    var level: Int8
    var before: Int32
  }

  /// - Parameters:
  ///   - isOpen: whether so many GPUs may be held for so large a part of a slot.
  ///   - mayAdd: whether so many GPUs may begin at a slot's edge.
  ///   - cost: what so many GPUs pay for a part of a slot.
  func answer(
    isOpen: (Int, Int32, Double) -> Bool, mayAdd: (Int, Int32) -> Bool,
    cost: (Int, Int32, Double) -> Double
  ) -> Answer? {
    guard let relaxed = relaxedValue(cost: { cost($0, $1, 1) }) else { return nil }
    let rest = leastRest(relaxed.workPrice) { cost($0, $1, 1) }
    var trail: [Step] = []
    var labels = [
      Label(
        cost: 0, level: -1, isRunning: false, run: option.isRunning ? minimumRun : 0)
    ]
    var best: (cost: Double, trail: Int32, step: Step, part: Double)?
    var isExact = true
    for slot in slots {
      var next: [Label] = []
      for label in labels {
        if mayIdle(label, slot) {
          var idle = label
          idle.isRunning = false
          idle.run = 0
          next.append(idle)
        }
        for (position, level) in levels.enumerated() {
          guard var running = run(label, position, level, slot, mayAdd) else { continue }
          let missing = option.work - running.work
          let part = running.owed + missing / level.speed
          let step = Step(slot: Int32(slot), level: Int8(position), before: label.trail)
          if part <= 1 + option.window.lengthTolerance {
            let part = min(1, max(part, option.window.lengthTolerance))
            guard slot <= option.window.lastSlot(endingWith: part), isOpen(slot, level.gpus, part)
            else { continue }
            let total =
              label.cost + cost(slot, level.gpus, part) + option.lateness(in: slot, after: part)
            if total < best?.cost ?? .infinity { best = (total, label.trail, step, part) }
            continue
          }
          guard isOpen(slot, level.gpus, 1) else { continue }
          running.work += max(0, 1 - running.owed) * level.speed
          running.owed = max(0, running.owed - 1)
          running.cost += cost(slot, level.gpus, 1)
          running.trail = Int32(trail.count)
          trail.append(step)
          next.append(running)
        }
      }
      let limit = best?.cost ?? .infinity
      for index in next.indices {
        let missing = option.work - next[index].work
        next[index].least =
          next[index].cost + relaxed.workPrice * missing + rest[slot + 1 - slots.lowerBound]
      }
      (labels, isExact) = thinned(next.filter { $0.least < limit }, isExact)
    }
    return best.map { schedule($0.cost, $0.trail, $0.step, $0.part, trail, isExact) }
  }

  private func mayIdle(_ label: Label, _ slot: Int) -> Bool {
    if label.level < 0 { return mayPause || !option.isRunning }
    return mayPause && (!label.isRunning || label.run >= minimumRun)
  }

  /// The label at the beginning of a slot that it runs with a count; nil where it may not.
  private func run(
    _ label: Label, _ position: Int, _ level: ElasticLevel, _ slot: Int,
    _ mayAdd: (Int, Int32) -> Bool
  ) -> Label? {
    var running = label
    let isContinued = option.isRunning && slot == 0
    let held = label.isRunning ? levels[levels.startIndex + label.level].gpus : 0
    guard isContinued || level.gpus <= held || mayAdd(slot, level.gpus - held) else { return nil }
    if label.level >= 0, label.level != position { running.owed += option.resize }
    let isResumed = !label.isRunning && (label.level >= 0 || (option.isRunning && slot > 0))
    if isResumed { running.owed += restart }
    running.run = min(minimumRun, isContinued ? minimumRun : label.isRunning ? label.run + 1 : 1)
    running.level = position
    running.isRunning = true
    return running
  }

  /// At least what all slots from each one on cost, less what work earns there.
  private func leastRest(_ workPrice: Double, _ cost: (Int, Int32) -> Double) -> [Double] {
    var rest = [Double](repeating: 0, count: slots.count + 1)
    for slot in slots.reversed() {
      let least = levels.reduce(0) { min($0, cost(slot, $1.gpus) - workPrice * $1.speed) }
      rest[slot - slots.lowerBound] = rest[slot + 1 - slots.lowerBound] + least
    }
    return rest
  }

  /// The labels that none of their kind dominates, the most hopeful ones of them.
  private func thinned(_ labels: [Label], _ wasExact: Bool) -> (labels: [Label], isExact: Bool) {
    var kept: [Label] = []
    let order = labels.indices.sorted { (labels[$0].least, $0) < (labels[$1].least, $1) }
    for index in order {
      let label = labels[index]
      let isDominated = kept.contains {
        $0.level == label.level && $0.isRunning == label.isRunning && $0.run == label.run
          && $0.dominates(label)
      }
      if isDominated { continue }
      if kept.count == mostLabels { return (kept, false) }
      kept.append(label)
    }
    return (kept, wasExact)
  }

  private func schedule(
    _ cost: Double, _ last: Int32, _ step: Step, _ part: Double, _ trail: [Step], _ isExact: Bool
  ) -> Answer {
    var steps = [step]
    var index = last
    while index >= 0 {
      steps.append(trail[Int(index)])
      index = trail[Int(index)].before
    }
    steps.reverse()
    return Answer(
      cost: cost, slots: steps.map(\.slot),
      counts: steps.map { levels[levels.startIndex + Int($0.level)].gpus }, lastFraction: part,
      isExact: isExact)
  }
}
