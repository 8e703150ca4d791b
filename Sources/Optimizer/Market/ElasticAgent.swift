/// Finds a schedule for a job that may change its GPU count from slot to slot.
///
/// A dynamic programme over slots that keeps, for each count and length of run, the labels (work done,
/// time owed, cost) that may still lead to the cheapest schedule: those that nothing dominates and whose
/// rest, at the price of work of ``ElasticRelaxation``, may still undercut the best schedule so far.
/// O(window · counts · labels²) with at most so many labels in a slot.
struct ElasticAgent {
  struct Answer {
    var cost: Double
    var slots: [Int32]
    var counts: [Int32]
    /// Used part of the last slot.
    var lastFraction: Double
  }

  /// A partial schedule.
  private struct Label {
    var cost = 0.0
    var work = 0.0
    /// Slots of running that will do no work.
    var owed = 0.0
    /// Position of the count in `levels`, the last one where it pauses; −1 before it has run.
    var level: Int32 = -1
    var isRunning = false
    /// Slots of the present run, up to the minimum.
    var run: Int32 = 0
    /// In `trail`; −1 at the beginning.
    var trail: Int32 = -1
    /// With what the rest costs at least.
    var least = 0.0

    /// - Parameter isFree: whether it does not matter how the job got there.
    func dominates(_ other: Label, isFree: Bool) -> Bool {
      (isFree || (level == other.level && isRunning == other.isRunning && run == other.run))
        && cost <= other.cost && work >= other.work && owed <= other.owed
    }
  }

  private struct Step {
    var slot: Int32
    var level: Int32
    var before: Int32
  }

  /// A schedule that is whole: its last step and the part of the last slot that it uses.
  private struct Finish {
    var cost = Double.infinity
    var step = Step(slot: 0, level: 0, before: -1)
    var part = 1.0
  }

  private var relaxation = ElasticRelaxation()
  private var option: CompiledOption!
  private var levels: ArraySlice<ElasticLevel> = []
  private var slots = 0..<0
  private var restart = 0.0
  private var minimumRun: Int32 = 1
  private var mayPause = false
  /// By slot of the window and count: what a whole slot costs; infinite where it is not open.
  private var costs: [Double] = []
  /// The same where any part of the slot is open.
  private var hulls: [Double] = []
  /// By slot: what all slots from it on cost at least, less what work earns there.
  private var rest: [Double] = []
  /// By slot: work that can be done from it on; for a job that may not pause, before the next slot
  /// without room.
  private var room: [Double] = []
  private var labels: [Label] = []
  private var next: [Label] = []
  private var trail: [Step] = []
  private var best = Finish()
  /// Share of its cost by which the schedule may miss the cheapest one.
  private var tolerance = 0.0
  /// Whether pauses and changes cost nothing.
  private var isFree: Bool { mayPause && minimumRun <= 1 && restart == 0 && option.resize == 0 }

  /// - Parameters:
  ///   - levels: the option's, by rising speed.
  ///   - mostLabels: labels kept in a slot; with none, only one count throughout and what the relaxation
  ///     says are looked at.
  ///   - limit: a schedule that costs as much is of no use.
  ///   - tolerance: share of its cost by which the schedule may miss the cheapest one.
  ///   - isOpen: whether so many GPUs may be held for so large a part of a slot.
  ///   - mayAdd: whether so many GPUs may begin at a slot's edge.
  ///   - cost: what so many GPUs pay for a part of a slot.
  @inline(__always)
  mutating func answer(
    _ option: CompiledOption, levels: ArraySlice<ElasticLevel>, slotCount: Int, mostLabels: Int,
    limit: Double = .infinity, tolerance: Double = 0, isOpen: (Int, Int32, Double) -> Bool,
    mayAdd: (Int, Int32) -> Bool,
    cost: (Int, Int32, Double) -> Double
  ) -> Answer? {
    guard prepare(option, levels, slotCount, isOpen: isOpen, cost: cost), relaxation.value < limit
    else {
      return nil
    }
    best.cost = limit
    self.tolerance = tolerance
    for position in levels.indices {
      runOneCount(position - levels.startIndex, isOpen: isOpen, mayAdd: mayAdd, cost: cost)
    }
    round(isOpen: isOpen, mayAdd: mayAdd, cost: cost)
    for slot in slots where !labels.isEmpty && mostLabels > 0 {
      next.removeAll(keepingCapacity: true)
      for label in labels {
        if mayIdle(label) { keep(idle(label), after: slot, mostLabels) }
        for (position, level) in levels.enumerated() {
          guard let running = run(label, position, slot, mayAdd) else { continue }
          let part = running.owed + (option.work - running.work) / level.speed
          if part <= 1 + option.window.lengthTolerance {
            finish(running, position, slot, part, isOpen: isOpen, cost: cost)
          } else {
            work(running, position, slot, mostLabels)
          }
        }
      }
      swap(&labels, &next)
    }
    return best.cost < limit ? schedule() : nil
  }

  /// - Returns: whether there is enough room.
  private mutating func prepare(
    _ option: CompiledOption, _ levels: ArraySlice<ElasticLevel>, _ slotCount: Int,
    isOpen: (Int, Int32, Double) -> Bool,
    cost: (Int, Int32, Double) -> Double
  ) -> Bool {
    self.option = option
    self.levels = levels
    slots = option.elasticSlots(slotCount)
    switch option.interruption {
    case .never: (minimumRun, restart, mayPause) = (1, 0, false)
    case .free: (minimumRun, restart, mayPause) = (1, 0, true)
    case .costly(let run, let restart):
      (minimumRun, self.restart, mayPause) = (Int32(run), restart, true)
    }
    costs.removeAll(keepingCapacity: true)
    hulls.removeAll(keepingCapacity: true)
    for slot in slots {
      for level in levels {
        // Where there is room for no part of a slot, there is none for the whole of it.
        let hasRoom = isOpen(slot, level.gpus, option.window.lengthTolerance)
        let whole = hasRoom ? cost(slot, level.gpus, 1) : .infinity
        hulls.append(whole)
        costs.append(hasRoom && isOpen(slot, level.gpus, 1) ? whole : .infinity)
      }
    }
    guard relaxation.solve(option, levels, slotCount, costs: hulls) else { return false }
    setRest()
    trail.removeAll(keepingCapacity: true)
    labels.removeAll(keepingCapacity: true)
    labels.append(Label(run: option.isRunning ? minimumRun : 0))
    best = Finish()
    return true
  }

  private mutating func setRest() {
    rest.removeAll(keepingCapacity: true)
    rest.append(contentsOf: repeatElement(0, count: slots.count + 1))
    room = rest
    for index in (0..<slots.count).reversed() {
      var least = 0.0
      var fastest = 0.0
      for (position, level) in levels.enumerated() {
        let place = index * levels.count + position
        guard hulls[place] < .infinity else { continue }
        least = min(least, hulls[place] - relaxation.workPrice * level.speed)
        fastest = max(fastest, level.speed)
      }
      rest[index] = rest[index + 1] + least
      room[index] = mayPause || fastest > 0 ? room[index + 1] + fastest : 0
    }
  }

  /// The cheapest run in one piece at one count: what counts that change have to undercut.
  @inline(__always)
  private mutating func runOneCount(
    _ position: Int, isOpen: (Int, Int32, Double) -> Bool, mayAdd: (Int, Int32) -> Bool,
    cost: (Int, Int32, Double) -> Double
  ) {
    let level = levels[levels.startIndex + position]
    let length = option.window.snapped(option.work / level.speed)
    let whole = JobWindow.slotCount(length) - 1
    let part = JobWindow.lastFraction(length)
    let latest = min(
      option.isRunning ? 0 : Int.max, option.window.lastSlot(endingWith: part) - whole)
    guard slots.lowerBound <= latest else { return }
    var sum = 0.0
    var closed = 0
    var cheapest = (cost: best.cost, start: -1)
    func add(_ slot: Int, _ sign: Double) {
      let cost = costs[(slot - slots.lowerBound) * levels.count + position]
      if cost < .infinity { sum += sign * cost } else { closed += Int(sign) }
    }
    for slot in slots.lowerBound..<slots.lowerBound + whole { add(slot, 1) }
    for start in slots.lowerBound...latest {
      let last = start + whole
      if closed == 0, isOpen(last, level.gpus, part),
        (option.isRunning && start == 0) || mayAdd(start, level.gpus)
      {
        let total = sum + cost(last, level.gpus, part) + option.lateness(in: last, after: part)
        if total < cheapest.cost { cheapest = (total, start) }
      }
      guard start < latest else { break }
      add(start, -1)
      add(last, 1)
    }
    guard cheapest.start >= 0 else { return }
    best = Finish(cost: cheapest.cost, part: part)
    for slot in cheapest.start...cheapest.start + whole {
      best.step = Step(slot: Int32(slot), level: Int32(position), before: Int32(trail.count) - 1)
      if slot == cheapest.start { best.step.before = -1 }
      trail.append(best.step)
    }
  }

  /// The counts of the relaxation one after the other until the work is done, where that is allowed.
  @inline(__always)
  private mutating func round(
    isOpen: (Int, Int32, Double) -> Bool, mayAdd: (Int, Int32) -> Bool,
    cost: (Int, Int32, Double) -> Double
  ) {
    guard isFree, !option.isRunning else { return }
    var missing = option.work
    var sum = 0.0
    var last = (slot: -1, gpus: Int32(0))
    let begin = Int32(trail.count)
    for (slot, gpus) in relaxation.counts {
      let held = last.slot == slot - 1 ? last.gpus : 0
      guard gpus <= held || mayAdd(slot, gpus - held),
        let position = levels.firstIndex(where: { $0.gpus == gpus })
      else { return }
      last = (slot, gpus)
      let index = position - levels.startIndex
      let before = trail.count == begin ? -1 : Int32(trail.count) - 1
      let step = Step(slot: Int32(slot), level: Int32(index), before: before)
      let part = missing / levels[position].speed
      if part <= 1 + option.window.lengthTolerance {
        let used = min(1, max(part, option.window.lengthTolerance))
        guard slot <= option.window.lastSlot(endingWith: used), isOpen(slot, gpus, used) else {
          return
        }
        let total = sum + cost(slot, gpus, used) + option.lateness(in: slot, after: used)
        if total < best.cost { best = Finish(cost: total, step: step, part: used) }
        return
      }
      let whole = costs[(slot - slots.lowerBound) * levels.count + index]
      guard whole < .infinity else { return }
      trail.append(step)
      sum += whole
      missing -= levels[position].speed
    }
  }

  private func mayIdle(_ label: Label) -> Bool {
    if label.level < 0 { return mayPause || !option.isRunning }
    return mayPause && (!label.isRunning || label.run >= minimumRun)
  }

  private func idle(_ label: Label) -> Label {
    var idle = label
    idle.isRunning = false
    idle.run = 0
    return idle
  }

  /// The label at the beginning of a slot that it runs with a count; nil where it may not.
  @inline(__always)
  private func run(
    _ label: Label, _ position: Int, _ slot: Int, _ mayAdd: (Int, Int32) -> Bool
  ) -> Label? {
    var running = label
    let isContinued = option.isRunning && slot == 0
    let gpus = levels[levels.startIndex + position].gpus
    let held = label.isRunning ? levels[levels.startIndex + Int(label.level)].gpus : 0
    guard isContinued || gpus <= held || mayAdd(slot, gpus - held) else { return nil }
    if label.level >= 0, label.level != position { running.owed += option.resize }
    let isResumed = !label.isRunning && (label.level >= 0 || (option.isRunning && slot > 0))
    if isResumed { running.owed += restart }
    running.run = min(minimumRun, isContinued ? minimumRun : label.isRunning ? label.run + 1 : 1)
    running.level = Int32(position)
    running.isRunning = true
    return running
  }

  /// Ends a schedule in a slot.
  @inline(__always)
  private mutating func finish(
    _ label: Label, _ position: Int, _ slot: Int, _ part: Double,
    isOpen: (Int, Int32, Double) -> Bool, cost: (Int, Int32, Double) -> Double
  ) {
    let part = min(1, max(part, option.window.lengthTolerance))
    let gpus = levels[levels.startIndex + position].gpus
    guard slot <= option.window.lastSlot(endingWith: part), isOpen(slot, gpus, part) else { return }
    let total = label.cost + cost(slot, gpus, part) + option.lateness(in: slot, after: part)
    if total < best.cost {
      let step = Step(slot: Int32(slot), level: Int32(position), before: label.trail)
      best = Finish(cost: total, step: step, part: part)
    }
  }

  /// Runs through a slot.
  private mutating func work(_ label: Label, _ position: Int, _ slot: Int, _ mostLabels: Int) {
    let cost = costs[(slot - slots.lowerBound) * levels.count + position]
    guard cost < .infinity else { return }
    var running = label
    running.work += max(0, 1 - running.owed) * levels[levels.startIndex + position].speed
    running.owed = max(0, running.owed - 1)
    running.cost += cost
    running.trail = Int32(trail.count)
    if keep(running, after: slot, mostLabels) {
      trail.append(Step(slot: Int32(slot), level: Int32(position), before: label.trail))
    }
  }

  /// Keeps a label in order of what it leads to at least, unless there are enough better ones.
  @discardableResult
  private mutating func keep(_ label: Label, after slot: Int, _ mostLabels: Int) -> Bool {
    var label = label
    let missing = option.work - label.work
    let isLasting = label.isRunning || mayPause
    if isLasting, missing > room[slot + 1 - slots.lowerBound] + 1e-6 { return false }
    label.least =
      label.cost + relaxation.workPrice * missing + rest[slot + 1 - slots.lowerBound]
      + option.lateness(in: slot, after: 1 + label.owed + missing)
    let cutoff = best.cost < .infinity ? best.cost - tolerance * abs(best.cost) : .infinity
    guard label.least < cutoff else { return false }
    var place = next.count
    while place > 0, next[place - 1].least > label.least { place -= 1 }
    for other in next[..<place] where other.dominates(label, isFree: isFree) { return false }
    guard place < mostLabels else { return false }
    next.insert(label, at: place)
    var index = place + 1
    while index < next.count {
      if label.dominates(next[index], isFree: isFree) { next.remove(at: index) } else { index += 1 }
    }
    if next.count > mostLabels { next.removeLast() }
    return true
  }

  private func schedule() -> Answer {
    var steps = [best.step]
    while steps[steps.count - 1].before >= 0 {
      steps.append(trail[Int(steps[steps.count - 1].before)])
    }
    steps.reverse()
    return Answer(
      cost: best.cost, slots: steps.map(\.slot),
      counts: steps.map { levels[levels.startIndex + Int($0.level)].gpus }, lastFraction: best.part)
  }
}
