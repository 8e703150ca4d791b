import GridPricing
import Testing

@testable import Optimizer

/// Plans of thousands of random tiny problems against the optimum found by trying everything.
struct ExactAgainstBruteForceTests {
  static let blocks = 0..<25
  static let blockSize = 200

  @Test(arguments: blocks)
  func boundIsAtMostOptimumAndPlanIsOptimal(block: Int) {
    var generator = RandomProblems()
    generator.slots = block % 5 == 0 ? 4...7 : 3...6
    var counts: [ProblemFeature: Int] = [:]
    for seed in block * Self.blockSize..<(block + 1) * Self.blockSize {
      let problem = generator.problem(seed: UInt64(seed))
      let plan = check(problem, seed)
      for feature in ProblemFeature.features(of: problem) + ProblemFeature.features(of: plan) {
        counts[feature, default: 0] += 1
      }
    }
    for feature in ProblemFeature.allCases {
      let least = feature.isOfPlan ? 1 : Self.blockSize / 50
      #expect(counts[feature, default: 0] >= least, "too few with \(feature)")
    }
  }

  private func check(_ problem: Problem, _ seed: Int) -> Plan {
    var bruteForce = BruteForce(problem)
    let optimum = bruteForce.optimum()
    let solution = Solver().solve(problem, until: .workWithoutGain(200_000))
    let tolerance = 1e-7 * max(1e-3, abs(optimum.cost))
    let unplaced = solution.plan.unscheduled.reduce(0) {
      $0 + Double(problem.jobs[$1].gpus) * problem.jobs[$1].hours
    }
    #expect(abs(unplaced - optimum.unplacedHours) < 1e-9, "seed \(seed)")
    #expect(abs(solution.plan.cost.amount - optimum.cost) <= tolerance, "seed \(seed)")
    #expect(solution.stop == .proven, "seed \(seed)")
    guard optimum.unplacedHours == 0 else {
      #expect(solution.status == .partial && solution.lowerBound == nil, "seed \(seed)")
      return solution.plan
    }
    #expect(solution.status == .optimal, "seed \(seed)")
    for lower in [solution.lowerBound, solution.pricesLowerBound] {
      #expect(lower.map { $0.amount <= optimum.cost + tolerance } == true, "seed \(seed)")
    }
    return solution.plan
  }
}
