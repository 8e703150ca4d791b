/// The least that a job costs at given shadow prices, or what leaving it out costs where that is less.
///
/// Over all pools, powers and GPU counts, its lateness and the transfer of its input included, inside
/// the window that precedence leaves (``PrecedencePasses``).
struct JobBound {
  /// What leaving it out costs; infinite where it must run.
  let leaveOut: Double
  private(set) var ways: [JobWay] = []
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
    leaveOut = passes.mustRun[job] ? .infinity : facts.jobs[job].value?.amount ?? .infinity
    for place in places {
      for cap in own.caps { add(place, cap, prices[place.site][place.pool], &budget) }
    }
  }

  /// The least; where it is only known from below, the lower end.
  var low: Double { ways.reduce(leaveOut) { min($0, $1.low) } }

  /// The cost of the best schedule found.
  var high: Double { ways.reduce(leaveOut) { min($0, $1.high) } }

  /// The ways at one pool and one power: all counts together where they may change.
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
    let speeds = counts.map { $0.speed * cap.speed }
    let transfer = own.transferCosts[place.site]
    if own.isResizable {
      addResizable(minima, speeds, transfer)
      return
    }
    for (minimum, speed) in zip(minima, speeds) {
      let range = interruption.range(of: minimum, budget: &budget)
      let isInOnePiece = interruption == .never
      ways.append(
        JobWay(
          range, transfer: transfer, fastest: minimum,
          relaxation: isInOnePiece ? nil : relaxation([minimum], [speed])))
    }
  }

  private mutating func addResizable(
    _ minima: [JobMinimum], _ speeds: [Double], _ transfer: Double
  ) {
    guard let fastest = speeds.indices.max(by: { speeds[$0] < speeds[$1] }) else { return }
    let relaxation = relaxation(minima, speeds)
    let least = resizable(minima, speeds, relaxation)
    ways.append(
      JobWay(
        (least, least), transfer: transfer, fastest: minima[fastest], relaxation: relaxation))
  }

  private func relaxation(_ minima: [JobMinimum], _ speeds: [Double]) -> WorkRelaxation {
    WorkRelaxation(
      minima, speeds: speeds, work: own.workHours / facts.horizon.slotHours,
      mayWaste: own.restartHours > 0 || own.resizeHours > 0 && minima.count > 1)
  }

  private func resizable(
    _ minima: [JobMinimum], _ speeds: [Double], _ relaxation: WorkRelaxation
  ) -> Double {
    let isDivisible =
      interruption == .free && own.resizeHours == 0 && !minima[0].span.lateness.mayOccur
    let value = relaxation.value
    guard !isDivisible, value < .infinity else { return value }
    return ResizableLowerBound(
      minima, speeds: speeds, work: own.workHours / facts.horizon.slotHours,
      mayPause: interruption != .never, resize: own.resizeHours / facts.horizon.slotHours,
      restart: own.restartHours / facts.horizon.slotHours
    ).value
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
