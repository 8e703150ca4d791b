import GridPricing

/// What a schedule costs, slot by slot and job by job: the one judge for search and reports.
///
/// The jobs give the IT power of each site, ``SiteBooks`` what its plant makes of that and what it
/// costs. A job bears the share of a slot's facility energy, energy cost, carbon cost and emissions
/// that it has in the IT power; the rest, and what belongs to no slot alone, stays unallocated.
/// Everything adds up to the objective.
public struct Evaluation: Sendable {
  /// What the schedule costs, in the currency of the problem's objective.
  public let objective: PlanDocument.ObjectiveFigures
  /// Energy, emissions and peak of all sites together.
  public let totals: PlanDocument.TotalFigures
  /// By job, in the order of the problem; nil where it does not run.
  public let jobs: [JobFigures?]
  /// By site, in the order of the problem; without shadow prices.
  public let sites: [PlanDocument.SiteEntry]
  /// The absolute costs of all slots, of what belongs to no slot alone and of declined jobs: the scale
  /// against which costs are negligible.
  let absoluteCost: Double

  /// What one job runs, uses and costs.
  public struct JobFigures: Sendable, Equatable {
    /// One for each run, in order; never empty.
    public var segments: [PlanDocument.Segment]
    /// Its share of the facility energy, by the power that it adds to the idle power of its GPUs.
    public var energyKWh = 0.0
    /// Its share of the energy cost less the income from export, in the currency of the objective.
    public var energyCost = 0.0
    /// Carbon price times its emissions.
    public var carbonCost = 0.0
    /// Nil where the site has no carbon series.
    public var emissionsKg: Double?
    /// Cost of finishing after it is due.
    public var latenessCost = 0.0
    /// Cost of moving its input.
    public var transferCost = 0.0
    /// Energy, carbon, lateness and transfer.
    public var cost: Double { energyCost + carbonCost + latenessCost + transferCost }
    /// When the first run begins.
    public var start: Instant { segments[0].start }
    /// The true end of the last run, which may lie inside a slot.
    public var finish: Instant { segments[segments.count - 1].end }
  }

  /// - Parameter declined: the value of the jobs that the schedule declines.
  /// - Precondition: the schedule has one entry per job, with runs inside the horizon that hold
  ///   exactly the slots that the job needs, and a dispatch for every site or none.
  public init(_ problem: Problem, _ schedule: Schedule, declined: Money = .zero) {
    precondition(
      schedule.assignments.count == problem.jobs.count,
      "a schedule for \(schedule.assignments.count) jobs, the problem has \(problem.jobs.count)")
    precondition(
      schedule.dispatch.isEmpty || schedule.dispatch.count == problem.sites.count,
      "a dispatch for \(schedule.dispatch.count) sites, the problem has \(problem.sites.count)")
    let jobLoads = problem.mapJobs { job in
      schedule.assignments[job].map { JobLoad(problem.jobs[job], $0, in: problem) }
    }
    var siteLoads = problem.sites.indices.map { SiteLoad(problem, site: $0) }
    for case let load? in jobLoads { siteLoads[load.site].add(load) }
    var accounts = siteLoads.indices.map { site in
      SiteAccount(
        problem, site: site, siteLoads[site],
        schedule.dispatch.isEmpty ? nil : schedule.dispatch[site])
    }
    let builder = problem.optionBuilder
    let rates = accounts.map(\.rates)
    let jobs = problem.mapJobs { job in
      jobLoads[job].map { load in
        var figures = rates[load.site].bill(load, on: problem.horizon)
        figures.latenessCost = load.latenessCost
        figures.transferCost = builder.transferCost(of: problem.jobs[job], at: load.site)
        return figures
      }
    }
    for case (let load?, let figures?) in zip(jobLoads, jobs) { accounts[load.site].enter(figures) }
    self.jobs = jobs
    sites = accounts.map(\.entry)
    var objective = PlanDocument.ObjectiveFigures(currency: problem.objective.currency)
    for case let figures? in jobs {
      objective.latenessCost += figures.latenessCost
      objective.transferCost += figures.transferCost
    }
    objective.add(accounts.map(\.operation.costs), declined: declined.amount)
    self.objective = objective
    totals = PlanDocument.TotalFigures(accounts)
    let apart = abs(declined.amount) + objective.latenessCost + objective.transferCost
    absoluteCost = accounts.reduce(apart) { $0 + $1.operation.costs.magnitude }
  }
}

extension PlanDocument.ObjectiveFigures {
  fileprivate mutating func add(_ sites: [SiteCosts], declined: Double) {
    for costs in sites {
      energyCost += costs.energy
      carbonCost += costs.carbon
      demandCost += costs.demand
      cyclingCost += costs.cycling
      waterCost += costs.water
    }
    self.declined = declined
    total =
      energyCost + carbonCost + demandCost + cyclingCost + waterCost + latenessCost + transferCost
      + declined
  }
}
