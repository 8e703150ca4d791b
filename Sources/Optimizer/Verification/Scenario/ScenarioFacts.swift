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

  var hasLiquidCooling: Bool { sites.contains { $0.cooling.liquid != nil } }

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
