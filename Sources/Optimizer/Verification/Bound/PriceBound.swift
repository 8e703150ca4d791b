import GridPricing

/// The lower bound that shadow prices prove, worked out from them and the scenario alone.
///
///     L = Σ sites        what serving any power costs at these prices at least (``SiteBound``)
///       + Σ jobs         min(value, min over schedules of Σ slots λ·Δ·kW·used + μ·Δ·GPUs
///                                   + lateness + transfer) (``JobBound``); those that wait for each
///                        other together (``ChainBound``)
///       − Σ pools, slots μ·Δ·available GPUs
///
/// for any λ (currency per kWh of IT power at the reference temperature) and any μ ≥ 0 (currency per
/// GPU and hour); Δ is the slot in hours.
struct PriceBound {
  /// The bound; where some job's minimum is only known from below, its lower end.
  private(set) var lower: Tally
  /// The bound if each such job cost as much as the best schedule found for it.
  private(set) var upper: Tally
  /// Jobs whose exact minimum was too large to work out.
  let estimatedJobs: Int
  /// Whether there are jobs for which a planner may use less than the minimum.
  let hasLooseMinima: Bool

  /// - Parameter prices: usable shadow prices of every site, in the order of the scenario.
  init(_ facts: ScenarioFacts, _ prices: [PlanDocument.ShadowPrices]) {
    let hours = facts.horizon.slotHours
    let pools = zip(facts.sites, prices).map { site, price in
      site.pools.indices.map { number in
        PoolPrices(
          perKW: price.energyPerMWh.map { $0 / 1000 * hours },
          perGPU: price.gpuHour[number].values.map { $0 * hours })
      }
    }
    var jobs = JobTerms()
    for terms in JobTerms.all(facts, pools) { jobs.add(terms) }
    lower = jobs.lower
    upper = jobs.upper
    estimatedJobs = jobs.estimatedJobs
    hasLooseMinima = jobs.hasLooseMinima
    for (number, site) in facts.sites.enumerated() {
      add(SiteBound(site, prices[number], facts).value)
      for (pool, price) in zip(site.available, pools[number]) {
        var sold = Tally()
        for slot in facts.slots { sold.add(-price.perGPU[slot] * Double(pool[slot])) }
        add(sold)
      }
    }
  }

  private mutating func add(_ term: Tally) {
    lower.add(term)
    upper.add(term)
  }
}

/// The part of a bound that some jobs have.
private struct JobTerms {
  private(set) var lower = Tally()
  private(set) var upper = Tally()
  private(set) var estimatedJobs = 0
  private(set) var hasLooseMinima = false

  private static let chainsPerBlock = 4096

  /// Of all jobs in blocks, or in one where they share the states of dynamic programmes.
  static func all(_ facts: ScenarioFacts, _ pools: [[PoolPrices]]) -> [JobTerms] {
    let passes = PrecedencePasses(facts)
    let chains = facts.chains
    let isShared = facts.jobs.contains { $0.preemption != nil }
    let size = isShared ? max(1, chains.count) : chainsPerBlock
    return facts.blocks.flatMap(chains.count, by: size) { block in
      var terms = JobTerms()
      var budget = InterruptedMinimum.statesPerPlan
      for chain in chains[block] {
        let bounds = chain.map { JobBound($0, facts, passes, pools, &budget) }
        terms.add(bounds, slots: facts.horizon.count)
      }
      return [terms]
    }
  }

  mutating func add(_ other: JobTerms) {
    lower.add(other.lower)
    upper.add(other.upper)
    estimatedJobs += other.estimatedJobs
    hasLooseMinima = hasLooseMinima || other.hasLooseMinima
  }

  private mutating func add(_ jobs: [JobBound], slots: Int) {
    estimatedJobs += jobs.filter { $0.low < $0.high }.count
    if jobs.contains(where: \.mayBeLess) { hasLooseMinima = true }
    if jobs.count == 1 {
      lower.add(jobs[0].low)
      upper.add(jobs[0].high)
    } else {
      let chain = ChainBound(jobs, slots: slots)
      lower.add(chain.low)
      upper.add(chain.high)
    }
  }
}

/// What interrupting a job takes, in slots.
enum Interruption: Equatable {
  case never
  /// Any slots will do.
  case free
  /// Every run but the last has at least `minimumRun` slots; each resumption adds `restart` slots.
  case costly(minimumRun: Int, restart: Double)

  init(_ job: Job, on horizon: Horizon) {
    guard let preemption = job.preemption else {
      self = .never
      return
    }
    let longest = 1e9  // More slots than any horizon has.
    let minutes = Double(horizon.slotMinutes)
    let leastMinutes = preemption.minimumRunMinutes - Tolerance.lengthMilliseconds / 60_000
    let runSlots = min(leastMinutes / minutes, longest)
    let minimumRun = max(1, Int(runSlots.rounded(.up)))
    let restart = preemption.restartMinutes / minutes
    self =
      minimumRun == 1 && restart == 0 ? .free : .costly(minimumRun: minimumRun, restart: restart)
  }
}

/// The shadow prices of one pool, per slot and added up from the start.
struct PoolPrices {
  /// Currency for 1 kW of IT power through a slot.
  let perKW: [Double]
  /// Currency for one GPU through a slot.
  let perGPU: [Double]
  /// Σ of the slots before each edge.
  let perKWBefore: [Double]
  let perGPUBefore: [Double]

  init(perKW: [Double], perGPU: [Double]) {
    self.perKW = perKW
    self.perGPU = perGPU
    perKWBefore = Self.runningSums(perKW)
    perGPUBefore = Self.runningSums(perGPU)
  }

  private static func runningSums(_ values: [Double]) -> [Double] {
    var sums = [0.0]
    sums.reserveCapacity(values.count + 1)
    var sum = 0.0
    for value in values {
      sum += value
      sums.append(sum)
    }
    return sums
  }
}
