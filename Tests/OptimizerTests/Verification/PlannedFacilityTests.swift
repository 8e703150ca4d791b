import GridPricing
import Testing

@testable import Optimizer

/// Plans of the solver for sites with batteries, panels and tariffs.
@Suite struct PlannedFacilityTests {
  @Test(arguments: 0..<60)
  func aPlanOfTheSolverIsSound(seed: Int) throws {
    var example = FacilityExample(seed: UInt64(seed))
    let problem = try example.problem()
    let solution = Solver().solve(problem, until: .workWithoutGain(2000))
    let plan = solution.document(generator: .init(version: "test", seed: 1))
    let report = Verification(of: problem).report(on: plan)
    #expect(report.violations.map(\.description) == [], "\(plan.status)")
    print(seed, plan.status, plan.objective.total, plan.bound.map { ($0.pricesLower, $0.lower) } as Any, report.figures.pricesLower as Any)
  }
}
