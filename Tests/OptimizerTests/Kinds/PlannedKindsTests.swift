import GridPricing
import Optimizer
import Testing

/// What is planned for tiny problems of every kind passes verification, bound included.
struct PlannedKindsTests {
  @Test(arguments: 0..<10)
  func everyPlanIsSound(block: Int) {
    for seed in 0..<20 {
      let problem = RandomKinds().problem(seed: UInt64(5_000 + 20 * block + seed))
      let solution = Solver(SolverParameters(threads: 1)).solve(
        problem, until: .first(of: [.gap(0.001), .workWithoutGain(5_000)]))
      let plan = solution.document(generator: PlanDocument.Generator(version: "0", seed: 1))
      let report = Verification(of: problem).report(on: plan)
      #expect(report.violations.map(\.description) == [], "seed \(5_000 + 20 * block + seed)")
    }
  }
}
