/// The plans of independent scenarios in one currency, added up.
///
/// Absent is not zero: a figure that one of the plans lacks, although the scenario has something to
/// count, is missing in the sum as well.
public struct FleetSum: Sendable, Equatable {
  /// Energy and the like of all plans together.
  public struct Totals: Sendable, Equatable {
    public var energyMWh = 0.0
    public var itEnergyMWh = 0.0
    /// Of the plans with liquid-cooled sites; nil where none has any.
    public var coolingEnergyMWh: Double?
    /// Nil where a plan does not know its emissions.
    public var emissionsTonnes: Double?
    /// Of the plans with liquid-cooled sites; nil where none has any.
    public var waterM3: Double?
    /// The peaks of the plans, which need not fall into the same hour: no less than the peak of all.
    public var sumOfPeaksKW = 0.0

    /// Facility over IT energy; nil without IT energy.
    public var pue: Double? { itEnergyMWh > 0 ? energyMWh / itEnergyMWh : nil }
  }

  /// What no plans of the same scenarios undercut.
  public struct Bound: Sendable, Equatable {
    public var lower: Double
    /// (total − lower) / max(|total|, |lower|); nil where both are negligible.
    public var gap: Double?
    /// total − lower.
    public var absoluteGap: Double
    /// What the shadow prices in the plans prove.
    public var pricesLower: Double
  }

  /// What the run-now policy would cost.
  public struct Baseline: Sendable, Equatable {
    public var lateJobs: Int
    public var objective: PlanDocument.ObjectiveFigures
    public var totals: Totals
  }

  /// How many plans it adds up.
  public let plans: Int
  public let objective: PlanDocument.ObjectiveFigures
  /// Absent where a plan has none.
  public let bound: Bound?
  public let totals: Totals
  /// Absent where a plan has none.
  public let baseline: Baseline?
  /// Absent where a plan cannot be compared with its baseline.
  public let savings: PlanDocument.SavingFigures?
  public let jobs: PlanFigures.JobCounts

  /// One sum for each currency, in alphabetical order; each adds in the order of the plans.
  public static func byCurrency(_ plans: [PlanFigures]) -> [FleetSum] {
    let currencies = Set(plans.map(\.objective.currency)).sorted()
    return currencies.map { currency in
      FleetSum(plans.filter { $0.objective.currency == currency }, currency: currency)
    }
  }

  private init(_ plans: [PlanFigures], currency: String) {
    self.plans = plans.count
    objective = .sum(of: plans.map(\.objective), currency: currency)
    totals = Totals(plans.map(\.totals))
    jobs = plans.map(\.jobs).reduce(.init(), +)
    bound = Bound(plans, total: objective.total)
    let baselines = plans.compactMap(\.baseline)
    baseline =
      baselines.count < plans.count
      ? nil
      : Baseline(
        lateJobs: baselines.reduce(0) { $0 + $1.lateJobs },
        objective: .sum(of: baselines.map(\.objective), currency: currency),
        totals: Totals(baselines.map(\.totals)))
    let isComparable = plans.allSatisfy { $0.savings != nil }
    savings =
      isComparable
      ? baseline.map { [objective, totals] in
        PlanDocument.SavingFigures(
          cost: ($0.objective.total, objective.total),
          emissions: ($0.totals.emissionsTonnes, totals.emissionsTonnes),
          energy: ($0.totals.energyMWh, totals.energyMWh))
      } : nil
  }
}

extension FleetSum.Totals {
  fileprivate init(_ plans: [PlanDocument.TotalFigures]) {
    for plan in plans {
      energyMWh += plan.energyMWh
      itEnergyMWh += plan.itEnergyMWh
      sumOfPeaksKW += plan.peakGridKW
    }
    let (cooling, water) = (plans.compactMap(\.coolingEnergyMWh), plans.compactMap(\.waterM3))
    coolingEnergyMWh = cooling.isEmpty ? nil : cooling.reduce(0, +)
    waterM3 = water.isEmpty ? nil : water.reduce(0, +)
    let emissions = plans.compactMap(\.emissionsTonnes)
    emissionsTonnes = emissions.count < plans.count ? nil : emissions.reduce(0, +)
  }
}

extension FleetSum.Bound {
  fileprivate init?(_ plans: [PlanFigures], total: Double) {
    let bounds = plans.compactMap(\.bound)
    guard bounds.count == plans.count else { return nil }
    lower = bounds.reduce(0) { $0 + $1.lower }
    absoluteGap = bounds.reduce(0) { $0 + $1.absoluteGap }
    pricesLower = bounds.reduce(0) { $0 + $1.pricesLower }
    let absolute = plans.reduce(0) { $0 + abs($1.objective.total) }
    let isNegligible = max(abs(total), abs(lower)) < 1e-6 * absolute
    gap = isNegligible ? nil : Gap.relative(total: total, lower: lower)
  }
}

extension PlanDocument.ObjectiveFigures {
  fileprivate static func sum(of figures: [Self], currency: String) -> Self {
    figures.reduce(into: Self(currency: currency)) { sum, figures in
      sum.total += figures.total
      sum.energyCost += figures.energyCost
      sum.carbonCost += figures.carbonCost
      sum.demandCost += figures.demandCost
      sum.cyclingCost += figures.cyclingCost
      sum.waterCost += figures.waterCost
      sum.latenessCost += figures.latenessCost
      sum.transferCost += figures.transferCost
      sum.declined += figures.declined
    }
  }
}
