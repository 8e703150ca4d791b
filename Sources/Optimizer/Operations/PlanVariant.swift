import GridPricing

/// A plan that does without one part of what the planner knows, to show what that part earns.
public enum PlanVariant: String, Sendable, CaseIterable {
  /// Batteries and tanks stand idle.
  case noStorage = "no-storage"
  /// Liquid-cooled sites hold the set point of their preset, or the warmest one that keeps the margin.
  case fixedSetPoint = "fixed-set-point"
  /// The planner takes the facility's power as a multiple of the load, that of run-now over the whole
  /// horizon, so that a tank is of no use and stands idle; its plan is priced with the plant all the
  /// same.
  case averagePUE = "average-pue"

  /// The problem as this variant sees it; nil where it has no such part, or the part is needed.
  func problem(_ problem: Problem, threads: Int) -> Problem? {
    var sites = problem.sites
    var isChanged = false
    let averages = self == .averagePUE ? Self.averagePUE(problem) : []
    for site in sites.indices {
      switch self {
      case .noStorage:
        isChanged = isChanged || sites[site].battery != nil || sites[site].thermalStorage != nil
        sites[site].battery = nil
        sites[site].thermalStorage = nil
      case .fixedSetPoint, .averagePUE:
        guard case .liquid(var liquid) = sites[site].cooling else { continue }
        if self == .fixedSetPoint {
          liquid.supplyC = liquid.supplyC ?? liquid.usualSupplyC
        } else {
          liquid.assumedPUE = averages[site]
          sites[site].thermalStorage = nil
        }
        sites[site].cooling = .liquid(liquid)
        isChanged = true
      }
    }
    guard isChanged else { return nil }
    let variant = try? Problem(
      jobs: problem.jobs, sites: sites, horizon: problem.horizon, objective: problem.objective,
      transfers: problem.transfers, gaps: problem.gaps, threads: threads)
    return variant?.shortfall == nil ? variant : nil
  }

  /// Facility over reference IT energy of run-now, by site.
  private static func averagePUE(_ problem: Problem) -> [Double] {
    let schedule = BaselinePolicy.runNow.schedule(problem).schedule
    return Evaluation(problem, schedule).sites.map { site in
      let reference = site.slots.itReferenceKW.reduce(0, +)
      return reference > 0 ? site.slots.facilityKW.reduce(0, +) / reference : 1
    }
  }
}

extension Solver {
  /// The plans of all variants that the problem has a part for, each searched by the same rule.
  public func variants(
    of problem: Problem, until rule: StoppingRule = .standard
  ) -> [(variant: PlanVariant, plan: Plan)] {
    PlanVariant.allCases.compactMap { variant in
      variant.problem(problem, threads: parameters.threads).map {
        (variant, solve($0, until: rule).plan)
      }
    }
  }
}
