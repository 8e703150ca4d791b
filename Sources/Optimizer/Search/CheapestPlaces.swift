import GridPricing

/// Where jobs would stand if nobody else were there and no limit held: the cheapest place.
struct CheapestPlaces {
  let problem: Problem
  private let compiled: CompiledProblem
  private let builder: OptionBuilder
  /// Of a malleable job: fewer where many jobs share the time.
  private let mostLabels: Int
  // Agents keep their arrays from one job to the next.
  private var malleable = ElasticAgent()
  private var preemptible = PreemptibleAgent()
  private var responder = JobResponder()

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
  ///
  /// - Parameter limit: no other places than those that cost less.
  mutating func cheapest(
    _ job: Int, _ rows: PriceRows, between edges: Range<Int>? = nil, below limit: Double = .infinity
  ) -> Place? {
    let (options, levels) = options(of: job)
    return cheapest(options, levels, rows, edges, below: limit)
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
  mutating func cheapest(
    of job: Job, _ rows: PriceRows, between edges: Range<Int>? = nil,
    below limit: Double = .infinity
  ) -> Place? {
    var builder = builder
    let options = builder.options(of: job, index: 0)
    return cheapest(options[...], builder.levels, rows, edges, below: limit)
  }

  private mutating func cheapest(
    _ options: ArraySlice<CompiledOption>, _ levels: [ElasticLevel], _ rows: PriceRows,
    _ edges: Range<Int>?, below limit: Double
  ) -> Place? {
    var best: Place?
    for option in options {
      let clipped = edges.map { option.clipped(to: $0.lowerBound...$0.upperBound) } ?? option
      guard let clipped else { continue }
      best = cheapest(clipped, levels, rows, below: best?.cost ?? limit) ?? best
    }
    return best
  }

  /// The cheapest place that ends after the deadline, but by no more than the job's window or a day:
  /// from which slot on, and its cost.
  mutating func cheaperLater(
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
      best = cheapest(widened, levels, rows, after: deadline, below: best?.cost ?? cost) ?? best
    }
    return best.map { place in
      let isOnePiece = place.option.interruption != .free && place.option.levels.isEmpty
      if isOnePiece { return (place.first, place.cost) }
      let deadline = options.first?.endSlot ?? 0
      return (place.slots.map(Int.init).first { $0 >= deadline } ?? place.last, place.cost)
    }
  }

  /// - Parameters:
  ///   - after: in one piece, only places that end after this edge count.
  ///   - limit: no other places than those that cost less.
  private mutating func cheapest(
    _ option: CompiledOption, _ levels: [ElasticLevel], _ rows: PriceRows, after: Int = 0,
    below limit: Double
  ) -> Place? {
    let view = SlotView(option, compiled, rows)
    let place: Place?
    if !option.levels.isEmpty {
      place = malleablePlace(option, levels, view, below: limit)
    } else if option.interruption == .free {
      place = preemptiblePlace(option, view)
    } else {
      place = placeInOnePiece(option, view, rows, after: after, below: limit)
    }
    return place.flatMap { Self.isLess($0.cost, limit) ? $0 : nil }
  }

  private mutating func malleablePlace(
    _ option: CompiledOption, _ levels: [ElasticLevel], _ view: SlotView, below limit: Double
  ) -> Place? {
    let answer = malleable.answer(
      option, levels: levels[option.levels], slotCount: compiled.slotCount, mostLabels: mostLabels,
      limit: limit - option.ownCost, isOpen: { _, _, _ in true }, mayAdd: { _, _ in true },
      cost: { view.cost(of: $1, in: $0, part: $2) })
    return answer.map {
      Place(option: option, cost: $0.cost + option.ownCost, slots: $0.slots, counts: $0.counts)
    }
  }

  private mutating func preemptiblePlace(_ option: CompiledOption, _ view: SlotView) -> Place? {
    var slots: [Int32] = []
    let cost = preemptible.answer(
      option, isOpen: { _, _ in true }, fullCost: { view.fullCost($0) },
      lastCost: { view.lastCost($0, option.lastFraction) }, chosen: &slots)
    return cost.map { Place(option: option, cost: $0 + option.ownCost, slots: slots) }
  }

  private mutating func placeInOnePiece(
    _ option: CompiledOption, _ view: SlotView, _ rows: PriceRows, after: Int, below limit: Double
  ) -> Place? {
    let first = max(0, after - option.slots + 1)
    guard let piece = option.inOnePiece(between: first..<compiled.slotCount) else { return nil }
    // A quick look first: most jobs stand where it costs least already.
    guard responder.answer(piece, compiled, rows) + option.ownCost < limit else { return nil }
    var best = (start: -1, cost: Double.infinity)
    for start in piece.firstSlot...piece.latestStart {
      let last = start + option.slots - 1
      let cost =
        option.ownCost + view.cost(start..<last) + view.lastCost(last, option.lastFraction)
      if Self.isLess(cost, best.cost) { best = (start, cost) }
    }
    return Place(
      option: option, cost: best.cost,
      slots: (best.start..<best.start + option.slots).map(Int32.init))
  }

  /// Whether one cost is less than another by more than rounding.
  static func isLess(_ left: Double, _ right: Double) -> Bool {
    // Infinity less infinity is no number.
    guard right < .infinity else { return left < right }
    return left < right - 1e-6 * (abs(left) + abs(right)) - 1e-12
  }
}
