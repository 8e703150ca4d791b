/// The least that a job costs at given shadow prices, or what leaving it out costs where that is less.
///
/// Over all pools, powers and GPU counts, its lateness and the transfer of its input included, inside
/// the window that precedence leaves (``PrecedencePasses``).
struct JobBound {
  /// The least; where it is only known from below, the lower end.
  private(set) var low: Double
  /// The cost of the best schedule found.
  private(set) var high: Double
  /// Whether a planner may use less than the minimum.
  let mayBeLess: Bool

  private let job: Int
  private let own: JobFacts
  private let interruption: Interruption
  private let facts: ScenarioFacts
  private let passes: PrecedencePasses

  /// - Parameters:
  ///   - prices: by site and pool.
  ///   - budget: states of dynamic programmes left for all jobs.
  init(
    _ job: Int, _ facts: ScenarioFacts, _ passes: PrecedencePasses, _ prices: [[PoolPrices]],
    _ budget: inout Int
  ) {
    self.job = job
    self.facts = facts
    self.passes = passes
    own = facts.jobFacts[job]
    interruption = Interruption(facts.jobs[job], on: facts.horizon)
    let places = facts.pools(for: job)
    let startsAreScarce = places.contains { facts.sites[$0.site].startRampGPUs != nil }
    mayBeLess =
      interruption.isCostly || own.isResizable || !passes.isEmpty
      || startsAreScarce && interruption == .free
    low = passes.mustRun[job] ? .infinity : facts.jobs[job].value?.amount ?? .infinity
    high = low
    for place in places {
      for cap in own.caps { add(place, cap, prices[place.site][place.pool], &budget) }
    }
  }

  /// The least at one pool and one power: over all counts together where they may change.
  private mutating func add(
    _ place: PoolPlace, _ cap: JobFacts.Cap, _ prices: PoolPrices, _ budget: inout Int
  ) {
    let largest = facts.sites[place.site].pools[place.pool].gpus
    let counts = own.counts.filter { $0.gpus <= largest }
    let minima = counts.map { count in
      JobMinimum(
        gpus: Double(count.gpus),
        addedKW: facts.addedKW(gpus: count.gpus, watts: cap.watts, at: place), prices: prices,
        span: JobSpan(
          job, site: place.site, speed: count.speed * cap.speed, in: facts, within: passes))
    }
    let transfer = own.transferCosts[place.site]
    if own.isResizable {
      let least = resizable(minima, counts.map { $0.speed * cap.speed }) + transfer
      add(low: least, high: least)
    } else {
      for minimum in minima {
        let range = interruption.range(of: minimum, budget: &budget)
        add(low: range.low + transfer, high: range.high + transfer)
      }
    }
  }

  private func resizable(_ minima: [JobMinimum], _ speeds: [Double]) -> Double {
    guard let span = minima.first?.span else { return .infinity }
    let work = own.workHours / facts.horizon.slotHours
    let relaxation = ResizableRelaxation(minima, speeds: speeds, work: work)
    let (resize, restart) = (own.resizeHours, own.restartHours)
    let isDivisible = interruption == .free && resize == 0 && !span.lateness.mayOccur
    guard !isDivisible, relaxation.value < .infinity else { return relaxation.value }
    return ResizableLowerBound(
      minima, speeds: speeds, work: work, mayPause: interruption != .never,
      resize: resize / facts.horizon.slotHours, restart: restart / facts.horizon.slotHours
    ).value
  }

  /// A hostile price can make sums meaningless: nothing is known then.
  private mutating func add(low: Double, high: Double) {
    self.low = min(self.low, low.isNaN || high.isNaN ? -.infinity : low)
    self.high = min(self.high, high.isNaN ? .infinity : high)
  }
}

extension Interruption {
  fileprivate var isCostly: Bool {
    if case .costly = self { true } else { false }
  }

  /// The least that a job costs, with one count and one power.
  fileprivate func range(
    of minimum: JobMinimum, budget: inout Int
  ) -> (low: Double, high: Double) {
    switch self {
    case .never:
      let least = minimum.inOnePiece
      return (least, least)
    case .free:
      let least = minimum.inFreePieces
      return (least, least)
    case .costly(let minimumRun, let restart):
      let range = InterruptedMinimum(minimum, minimumRun: minimumRun, restart: restart)
        .range(budget: &budget)
      return (range.lowerBound, range.upperBound)
    }
  }
}
