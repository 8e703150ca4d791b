/// Makes runs that do nearly the right work into a schedule, and keeps the cheapest.
struct RunRepair {
  private static let mostChanges = 64

  /// A slot that is held, from the window's beginning, and its count.
  private struct Held {
    var slot: Int32
    var level: Int32
  }

  private var option: CompiledOption!
  private var held: [Held] = []
  private var best: [Held] = []
  private var bestCost = Double.infinity
  private var bestPart = 1.0
  /// Work done by the runs, in slots.
  private(set) var work = 0.0
  /// Part of the last slot that the work takes; not positive where it is done before.
  private var part = 1.0

  mutating func begin(_ option: CompiledOption, limit: Double) {
    self.option = option
    bestCost = limit
    best.removeAll(keepingCapacity: true)
  }

  mutating func take(_ programme: RunProgramme) {
    held.removeAll(keepingCapacity: true)
    for stretch in programme.stretches.reversed() {
      for slot in stretch.slots {
        held.append(Held(slot: Int32(slot), level: Int32(stretch.level)))
      }
    }
    count(programme)
  }

  /// Counts the work as the model does: where counts may change, hours that are owed do none.
  private mutating func count(_ programme: RunProgramme) {
    var done = 0.0
    var owed = 0.0
    var speed = 1.0
    var before = held[0]
    let isWalk = !option.levels.isEmpty
    part = 1
    for (position, place) in held.enumerated() {
      if place.slot > before.slot + 1 { owed += programme.restart }
      if place.level != before.level { owed += programme.resize }
      speed = programme.levels[Int(place.level)].speed
      if position == held.count - 1 {
        let missing = option.work - done
        part = missing > option.window.lengthTolerance * speed ? owed + missing / speed : 0
      }
      done += isWalk ? max(0, 1 - owed) * speed : 1 - owed
      owed = isWalk ? max(0, owed - 1) : 0
      before = place
    }
    work = done
  }

  // MARK: Candidates

  /// The cheapest run in one piece for each count.
  @inline(__always)
  mutating func tryOnePiece(
    _ programme: RunProgramme, isOpen: (Int, Int32, Double) -> Bool,
    cost: (Int, Int32, Double) -> Double
  ) {
    for (level, point) in programme.levels.enumerated() {
      let length = option.window.snapped(option.work / point.speed)
      let whole = JobWindow.slotCount(length) - 1
      let part = JobWindow.lastFraction(length)
      let latest = option.window.lastSlot(endingWith: part) - whole - programme.first
      guard latest >= 0 else { continue }
      var cheapest = -1
      for start in 0...latest where programme.mayStart[start * programme.levels.count + level] {
        let last = start + whole
        let paid = programme.cost(start..<last, level)
        guard paid < bestCost, isOpen(last + programme.first, point.gpus, part) else { continue }
        let total =
          paid + cost(last + programme.first, point.gpus, part)
          + programme.lateness(Double(last) + part)
        if total < bestCost {
          bestCost = total
          cheapest = start
        }
      }
      guard cheapest >= 0 else { continue }
      bestPart = part
      best.removeAll(keepingCapacity: true)
      for slot in cheapest...cheapest + whole {
        best.append(Held(slot: Int32(slot), level: Int32(level)))
      }
    }
  }

  /// Changes the runs until they just do the work.
  @inline(__always)
  mutating func complete(
    _ programme: RunProgramme, isOpen: (Int, Int32, Double) -> Bool,
    mayAdd: (Int, Int32) -> Bool, cost: (Int, Int32, Double) -> Double
  ) {
    for _ in 0..<Self.mostChanges {
      let tolerance = option.window.lengthTolerance
      if part > 1 + tolerance {
        guard extend(programme) else { return }
      } else if part < tolerance {
        guard shorten(programme) else { return }
      } else {
        break
      }
      count(programme)
    }
    keep(programme, isOpen: isOpen, mayAdd: mayAdd, cost: cost)
  }

  /// Leaves out the dearest slot at an end of a run that is not needed.
  private mutating func shorten(_ programme: RunProgramme) -> Bool {
    let surplus = work - option.work + option.window.lengthTolerance
    var dearest = -Double.infinity
    var chosen = -1
    var start = 0
    let number = programme.levels.count
    while start < held.count {
      let end = endOfRun(start)
      let isLast = end == held.count
      if isLast || end - start > programme.minimumRun {
        for position in [start, end - 1] {
          let place = held[position]
          let speed = programme.levels[Int(place.level)].speed
          guard speed <= surplus else { continue }
          var price = programme.costs[Int(place.slot) * number + Int(place.level)]
          if position == held.count - 1 {
            let finish = Double(place.slot + 1)
            price += programme.lateness(finish) - programme.lateness(finish - 1)
          }
          if price / speed > dearest, position != start || mayBegin(after: start, end, programme) {
            dearest = price / speed
            chosen = position
          }
        }
      }
      start = end
    }
    // What the last slot of all does not need to do it may leave to the others.
    if chosen < 0 { chosen = held.count - 1 }
    held.remove(at: chosen)
    return !held.isEmpty
  }

  private func mayBegin(after start: Int, _ end: Int, _ programme: RunProgramme) -> Bool {
    guard start + 1 < end else { return true }
    let next = held[start + 1]
    return programme.mayStart[Int(next.slot) * programme.levels.count + Int(next.level)]
  }

  /// Adds the cheapest slot next to a run.
  private mutating func extend(_ programme: RunProgramme) -> Bool {
    var cheapest = Double.infinity
    var chosen = (position: -1, place: Held(slot: 0, level: 0))
    var start = 0
    let number = programme.levels.count
    while start < held.count {
      let end = endOfRun(start)
      let head = Held(slot: held[start].slot - 1, level: held[start].level)
      if head.slot >= 0, start == 0 || held[start - 1].slot < head.slot,
        programme.mayStart[Int(head.slot) * number + Int(head.level)]
      {
        let price =
          programme.costs[Int(head.slot) * number + Int(head.level)]
          / programme.levels[Int(head.level)].speed
        if price < cheapest {
          cheapest = price
          chosen = (start, head)
        }
      }
      let tail = Held(slot: held[end - 1].slot + 1, level: held[end - 1].level)
      if Int(tail.slot) < programme.count, end == held.count || held[end].slot > tail.slot {
        var price = programme.costs[Int(tail.slot) * number + Int(tail.level)]
        if end == held.count {
          let finish = Double(tail.slot + 1)
          price += programme.lateness(finish) - programme.lateness(finish - 1)
        }
        price /= programme.levels[Int(tail.level)].speed
        if price < cheapest {
          cheapest = price
          chosen = (end, tail)
        }
      }
      start = end
    }
    guard chosen.position >= 0 else { return false }
    held.insert(chosen.place, at: chosen.position)
    return true
  }

  /// One past the run that begins at a position.
  private func endOfRun(_ start: Int) -> Int {
    var end = start + 1
    while end < held.count, held[end].slot == held[end - 1].slot + 1 { end += 1 }
    return end
  }

  /// Keeps the schedule if it is allowed and cheaper than the best.
  @inline(__always)
  private mutating func keep(
    _ programme: RunProgramme, isOpen: (Int, Int32, Double) -> Bool,
    mayAdd: (Int, Int32) -> Bool, cost: (Int, Int32, Double) -> Double
  ) {
    let tolerance = option.window.lengthTolerance
    guard part >= tolerance, part <= 1 + tolerance else { return }
    let used = min(1, part)
    let last = held[held.count - 1]
    let lastSlot = Int(last.slot) + programme.first
    let gpus = programme.levels[Int(last.level)].gpus
    guard lastSlot <= option.window.lastSlot(endingWith: used), isOpen(lastSlot, gpus, used)
    else { return }
    var total = cost(lastSlot, gpus, used) + programme.lateness(Double(last.slot) + used)
    let number = programme.levels.count
    for place in held.dropLast() {
      total += programme.costs[Int(place.slot) * number + Int(place.level)]
    }
    guard total < bestCost, keepsRules(programme, mayAdd) else { return }
    bestCost = total
    bestPart = used
    swap(&best, &held)
  }

  /// Whether all runs but the last are long enough, and all may begin.
  @inline(__always)
  private func keepsRules(_ programme: RunProgramme, _ mayAdd: (Int, Int32) -> Bool) -> Bool {
    var start = 0
    while start < held.count {
      let end = endOfRun(start)
      guard end == held.count || end - start >= programme.minimumRun else { return false }
      var before: Int32 = 0
      for place in held[start..<end] {
        let gpus = programme.levels[Int(place.level)].gpus
        guard gpus <= before || mayAdd(Int(place.slot) + programme.first, gpus - before) else {
          return false
        }
        before = gpus
      }
      guard start == 0 || programme.mayPause else { return false }
      start = end
    }
    return true
  }

  /// The cheapest schedule so far.
  func answer(_ programme: RunProgramme) -> LagrangianAgent.Answer? {
    guard !best.isEmpty else { return nil }
    return LagrangianAgent.Answer(
      cost: bestCost, slots: best.map { $0.slot + Int32(programme.first) },
      counts: best.map { programme.levels[Int($0.level)].gpus }, lastFraction: bestPart)
  }
}
