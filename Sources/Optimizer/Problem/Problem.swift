import GridPricing

/// One planning problem: jobs, sites and a horizon, checked once and immutable from then on.
///
/// Later code trusts it: every job has at least one pool it fits on alone, every series has a value
/// in every slot, every amount is in the currency of the objective.
public struct Problem: Sendable {
  /// As given, but for processing and restart times, which are whole steps of 4 ms, and of more where
  /// slots are longer than an hour.
  public let jobs: [Job]
  public let sites: [Site]
  public let horizon: Horizon
  public let objective: Objective
  /// Oddities that do not stop the plan.
  public let warnings: [Warning]
  /// The series of each site, sampled on the horizon; in the order of `sites`.
  package let signals: [SiteSignals]
  package let compiled: CompiledProblem

  /// Checks and compiles a problem.
  ///
  /// - Parameter gaps: what to do about missing values in the series; by default they are errors.
  /// - Throws: every issue found, not only the first.
  public init(
    jobs: [Job], sites: [Site], horizon: Horizon, objective: Objective = Objective(),
    gaps: GapRule = .none
  ) throws(ProblemError) {
    var check = ProblemCheck(horizon: horizon, objective: objective)
    check.checkObjective()
    let signals = check.checkSites(sites, gaps: gaps)
    check.checkJobs(jobs, sites: sites)
    guard check.issues.isEmpty, let signals else { throw ProblemError(issues: check.issues) }
    let jobs = jobs.map { $0.rounded(on: horizon) }
    self.jobs = jobs
    self.sites = sites
    self.horizon = horizon
    self.objective = objective
    self.signals = signals
    warnings = check.warnings
    compiled = CompiledProblem(
      jobs: jobs, sites: sites, signals: signals, horizon: horizon, objective: objective)
  }
}

/// The first slot in which base and idle load alone exceed a limit.
public struct Shortfall: Sendable, Equatable {
  public var site: String
  public var slot: Int
  /// How much facility power is missing.
  public var missing: Power
}

extension Problem {
  /// Where base and idle load alone exceed a site's grid limit; nil where they nowhere do.
  public var shortfall: Shortfall? {
    for (site, signal) in zip(sites, signals) {
      guard let limit = site.gridLimit else { continue }
      for slot in 0..<horizon.count {
        let facilityKW = signal.fixedKW[slot] * site.cooling.pue
        if facilityKW > limit.kilowatts + CompiledProblem.powerTolerance(limit.kilowatts) {
          let missing = Power.kilowatts(facilityKW - limit.kilowatts)
          return Shortfall(site: site.id, slot: slot, missing: missing)
        }
      }
    }
    return nil
  }
}
