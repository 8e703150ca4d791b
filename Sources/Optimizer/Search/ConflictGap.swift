/// Where a job comes closest to fitting in before its deadline, and what it lacks there.
struct ConflictGap {
  let option: CompiledOption
  private(set) var gpus = 0
  /// IT power under the grid limits.
  private(set) var kW = 0.0
  /// IT power that can be cooled.
  private(set) var coolingKW = 0.0
  /// GPUs too many that would begin at an edge.
  private(set) var starts = 0
  /// The slots that lack something, from the first to the last.
  private(set) var window: Range<Int>
  /// The GPUs that it would hold where most are missing.
  private(set) var held: Int32
  /// The share of its GPUs and of its power that the job lacks in the slot that lacks most.
  private let share: Double

  /// The smallest gap over all options of a job; nil where it has too little time at each of them.
  ///
  /// O(window · log window); with costly interruptions, or counts that change, as often the programme
  /// that answers prices.
  init?(_ job: Int, from edge: Int, in room: ConflictRoom, thorough: Bool) {
    let problem = room.compiled
    var best: ConflictGap?
    for number in problem.jobs[job].options {
      guard let option = problem.options[number].clipped(to: edge...problem.slotCount),
        let gap = ConflictGap(option, room, thorough)
      else { continue }
      if best == nil || gap.share < best!.share { best = gap }
    }
    guard let best else { return nil }
    self = best
  }

  private init?(_ option: CompiledOption, _ room: ConflictRoom, _ thorough: Bool) {
    let problem = room.compiled
    let shares = LackShares(option, room)
    func fit(_ most: Double) -> ConflictFit? {
      room.fit(
        option, problem.levels, thorough: thorough,
        isOpen: { shares.of($0, $1, $2) <= most }, mayAdd: { shares.ofStart($0, $1) <= most })
    }
    let steps = shares.all
    var low = 0
    var high = steps.count - 1
    while low < high {
      let middle = (low + high) / 2
      if fit(steps[middle]) != nil { high = middle } else { low = middle + 1 }
    }
    guard let found = fit(steps[high]) else { return nil }
    self.option = option
    share = steps[high]
    held = option.gpus
    window = found.runs[0].lowerBound..<found.lastSlot + 1
    take(found, room)
  }

  private mutating func take(_ fit: ConflictFit, _ room: ConflictRoom) {
    fit.forEachSlot { slot, count, _ in
      let missing = Int(count) - room.freeGPUs(option, slot)
      if missing > gpus { (gpus, held) = (missing, count) }
    }
    var short: [Int] = []
    fit.forEachSlot { slot, count, part in
      let lack = room.lack(option, slot, gpus: count, part: part, addedGPUs: gpus)
      kW = max(kW, lack.kW)
      coolingKW = max(coolingKW, lack.coolingKW)
      if !lack.isNothing { short.append(slot) }
    }
    fit.forEachStart { slot, count in
      let missing = room.startLack(option, slot, gpus: count)
      starts = max(starts, missing)
      if missing > 0 { short.append(slot) }
    }
    if let first = short.min(), let last = short.max() { window = first..<last + 1 }
  }
}

/// What a job lacks in a slot, as a share of what it needs at its first count and full power.
private struct LackShares {
  private let option: CompiledOption
  private let room: ConflictRoom
  private let counts: [Int32]
  private let gpus: Double
  private let kW: Double

  init(_ option: CompiledOption, _ room: ConflictRoom) {
    self.option = option
    self.room = room
    let levels = room.compiled.levels[option.levels]
    counts = levels.isEmpty ? [option.gpus] : levels.map(\.gpus)
    let job = room.problem.jobs[option.job]
    let pool = room.problem.sites[option.site].pools[room.compiled.poolNumber[option.pool]]
    gpus = Double(job.gpus)
    kW = max((job.powerPerGPU - pool.idlePowerPerGPU).kilowatts * gpus, 1e-9)
  }

  func of(_ slot: Int, _ count: Int32, _ part: Double) -> Double {
    let lack = room.lack(option, slot, gpus: count, part: part)
    return Double(lack.gpus) / gpus + max(lack.kW, lack.coolingKW) / kW
  }

  func ofStart(_ slot: Int, _ count: Int32) -> Double {
    Double(room.startLack(option, slot, gpus: count)) / gpus
  }

  /// All shares that a place may have, in rising order.
  var all: [Double] {
    let slots = option.firstSlot..<option.window.endSlot(in: room.compiled.slotCount)
    var shares: Set<Double> = [0]
    for slot in slots {
      for count in counts {
        shares.formUnion([of(slot, count, 1), of(slot, count, option.lastFraction)])
        let held = [0] + counts
        for before in held where before < count { shares.insert(ofStart(slot, count - before)) }
      }
    }
    return shares.sorted()
  }
}
