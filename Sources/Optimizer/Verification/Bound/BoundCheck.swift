/// Recomputes the bound from the shadow prices, and checks what the plan says of it.
struct BoundCheck {
  let plan: PlanDocument
  let facts: ScenarioFacts
  let lists: ListCheck
  let sums: LedgerSums
  /// Of run-now.
  let baseline: LedgerSums
  /// What the sites would cost without any job.
  let fixedCost: Tally

  private(set) var checked = VerificationReport.CheckedBound.absent
  private(set) var pricesLower: Double?
  private(set) var notes: [String] = []

  init(
    _ plan: PlanDocument, _ facts: ScenarioFacts, _ lists: ListCheck, sums: LedgerSums,
    baseline: LedgerSums, fixedCost: Tally
  ) {
    self.plan = plan
    self.facts = facts
    self.lists = lists
    self.sums = sums
    self.baseline = baseline
    self.fixedCost = fixedCost
  }

  mutating func run(_ findings: inout Findings) {
    let before = findings.violations.count
    let prices = ShadowPriceCheck(plan, facts, lists, &findings).bySite
    guard let bound = plan.bound else { return }
    checked = bound.proof == .search ? .claimed : .proven
    if bound.proof == .search {
      notes.append("bound.lower rests on search: claimed, not checked")
    }
    if let prices {
      checkPrices(bound, PriceBound(facts, prices), &findings)
    } else {
      findings.add(
        .pricesLower, .document(field: "bound.pricesLower"),
        "claimed \(bound.pricesLower), without usable shadow prices nothing proves it")
    }
    checkLower(bound, &findings)
    GapCheck(
      plan: plan, bound: bound, sums: sums, fixedCost: fixedCost,
      fixedCostTolerance: facts.hasLiquidCooling ? Tolerance.leastCost * fixedCost.magnitude : 0
    ).run(&findings)
    if findings.violations.count > before { checked = .refuted }
  }

  /// The size of what is at stake: all costs, those of run-now because a plan may cost nothing, and the
  /// values of the jobs that have one.
  private var scale: Double {
    sums.total.magnitude + baseline.total.magnitude
      + facts.jobs.reduce(0) { $0 + ($1.value?.amount ?? 0) }
  }

  /// The claim is what the prices prove.
  private mutating func checkPrices(
    _ bound: PlanDocument.BoundFigures, _ recomputed: PriceBound, _ findings: inout Findings
  ) {
    let place = Violation.Place.document(field: "bound.pricesLower")
    let magnitude = recomputed.upper.magnitude
    guard magnitude <= Tolerance.cancellation * scale else {
      findings.add(
        .shadowPrice, place,
        "claimed \(bound.pricesLower) from terms of \(magnitude) in all: rounding hides the rest")
      return
    }
    let low = recomputed.lower.value
    let high = recomputed.upper.value
    pricesLower = low
    let claimed = bound.pricesLower
    let hasTank = facts.sites.contains { $0.tank != nil }
    let relative = hasTank ? Tolerance.relativeWithTank : Tolerance.relative
    let rounding = facts.hasLiquidCooling ? Tolerance.leastPower : Tolerance.rounding
    let tolerance = relative * max(abs(low), abs(high)) + rounding * magnitude
    if !(claimed <= high + tolerance) {
      findings.add(.pricesLower, place, "claimed \(claimed), recomputed \(high)")
    } else if claimed > low + tolerance {
      checked = .claimed
      notes.append(
        "bound.pricesLower \(claimed) lies between \(low) and \(high): \(recomputed.estimatedJobs) "
          + "jobs are too large for an exact minimum, so that it is claimed, not checked")
    } else if claimed < low - tolerance {
      // A planner may use less than the minimum of some kinds of jobs, or of a plant whose curve it
      // approaches from below in another way.
      if recomputed.hasLooseMinima || facts.hasLiquidCooling {
        notes.append("bound.pricesLower \(claimed) is less than the shadow prices prove, \(low)")
      } else {
        findings.add(.pricesLower, place, "claimed \(claimed), recomputed \(low)")
      }
    }
  }

  /// lower ≤ total; and it is pricesLower, or above that by search.
  private func checkLower(_ bound: PlanDocument.BoundFigures, _ findings: inout Findings) {
    let place = Violation.Place.document(field: "bound.lower")
    let total = sums.total.value
    let tolerance = Tolerance.relative * sums.total.magnitude
    if !(bound.lower <= total + tolerance) {
      findings.add(
        .boundLower, place, "claimed \(bound.lower), above the plan's recomputed cost \(total)")
    }
    let rounding = Tolerance.arithmetic * max(abs(bound.lower), abs(bound.pricesLower))
    let difference = bound.lower - bound.pricesLower
    if bound.proof == .prices, !(abs(difference) <= rounding) {
      findings.add(
        .boundLower, place,
        "claimed \(bound.lower) with proof prices, the prices give \(bound.pricesLower)")
    }
    if bound.proof == .search, !(difference >= -rounding) {
      findings.add(
        .boundLower, place,
        "claimed \(bound.lower) by search, below what the prices give, \(bound.pricesLower)")
    }
  }
}
