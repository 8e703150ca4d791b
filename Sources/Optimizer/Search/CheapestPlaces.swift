import GridPricing

/// Where jobs would stand if nobody else were there and no limit held: the cheapest place.
struct CheapestPlaces {
  let problem: Problem
  private let compiled: CompiledProblem
  private let builder: OptionBuilder
  /// Of a malleable job: fewer where many jobs share the time.
  private let mostLabels: Int

  init(_ problem: Problem) {
    self.problem = problem
    compiled = problem.compiled
    builder = problem.optionBuilder
    mostLabels = max(2, min(64, 1_000_000 / max(1, problem.jobs.count * compiled.slotCount)))
  }

  /// A place that a job would choose.
  struct Place {
    var option: CompiledOption
    var cost: Double
    var slots: [Int32]
    /// GPUs in each of them, where they are not the option's throughout.
    var counts: [Int32] = []
    var first: Int { Int(slots[0]) }
    var last: Int { Int(slots[slots.count - 1]) }
  }

  /// The cheapest place of a job between two edges; with costly interruptions, in one piece.
  func cheapest(_ job: Int, _ rows: PriceRows, between edges: Range<Int>? = nil) -> Place? {
    let (options, levels) = options(of: job)
    return cheapest(options, levels, rows, edges)
  }

  /// The options of a job, not tightened by those that it waits for, or that wait for it.
  private func options(of job: Int) -> (ArraySlice<CompiledOption>, [ElasticLevel]) {
    guard compiled.precedence?.isLinked(job) == true else {
      return (compiled.options[compiled.jobs[job].options], compiled.levels)
    }
    var builder = builder
    let options = builder.options(of: problem.jobs[job], index: job)
    return (options[...], builder.levels)
  }

  /// The cheapest place of a job that the problem does not have.
  func cheapest(of job: Job, _ rows: PriceRows, between edges: Range<Int>? = nil) -> Place? {
    var builder = builder
    let options = builder.options(of: job, index: 0)
    return cheapest(options[...], builder.levels, rows, edges)
  }

  private func cheapest(
    _ options: ArraySlice<CompiledOption>, _ levels: [ElasticLevel], _ rows: PriceRows,
    _ edges: Range<Int>?
  ) -> Place? {
    var best: Place?
    for option in options {
      let clipped = edges.map { option.clipped(to: $0.lowerBound...$0.upperBound) } ?? option
      guard let clipped, let place = cheapest(clipped, levels, rows) else { continue }
      if best == nil || Self.isLess(place.cost, best!.cost) { best = place }
    }
    return best
  }

  /// The cheapest place that ends after the deadline, but by no more than the job's window or a day:
  /// from which slot on, and its cost.
  func cheaperLater(
    _ job: Int, _ rows: PriceRows, than cost: Double
  ) -> (slot: Int, cost: Double)? {
    var best: Place?
    let (options, levels) = options(of: job)
    for option in options {
      let deadline = option.endSlot
      let reach = max(deadline - option.firstSlot, Int(24 / compiled.slotHours))
      let end = min(compiled.slotCount, deadline + reach)
      guard end > deadline else { continue }
      let widened = option.ending(by: Double(end))
      guard let place = cheapest(widened, levels, rows, after: deadline) else { continue }
      if Self.isLess(place.cost, best?.cost ?? cost) { best = place }
    }
    return best.map { place in
      let isOnePiece = place.option.interruption != .free && place.option.levels.isEmpty
      if isOnePiece { return (place.first, place.cost) }
      let deadline = options.first?.endSlot ?? 0
      return (place.slots.map(Int.init).first { $0 >= deadline } ?? place.last, place.cost)
    }
  }

  /// - Parameter after: in one piece, only places that end after this edge count.
  private func cheapest(
    _ option: CompiledOption, _ levels: [ElasticLevel], _ rows: PriceRows, after: Int? = nil
  ) -> Place? {
    let view = SlotView(option, compiled, rows)
    if !option.levels.isEmpty {
      var agent = ElasticAgent()
      let answer = agent.answer(
        option, levels: levels[option.levels], slotCount: compiled.slotCount,
        mostLabels: mostLabels, isOpen: { _, _, _ in true }, mayAdd: { _, _ in true },
        cost: { view.cost(of: $1, in: $0, part: $2) })
      return answer.map {
        Place(
          option: option, cost: $0.cost + option.ownCost, slots: $0.slots, counts: $0.counts)
      }
    }
    guard option.interruption == .free else { return onePiece(option, view, after: after) }
    var slots: [Int32] = []
    var agent = PreemptibleAgent()
    let cost = agent.answer(
      option, isOpen: { _, _ in true }, fullCost: { view.fullCost($0) },
      lastCost: { view.lastCost($0, option.lastFraction) }, chosen: &slots)
    return cost.map { Place(option: option, cost: $0 + option.ownCost, slots: slots) }
  }

  private func onePiece(_ option: CompiledOption, _ view: SlotView, after: Int?) -> Place? {
    let first = max(option.firstSlot, (after ?? 0) - option.slots + 1)
    let latest = option.inOnePiece.latestStart
    guard first <= latest else { return nil }
    var best: (start: Int, cost: Double)?
    for start in first...latest {
      let last = start + option.slots - 1
      let cost =
        option.ownCost + view.cost(start..<last) + view.lastCost(last, option.lastFraction)
      if best == nil || Self.isLess(cost, best!.cost) { best = (start, cost) }
    }
    return best.map { best in
      Place(
        option: option, cost: best.cost,
        slots: (best.start..<best.start + option.slots).map(Int32.init))
    }
  }

  /// Whether one cost is less than another by more than rounding.
  static func isLess(_ left: Double, _ right: Double) -> Bool {
    left < right - 1e-6 * (abs(left) + abs(right)) - 1e-12
  }
}
