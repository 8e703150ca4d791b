import GridPricing

/// The scenario as the verifier reads it: slot by slot, from the problem's public parts alone.
struct ScenarioFacts {
  let jobs: [Job]
  /// What follows from each job, in the order of `jobs`.
  let jobFacts: [JobFacts]
  let sites: [SiteFacts]
  let horizon: Horizon
  let objective: Objective
  let gaps: GapRule
  /// The threads to work with.
  let blocks: ParallelBlocks

  /// - Throws: ``SeriesError`` where the gap rule leaves a slot without a value.
  init(
    jobs: [Job], sites: [Site], horizon: Horizon, objective: Objective,
    transfers: Transfers = Transfers(), gaps: GapRule, threads: Int = 1
  ) throws(SeriesError) {
    self.jobs = jobs
    self.horizon = horizon
    self.objective = objective
    self.gaps = gaps
    blocks = ParallelBlocks(threads: threads)
    var facts: [SiteFacts] = []
    for site in sites {
      facts.append(try SiteFacts(site, on: horizon, objective: objective, gaps: gaps))
    }
    self.sites = facts
    var numbers: [String: Int] = [:]
    if jobs.contains(where: { !$0.after.isEmpty }) {
      for (number, job) in jobs.enumerated() { numbers[job.id] = number }
    }
    jobFacts = blocks.map(jobs.count, by: 1024) { [facts, numbers] number in
      JobFacts(
        jobs[number], sites: facts, horizon: horizon, transfers: transfers, numbers: numbers)
    }
  }

  var slots: Range<Int> { 0..<horizon.count }

  var hasLiquidCooling: Bool { sites.contains { $0.cooling.liquid != nil } }

  /// The deadline that binds: the job's own, clipped at the end of the horizon.
  func deadline(of job: Job) -> Instant { min(job.deadline ?? horizon.end, horizon.end) }

  /// By job, the numbers of those that wait for it.
  var successors: [[Int]] {
    var successors = jobs.map { _ in [Int]() }
    for (job, own) in jobFacts.enumerated() {
      for predecessor in own.predecessors { successors[predecessor].append(job) }
    }
    return successors
  }

  /// The pools that a job may use, in the order of the scenario: right id, large enough for one of its
  /// GPU counts, allowed; where it runs already, only there.
  func pools(for number: Int) -> [PoolPlace] {
    let job = jobs[number]
    let least = jobFacts[number].counts.map(\.gpus).min() ?? job.gpus
    var places: [PoolPlace] = []
    for (number, site) in sites.enumerated() where site.allows(job) {
      if let running = job.running, running.site != site.id { continue }
      for (index, pool) in site.pools.enumerated() where pool.id == job.pool && least <= pool.gpus {
        places.append(PoolPlace(site: number, pool: index))
      }
    }
    return places
  }

  /// What running GPUs add to their idle power, in kW.
  func addedKW(gpus: Int, watts: Double, at place: PoolPlace) -> Double {
    let idle = sites[place.site].pools[place.pool].idlePowerPerGPU.watts
    return Double(gpus) * (watts - idle) / 1000
  }
}

/// A pool by the numbers of its site and of itself at that site.
struct PoolPlace: Equatable {
  var site: Int
  var pool: Int
}
