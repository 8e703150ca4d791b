import GridPricing

extension Solution {
  /// The plan document: everything but the provenance of files, which the caller knows.
  public func document(
    generator: PlanDocument.Generator, settings: PlanDocument.Settings = .init(),
    provenance: [PlanDocument.ProvenanceEntry] = []
  ) -> PlanDocument {
    let problem = plan.problem
    let baseline = Baseline(problem)
    var warnings = problem.warnings + self.warnings
    if let shortfall = problem.shortfall {
      warnings.append(Warning(shortfall, on: problem.horizon))
    }
    if status != .infeasible, baseline.unplaced > 0 {
      warnings.append(
        Warning(
          code: "baseline-beyond-horizon",
          message: "run-now leaves \(baseline.unplaced) "
            + "\(baseline.unplaced == 1 ? "job" : "jobs") beyond the horizon; no savings are given")
      )
    }
    var sites = plan.evaluation.sites
    for (index, prices) in (shadowPrices ?? []).enumerated() { sites[index].shadowPrices = prices }
    return PlanDocument(
      generator: generator, settings: settings, status: status, stop: stop,
      horizon: problem.horizon, objective: plan.evaluation.objective, bound: bound,
      totals: plan.evaluation.totals, baseline: baseline.figures,
      savings: lowerBound == nil || baseline.unplaced > 0 ? nil : baseline.savings(plan),
      jobs: problem.mapJobs { entry($0, baseline.jobs[$0]) }, sites: sites,
      provenance: provenance, warnings: warnings)
  }

  private var bound: PlanDocument.BoundFigures? {
    guard let lowerBound, let pricesLowerBound else { return nil }
    let total = plan.cost.amount
    let lower = lowerBound.amount
    let absolute = plan.evaluation.absoluteCost
    let isNegligible = max(abs(total), abs(lower)) < 1e-6 * absolute
    return PlanDocument.BoundFigures(
      lower: lower, gap: isNegligible ? nil : Gap.relative(total: total, lower: lower),
      absoluteGap: max(0, total - lower),
      variableGap: Gap.variable(
        total: total, lower: lower, withoutJobs: plan.problem.costWithoutJobs, absolute: absolute),
      proof: proof, pricesLower: pricesLowerBound.amount)
  }

  private func entry(_ index: Int, _ runNow: Baseline.JobFigures?) -> PlanDocument.JobEntry {
    let job = plan.problem.jobs[index]
    let figures = plan.evaluation.jobs[index]
    var entry = PlanDocument.JobEntry(
      id: job.id,
      status: figures != nil ? .scheduled : job.value != nil ? .declined : .unscheduled,
      pool: job.pool)
    if status == .infeasible { entry.status = .unscheduled }
    entry.runNowCost = runNow?.cost
    entry.runNowEmissionsKg = runNow?.emissionsKg
    entry.reason = reasons[index].isEmpty ? nil : reasons[index]
    guard let figures, let assignment = plan.schedule.assignments[index] else { return entry }
    let horizon = plan.problem.horizon
    entry.site = plan.problem.sites[assignment.site].id
    entry.segments = figures.segments
    entry.finish = figures.finish
    entry.slackHours = figures.finish.hours(to: min(job.deadline ?? horizon.end, horizon.end))
    entry.energyKWh = figures.energyKWh
    entry.cost = figures.cost
    entry.emissionsKg = figures.emissionsKg
    entry.reason? += saving(figures, runNow)
    return entry
  }
}

extension Solution {
  /// What a job costs less, or more, than in run-now.
  private func saving(_ figures: Evaluation.JobFigures, _ runNow: Baseline.JobFigures?) -> String {
    guard let runNow else { return "" }
    let saved = ((runNow.cost - figures.cost) * 100).rounded() / 100
    guard saved != 0 else { return "" }
    return "; \(abs(saved)) \(plan.problem.objective.currency) "
      + (saved > 0 ? "less" : "more") + " than in run-now"
  }
}

extension Warning {
  package init(_ shortfall: Shortfall, on horizon: Horizon) {
    let (exceeded, excess) =
      switch shortfall.limit {
      case .cooling: ("what can be cooled at", "kW of IT power are too much")
      case .grid: ("the grid limit of", "kW are missing")
      }
    self.init(
      code: "infeasible",
      message: "base and idle load alone exceed \(exceeded) site "
        + "\(quoted(shortfall.site)) in slot \(shortfall.slot) (\(horizon.edge(shortfall.slot))): "
        + "\((shortfall.missing.kilowatts * 1000).rounded(.up) / 1000) \(excess)")
  }
}
