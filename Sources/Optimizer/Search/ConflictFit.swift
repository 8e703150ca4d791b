/// The way to run a job in what is open that ends first, found without regard to cost.
struct ConflictFit {
  private(set) var runs: [Range<Int>] = []
  /// GPUs held in each run.
  private(set) var gpus: [Int32] = []
  private(set) var lastFraction: Double
  private let isRunning: Bool

  var lastSlot: Int { runs[runs.count - 1].upperBound - 1 }

  /// - Parameters:
  ///   - levels: the counts of a malleable job; empty for all others.
  ///   - mostStates: jobs with costly interruptions run in one piece where the programme that answers
  ///     prices needs more states; with none, malleable ones keep their fastest count.
  ///   - isOpen: whether so many GPUs may be held for a part of a slot.
  ///   - mayAdd: whether so many GPUs may begin at a slot's edge.
  init?(
    _ option: CompiledOption, levels: ArraySlice<ElasticLevel>, slotCount: Int, mostStates: Int,
    isOpen: (Int, Int32, Double) -> Bool, mayAdd: (Int, Int32) -> Bool
  ) {
    lastFraction = option.lastFraction
    isRunning = option.isRunning
    if !levels.isEmpty, mostStates > 0 {
      var agent = ElasticAgent()
      let answer = agent.answer(
        option.hurried, levels: levels, slotCount: slotCount,
        // Where time is all that costs, few partial schedules are worth keeping.
        mostLabels: max(4, min(64, mostStates / (5 * slotCount))), isOpen: isOpen, mayAdd: mayAdd,
        cost: { _, _, _ in 0 })
      guard let answer else { return nil }
      take(answer, option)
      return
    }
    let isSlotOpen = { isOpen($0, option.gpus, $1) }
    let mayStart = { (option.isRunning && $0 == 0) || mayAdd($0, option.gpus) }
    switch option.interruption {
    case .never: takeRun(option, isSlotOpen, mayStart)
    case .free: takeSlots(option, isSlotOpen)
    case .costly:
      if !takeRuns(option, mostStates, isSlotOpen, mayStart) {
        takeRun(option.inOnePiece, isSlotOpen, mayStart)
      }
    }
    guard !runs.isEmpty else { return nil }
    gpus = runs.map { _ in option.gpus }
  }

  /// Where a job stands already.
  init(_ placement: Placement, _ option: CompiledOption) {
    runs = placement.runs
    gpus = placement.gpusByRun(option)
    lastFraction = placement.lastFraction
    isRunning = option.isRunning
  }

  /// Calls `body` with every slot that is held, the GPUs held there and the part of it that is used.
  func forEachSlot(_ body: (_ slot: Int, _ gpus: Int32, _ part: Double) -> Void) {
    for (run, gpus) in zip(runs, gpus) {
      for slot in run { body(slot, gpus, slot == lastSlot ? lastFraction : 1) }
    }
  }

  /// Calls `body` with every edge at which GPUs begin, and how many.
  func forEachStart(_ body: (_ slot: Int, _ gpus: Int32) -> Void) {
    var end = isRunning ? 0 : -1
    var held = isRunning ? Int32.max : 0
    for (run, gpus) in zip(runs, gpus) {
      let added = run.lowerBound == end ? gpus - held : gpus
      if added > 0 { body(run.lowerBound, added) }
      (end, held) = (run.upperBound, gpus)
    }
  }

  // MARK: Kinds of jobs

  private mutating func takeRun(
    _ option: CompiledOption, _ isOpen: (Int, Double) -> Bool, _ mayStart: (Int) -> Bool
  ) {
    var open = option.firstSlot
    for slot in option.firstSlot..<max(option.firstSlot, option.endSlot) {
      let start = slot - option.slots + 1
      let isWhole = isOpen(slot, 1)
      if start >= open, isWhole || isOpen(slot, option.lastFraction), mayStart(start) {
        runs = [start..<slot + 1]
        return
      }
      if !isWhole { open = slot + 1 }
    }
  }

  private mutating func takeSlots(
    _ option: CompiledOption, _ isOpen: (Int, Double) -> Bool
  ) {
    var slots: [Int32] = []
    for slot in option.firstSlot..<max(option.firstSlot, option.endSlot) {
      let isLast = slots.count == option.slots - 1
      guard isOpen(slot, isLast ? option.lastFraction : 1) else { continue }
      slots.append(Int32(slot))
      guard isLast else { continue }
      runs = Placement(option: 0, slots: slots, lastFraction: lastFraction).runs
      return
    }
  }

  private mutating func takeRuns(
    _ option: CompiledOption, _ mostStates: Int, _ isOpen: (Int, Double) -> Bool,
    _ mayStart: (Int) -> Bool
  ) -> Bool {
    var mostRuns = 12
    var agent = RestartingAgent(option, mostRuns: mostRuns)
    while let candidate = agent, candidate.size > mostStates {
      guard mostRuns > 2 else { return false }
      mostRuns /= 2
      agent = RestartingAgent(option, mostRuns: mostRuns)
    }
    let answer = agent?.answer(
      isOpen: isOpen, mayStart: mayStart, fullCost: { _ in 0 }, lastCost: { Double($0) + $1 })
    guard let answer else { return false }
    runs = answer.runs.map { $0.start..<$0.start + $0.count }
    lastFraction = answer.lastFraction
    return true
  }

  private mutating func take(_ answer: ElasticAgent.Answer, _ option: CompiledOption) {
    var placement = Placement(
      option: 0, slots: answer.slots, lastFraction: answer.lastFraction)
    placement.counts = answer.counts
    runs = placement.runs
    gpus = placement.gpusByRun(option)
    lastFraction = answer.lastFraction
  }
}

extension CompiledOption {
  /// The option where time is all that costs.
  fileprivate var hurried: CompiledOption {
    var option = self
    option.hurry(Urgency(dueSlots: 0, perSlot: 1 + 2 * latenessPerSlot))
    return option
  }
}
