import GridPricing

@testable import Optimizer

/// What random problems and their plans have to show now and then, so that a test over thousands of
/// them tests something.
enum ProblemFeature: CaseIterable {
  // Of the problem.
  case rigid, anySlots, restarting, tight, loose, negativePrices, partialLastSlots, values
  case severalPools, severalSites, gridLimits, withdrawnGPUs
  // Of the plan.
  case resumedAtACost, declined, leftOut, nearGridLimit

  var isOfPlan: Bool {
    switch self {
    case .resumedAtACost, .declined, .leftOut, .nearGridLimit: true
    default: false
    }
  }

  static func features(of problem: Problem) -> [ProblemFeature] {
    let jobs = problem.jobs
    let load = load(problem)
    let prices = problem.signals.flatMap(\.pricePerKWh)
    let lengths = jobs.map { JobWindow($0, on: problem.horizon).workSlots }
    var features: [ProblemFeature] = []
    func note(_ feature: ProblemFeature, _ holds: Bool) { if holds { features.append(feature) } }
    note(.rigid, jobs.contains { $0.preemption == nil })
    note(.anySlots, jobs.contains { $0.preemption == Preemption() })
    note(.restarting, jobs.contains { ($0.preemption?.restartMinutes ?? 0) > 0 })
    note(.tight, load > 0.8)
    note(.loose, load < 0.5)
    note(.negativePrices, prices.contains { $0 < 0 })
    note(.partialLastSlots, lengths.contains { $0 != $0.rounded() })
    note(.values, jobs.contains { $0.value != nil })
    note(.severalPools, problem.sites[0].pools.count > 1)
    note(.severalSites, problem.sites.count > 1)
    note(.gridLimits, problem.sites.contains { $0.gridLimit != nil })
    note(.withdrawnGPUs, problem.sites.contains { $0.pools.contains { !$0.availability.isEmpty } })
    return features
  }

  static func features(of plan: Plan) -> [ProblemFeature] {
    let problem = plan.problem
    var features: [ProblemFeature] = []
    func note(_ feature: ProblemFeature, _ holds: Bool) { if holds { features.append(feature) } }
    let entries = zip(problem.jobs, plan.schedule.assignments)
    note(
      .resumedAtACost,
      entries.contains { ($0.preemption?.restartMinutes ?? 0) > 0 && $1.map(\.runs.count) ?? 0 > 1 }
    )
    note(.declined, entries.contains { $0.value != nil && $1 == nil })
    note(.leftOut, !plan.unscheduled.isEmpty)
    let sites = zip(problem.sites, plan.evaluation.sites)
    note(
      .nearGridLimit,
      sites.contains { site, entry in
        site.gridLimit.map { limit in
          entry.slots.facilityKW.contains { $0 > 0.9 * limit.kilowatts }
        } ?? false
      })
    return features
  }

  /// GPU-hours asked for over GPU-hours there are.
  private static func load(_ problem: Problem) -> Double {
    let asked = problem.jobs.reduce(0) { $0 + Double($1.gpus) * $1.hours }
    let gpus = problem.signals.reduce(0) { $0 + $1.capacity.joined().reduce(0, +) }
    return asked / (Double(max(1, gpus)) * problem.horizon.slotHours)
  }
}
