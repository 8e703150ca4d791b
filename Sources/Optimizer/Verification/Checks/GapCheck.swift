/// Checks the arithmetic of the gaps, which follow from the claimed total and bound.
///
/// Total and bound are checked on their own; here the claims must agree with each other.
struct GapCheck {
  let plan: PlanDocument
  let bound: PlanDocument.BoundFigures
  let sums: LedgerSums
  /// What the sites would cost without any job.
  let fixedCost: Tally
  /// How far that may lie from the planner's: more than rounding where set points were looked for.
  let fixedCostTolerance: Double

  func run(_ findings: inout Findings) {
    let total = plan.objective.total
    let difference = total - bound.lower
    let size = max(abs(total), abs(bound.lower))
    if !(abs(bound.absoluteGap - difference) <= Tolerance.arithmetic * size) {
      findings.add(
        .gap, .document(field: "bound.absoluteGap"),
        "claimed \(bound.absoluteGap), recomputed \(difference)")
    }
    checkGap(difference, over: size, &findings)
    checkVariableGap(difference, total: total, size: size, &findings)
    checkOptimal(difference, over: size, &findings)
  }

  /// The sum of absolute costs, term by term: the measure of what is negligible.
  private var costs: Double { sums.total.magnitude }

  /// Over max(|total|, |lower|); absent where both are negligible.
  private func checkGap(_ difference: Double, over size: Double, _ findings: inout Findings) {
    let place = Violation.Place.document(field: "bound.gap")
    // Costs may cancel before their signs are dropped: between the two readings both are right.
    let least =
      abs(sums.energyCost.value + sums.carbonCost.value) + sums.demandCost.value
      + sums.cyclingCost.value + sums.waterCost.value + sums.latenessCost.value
      + abs(sums.transferCost.value) + sums.declined.value
    let mustBeThere = size > 0 && size >= Tolerance.negligible * costs * (1 + Tolerance.relative)
    let mayBeThere = size > 0 && size >= Tolerance.negligible * least * (1 - Tolerance.relative)
    guard let claimed = bound.gap else {
      if mustBeThere {
        findings.add(.absent, place, "claimed nothing, recomputed \(difference / size)")
      }
      return
    }
    if size == 0 {
      if claimed != 0 { findings.add(.gap, place, "claimed \(claimed), total and bound are zero") }
    } else if !mayBeThere {
      findings.add(.unexpected, place, "claimed \(claimed), total and bound are negligible")
    } else if !(abs(claimed - difference / size) <= Tolerance.arithmetic) {
      findings.add(.gap, place, "claimed \(claimed), recomputed \(difference / size)")
    }
  }

  /// Over what the jobs can change: the total less the cost of the sites without jobs.
  private func checkVariableGap(
    _ difference: Double, total: Double, size: Double, _ findings: inout Findings
  ) {
    let place = Violation.Place.document(field: "bound.variableGap")
    let variable = total - fixedCost.value
    // The cost without jobs is recomputed, so the denominator may be off by that much.
    let rounding = Tolerance.rounding * (costs + fixedCost.magnitude) + fixedCostTolerance
    let isNegligible = !(variable > Tolerance.negligible * costs + fixedCostTolerance)
    guard let claimed = bound.variableGap else {
      if !isNegligible {
        findings.add(.absent, place, "claimed nothing, recomputed \(difference / variable)")
      }
      return
    }
    if isNegligible, abs(variable) <= rounding {
      if fixedCostTolerance == 0 {
        findings.add(.unexpected, place, "claimed \(claimed), the jobs can change nothing")
      }
      return
    }
    // Where jobs earn money the denominator is negative: the ratio then has either sign.
    let ratio = difference / variable
    let allowed =
      Tolerance.arithmetic * (1 + size / abs(variable))
      + abs(ratio) * rounding / max(abs(variable) - rounding, rounding)
    let isEqual = abs(claimed - ratio) <= allowed
    let isOpposite = variable < 0 && abs(claimed + ratio) <= allowed
    if !(isEqual || isOpposite) {
      findings.add(.gap, place, "claimed \(claimed), recomputed \(ratio)")
    }
  }

  private func checkOptimal(_ difference: Double, over size: Double, _ findings: inout Findings) {
    guard plan.status == .optimal else { return }
    let limit = Tolerance.optimalGap + Tolerance.arithmetic
    let isSmall = difference <= limit * size || difference <= Tolerance.negligible * limit * costs
    if !isSmall {
      findings.add(
        .status, .document(field: "status"),
        "claimed optimal with a gap of \(difference / size), the most is \(Tolerance.optimalGap)")
    }
  }
}
