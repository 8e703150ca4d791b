import Testing

@testable import Optimizer

/// The verifier on what the planner makes of random problems with every kind of job.
@Suite struct PlannedKindsTests {
  @Test(arguments: 0..<20)
  func plansAreSound(block: UInt64) {
    for seed in block * 20..<block * 20 + 20 {
      let problem = RandomKinds().problem(seed: seed)
      let solution = Solver(SolverParameters(threads: 1)).solve(
        problem, until: .first(of: [.gap(0), .workWithoutGain(2000)]))
      let plan = solution.document(generator: .init(version: "test", seed: 1))
      let report = Verification(of: problem).report(on: plan)
      #expect(report.violations.map(\.description) == [], "seed \(seed)")
      #expect(report.checkedBound != .refuted, "seed \(seed)")
    }
  }
}
