/// What is left of a problem once time has passed: jobs that have started keep their places, all others
/// start later, in what those leave free.
struct RestProblem {
  let compiled: CompiledProblem
  private let whole: CompiledProblem
  /// By job of the whole; not placed where that is open.
  private let kept: [Placement]
  /// By job of the rest: its number in the whole.
  private let numbers: [Int]
  /// By option of the rest: its number in the whole.
  private let originals: [Int32]

  /// - Parameters:
  ///   - kept: by job; together they have room.
  ///   - firstSlot: the first one in which any other job may start.
  ///   - jobs: those of the whole.
  init(_ whole: CompiledProblem, keeping kept: [Placement], from firstSlot: Int, jobs: [Job]) {
    let draft = RestDraft(whole, kept, from: firstSlot)
    let isOpen = Set(draft.jobs.map(\.number))
    let rest = draft.jobs.map { open in
      var job = jobs[open.number]
      job.after = (whole.precedence?.predecessors[open.number] ?? [])
        .filter(isOpen.contains).map { jobs[$0].id }
      return job
    }
    var compiledJobs = draft.jobs.map(\.compiled)
    let precedence = Precedence(rest, slotCount: whole.slotCount) {
      draft.options[draft.jobs[$0].compiled.options]
    }
    let options = precedence?.tightened(draft.options, of: &compiledJobs) ?? draft.options
    compiled = CompiledProblem(
      whole, jobs: compiledJobs, options: options, precedence: precedence, beside: kept)
    self.whole = whole
    self.kept = kept
    let numbers = draft.jobs.map(\.number)
    self.numbers = numbers
    originals = options.map { option in
      let number = whole.jobs[numbers[option.job]].options.first {
        option.isSamePoint(as: whole.options[$0])
      }
      return Int32(number!)
    }
  }

  /// A start for the search: places and prices of the whole.
  func start(_ start: WarmStart) -> WarmStart {
    let placements = compiled.jobs.indices.map { job in
      var placement = start.placements[numbers[job]]
      let option = compiled.jobs[job].options.first { originals[$0] == placement.option }
      guard let option, compiled.options[option].allows(placement) else { return Placement() }
      placement.option = Int32(option)
      return placement
    }
    return WarmStart(placements: placements, prices: start.prices)
  }

  /// What a search found for the rest, for the whole; what it proved of the rest, only its prices prove
  /// of the whole.
  func outcome(_ found: SearchOutcome) -> SearchOutcome {
    var outcome = found
    outcome.proof = .prices
    outcome.lower = found.pricesLower
    if found.stop == .proven { outcome.stop = .work }
    outcome.workPrices = []
    if !found.workPrices.isEmpty {
      outcome.workPrices = whole.options.map { _ in nil }
      for (option, price) in zip(originals, found.workPrices) {
        outcome.workPrices[Int(option)] = price
      }
    }
    outcome.placements = kept
    for (job, var placement) in found.placements.enumerated() {
      if placement.isPlaced { placement.option = originals[Int(placement.option)] }
      outcome.placements[numbers[job]] = placement
    }
    outcome.unplaced = whole.jobs.indices.filter {
      !outcome.placements[$0].isPlaced && !whole.jobs[$0].leaveOutCost.isFinite
    }
    return outcome
  }
}

/// The jobs that are open, and where they may still run.
private struct RestDraft {
  var jobs: [(number: Int, compiled: CompiledJob)] = []
  var options: [CompiledOption] = []

  /// Jobs without any place left, and those that wait for them, are not among them.
  init(_ whole: CompiledProblem, _ kept: [Placement], from firstSlot: Int) {
    var isLost = [Bool](repeating: false, count: kept.count)
    var edges = [Int](repeating: firstSlot, count: kept.count)
    for number in whole.precedence?.order ?? Array(kept.indices) where !kept[number].isPlaced {
      for other in whole.precedence?.predecessors[number] ?? [] {
        if kept[other].isPlaced { edges[number] = max(edges[number], kept[other].lastSlot + 1) }
        if isLost[other] { isLost[number] = true }
      }
      let end = whole.slotCount
      isLost[number] =
        isLost[number] || edges[number] >= end
        || whole.jobs[number].options.allSatisfy {
          whole.options[$0].later(edges[number], end) == nil
        }
    }
    for number in kept.indices where !kept[number].isPlaced && !isLost[number] {
      let first = options.count
      for option in whole.jobs[number].options {
        guard var clipped = whole.options[option].later(edges[number], whole.slotCount)
        else { continue }
        clipped.job = jobs.count
        options.append(clipped)
      }
      var job = whole.jobs[number]
      job.options = first..<options.count
      jobs.append((number, job))
    }
  }
}

extension CompiledOption {
  /// Whether another is the same pool and operating point.
  fileprivate func isSamePoint(as other: CompiledOption) -> Bool {
    pool == other.pool && powerCap == other.powerCap && gpus == other.gpus && levels == other.levels
  }

  /// The option from an edge on; nil where it has no place there, as a job that runs already has none.
  fileprivate func later(_ edge: Int, _ end: Int) -> CompiledOption? {
    isRunning && edge > 0 ? nil : clipped(to: edge...end)
  }

  /// Whether a placement lies in the window and is interrupted no more than allowed.
  func allows(_ placement: Placement) -> Bool {
    guard placement.isPlaced, placement.firstSlot >= firstSlot,
      placement.lastSlot <= window.lastSlot(endingWith: placement.lastFraction)
    else { return false }
    switch interruption {
    case .never: return placement.slots.isEmpty && placement.firstSlot <= latestStart
    case .free: return true
    case .costly(let minimumRun, _):
      return placement.runs.dropLast().allSatisfy { $0.count >= minimumRun }
    }
  }
}

extension CompiledProblem {
  /// The rest of a problem: fewer jobs, in what others leave free.
  fileprivate convenience init(
    _ whole: CompiledProblem, jobs: [CompiledJob], options: [CompiledOption],
    precedence: Precedence?, beside kept: [Placement]
  ) {
    let rows = PriceRows(whole, nil)
    var occupancy = Occupancy(whole)
    var addedKW = [Double](repeating: 0, count: whole.siteCount * whole.slotCount)
    var fixedCost = whole.fixedCost
    for placement in kept where placement.isPlaced {
      let option = whole.options[Int(placement.option)]
      occupancy.add(placement)
      fixedCost += placement.ownCost(whole, rows)
      placement.forEachSlot(option) { slot, part in
        addedKW[option.site * whole.slotCount + slot] += part * option.addedKW
      }
    }
    self.init(
      whole, jobs: jobs, options: options, precedence: precedence, fixedCost: fixedCost,
      addedKW: addedKW, capacity: occupancy.freeGPUs, startRoom: occupancy.freeStarts)
  }
}
