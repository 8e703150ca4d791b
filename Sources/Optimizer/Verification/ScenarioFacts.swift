import GridPricing

/// The scenario as the verifier reads it: slot by slot, from the problem's public parts alone.
struct ScenarioFacts {
  let jobs: [Job]
  let sites: [SiteFacts]
  let horizon: Horizon
  let objective: Objective
  let gaps: GapRule

  /// - Throws: ``SeriesError`` where the gap rule leaves a slot without a value.
  init(
    jobs: [Job], sites: [Site], horizon: Horizon, objective: Objective, gaps: GapRule
  ) throws(SeriesError) {
    self.jobs = jobs
    self.horizon = horizon
    self.objective = objective
    self.gaps = gaps
    var facts: [SiteFacts] = []
    for site in sites {
      facts.append(try SiteFacts(site, on: horizon, objective: objective, gaps: gaps))
    }
    self.sites = facts
  }

  var slots: Range<Int> { 0..<horizon.count }

  /// The deadline that binds: the job's own, clipped at the end of the horizon.
  func deadline(of job: Job) -> Instant { min(job.deadline ?? horizon.end, horizon.end) }

  /// The pools that a job may use, in the order of the scenario: right id, large enough, allowed.
  func pools(for job: Job) -> [PoolPlace] {
    var places: [PoolPlace] = []
    for (number, site) in sites.enumerated() where site.allows(job) {
      for (index, pool) in site.pools.enumerated()
      where pool.id == job.pool && job.gpus <= pool.gpus {
        places.append(PoolPlace(site: number, pool: index))
      }
    }
    return places
  }

  /// Watts that one running GPU adds to its idle power, for all GPUs of the job, in kW.
  func addedKW(of job: Job, at place: PoolPlace) -> Double {
    let idle = sites[place.site].pools[place.pool].idlePowerPerGPU.watts
    return Double(job.gpus) * (job.powerPerGPU.watts - idle) / 1000
  }
}

/// A pool by the numbers of its site and of itself at that site.
struct PoolPlace: Equatable {
  var site: Int
  var pool: Int
}

/// What one site is like in each slot.
struct SiteFacts {
  let id: String
  let jurisdictions: [String]
  let pools: [GPUPool]
  let pue: Double
  let gridLimitKW: Double?
  /// Currency of the objective per kWh from the grid.
  let pricePerKWh: [Double]
  /// nil where the site has no carbon series.
  let carbonKgPerKWh: [Double]?
  /// Price and priced emissions of one kWh from the grid.
  let costPerKWh: [Double]
  /// GPUs available, by pool and slot.
  let available: [[Int]]
  /// IT power of base load and idle GPUs.
  let fixedKW: [Double]

  init(_ site: Site, on horizon: Horizon, objective: Objective, gaps: GapRule) throws(SeriesError) {
    id = site.id
    jurisdictions = site.jurisdictions
    pools = site.pools
    pue = site.cooling.pue
    gridLimitKW = site.gridLimit?.kilowatts

    // A checked problem has a rate for every currency; nan would make every figure a violation.
    let sameCurrency = site.price.currency == objective.currency
    let rate = sameCurrency ? 1 : objective.exchangeRates[site.price.currency] ?? .nan
    let prices = try site.price.series.sampled(on: horizon, gaps: gaps).values
    pricePerKWh = prices.map { $0 * rate }
    carbonKgPerKWh = try site.carbon?.series.sampled(on: horizon, gaps: gaps).values

    var costs = pricePerKWh
    if let carbonKgPerKWh {
      for slot in costs.indices {
        costs[slot] += objective.carbonPrice.perKilogram * carbonKgPerKWh[slot]
      }
    }
    costPerKWh = costs

    var available: [[Int]] = []
    var fixed = [Double](repeating: site.itBase.kilowatts, count: horizon.count)
    for pool in site.pools {
      let gpus = (0..<horizon.count).map { Self.available(pool, in: $0, of: horizon) }
      for slot in fixed.indices {
        fixed[slot] += Double(gpus[slot]) * pool.idlePowerPerGPU.watts / 1000
      }
      available.append(gpus)
    }
    self.available = available
    fixedKW = fixed
  }

  /// GPUs in one slot: the tightest value that holds in any part of it.
  private static func available(_ pool: GPUPool, in slot: Int, of horizon: Horizon) -> Int {
    var gpus = pool.gpus
    for window in pool.availability
    where window.start < horizon.edge(slot + 1) && window.end > horizon.edge(slot) {
      gpus = min(gpus, window.gpus)
    }
    return gpus
  }

  /// Data sovereignty: the site is on the job's list, and in one of its jurisdictions.
  func allows(_ job: Job) -> Bool {
    let siteIsListed = job.sites?.contains(id) ?? true
    guard let demanded = job.jurisdictions else { return siteIsListed }
    return siteIsListed && jurisdictions.contains { demanded.contains($0) }
  }

  /// Whether the site may draw so much in a slot.
  func admits(facilityKW: Double) -> Bool {
    guard let gridLimitKW else { return true }
    return facilityKW <= gridLimitKW + Tolerance.gridLimit * max(1, gridLimitKW)
  }

  /// The first slot in which base and idle load alone exceed the grid limit.
  var firstShortSlot: Int? {
    fixedKW.firstIndex { !admits(facilityKW: $0 * pue) }
  }
}
