import GridPricing
import Testing

@testable import Optimizer

/// Problems of up to six jobs and twelve slots are planned to proof by default; larger ones take a release build,
/// see `Benchmarks/check-optima`.
struct SmallProblemsEndOptimalTests {
  /// Problems in a block; in every third block all jobs run in one piece.
  private static let blockSize = 15

  @Test(arguments: 0..<20)
  func everyPlanIsProven(block: Int) {
    var generator = RandomProblems()
    generator.jobs = 2...6
    generator.slots = 6...12
    generator.loads = 0.35...0.85
    if block % 3 == 0 { generator.kinds = [.rigid] }
    var decided = 0
    for seed in block * Self.blockSize..<(block + 1) * Self.blockSize {
      let problem = generator.problem(seed: UInt64(100_000 + seed))
      let solution = Solver().solve(problem)
      #expect(solution.stop == .proven, "seed \(seed)")
      #expect(solution.status == (solution.plan.unscheduled.isEmpty ? .optimal : .partial))
      guard problem.jobs.allSatisfy({ $0.preemption == nil }) else { continue }
      var bruteForce = BruteForce(problem)
      guard let optimum = bruteForce.optimum(within: 500) else { continue }
      decided += 1
      let cost = solution.plan.cost.amount
      #expect(abs(cost - optimum.cost) <= 1e-7 * max(1e-3, abs(cost)), "seed \(seed)")
      #expect(solution.plan.unscheduled.isEmpty == (optimum.unplacedHours == 0), "seed \(seed)")
    }
    if block % 3 == 0 { #expect(decided >= Self.blockSize / 2) }
  }
}
