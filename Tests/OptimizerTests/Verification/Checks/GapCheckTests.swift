import GridPricing
import Testing

@testable import Optimizer

/// Gaps over what the jobs can change, where that is a small difference of large costs.
@Suite struct GapCheckTests {
  /// - Parameter fixedCost: what the plan takes the sites to cost without jobs; it is 1000.
  private static func violations(fixedCost: Double, isLeastPower: Bool) throws -> [Violation] {
    var plan = FacilityPlan.document
    plan.status = .feasible
    plan.objective.total = 1001
    let difference = 501.0
    let bound = PlanDocument.BoundFigures(
      lower: 500, gap: difference / 1001, absoluteGap: difference,
      variableGap: difference / (1001 - fixedCost), proof: .search, pricesLower: 500)
    let facts = try ScenarioFacts(
      jobs: [], sites: [], horizon: FacilityPlan.horizon, objective: Objective(), gaps: .none)
    let sums = LedgerSums(Ledger(facts, []), facts, declined: [1001])
    var findings = Findings()
    GapCheck(
      plan: plan, bound: bound, sums: sums, fixedCost: Tally(1000),
      fixedCostTolerance: isLeastPower ? 1000 * Tolerance.leastCost : 0
    ).run(&findings)
    return findings.violations
  }

  @Test func setPointsThatWereLookedForTwiceMakeASmallDifferenceUncertain() throws {
    #expect(try Self.violations(fixedCost: 1000, isLeastPower: false) == [])
    let isFlat = 1000 * (1 + 5e-10)
    #expect(try Self.violations(fixedCost: isFlat, isLeastPower: true) == [])
    #expect(try Self.violations(fixedCost: isFlat, isLeastPower: false).map(\.code) == [.gap])
    let isWrong = 1000 * (1 - 1e-3)
    #expect(try Self.violations(fixedCost: isWrong, isLeastPower: true).map(\.code) == [.gap])
  }
}
