import GridPricing
import Testing

@testable import Optimizer

/// Problems of so many jobs that few of them answer first prices, and that those without a place push
/// others out.
@Suite struct ManyJobsTests {
  /// Jobs of one GPU in lanes that are full to some nine tenths, in windows of one to three durations.
  private func problem(lanes: Int, slots: Int) throws -> Problem {
    var random = RandomSource(seed: 11)
    var jobs: [Job] = []
    for _ in 0..<lanes {
      var slot = random.below(3)
      while true {
        let length = 2 + random.below(9)
        guard slot + length <= slots else { break }
        let release = max(0, slot - random.below(1 + length))
        let deadline = min(slots, slot + length + random.below(1 + length))
        jobs.append(
          Job(
            id: "job-\(jobs.count)", pool: "h200", gpus: 1, hours: Double(length),
            powerPerGPU: .watts(Double(400 + random.below(400))),
            release: TinyProblem.hour(Double(release)),
            deadline: TinyProblem.hour(Double(deadline))))
        slot += length + random.below(2)
      }
    }
    let prices = (0..<slots).map { slot in 20 + 3.5 * Double(slot * 7 % 24) }
    return try TinyProblem.problem(
      jobs, TinyProblem.site(prices: prices, gpus: lanes), slots: slots)
  }

  @Test func jobsWithoutAPlacePushOthersOut() throws {
    let problem = try problem(lanes: 20, slots: 120).compiled
    var state = SearchState(problem)
    var insertion = Insertion(problem)
    var ejection = Ejection(problem)
    let rows = PriceRows(problem, nil)
    #expect(!state.unplacedJobs.isEmpty)
    ejection.repair(&state, &insertion, rows: rows, actual: rows) { false }
    #expect(state.unplacedJobs.isEmpty && state.isWithinRoom)
  }

  @Test(arguments: [1, 3, 8])
  func samplesShareAllJobs(stride: Int) {
    var seen: [Int] = []
    for block in [0..<5, 5..<16, 16..<17, 17..<40] {
      for first in 0..<stride {
        seen += JobSample(stride: stride, first: first).members(of: block)
      }
    }
    #expect(seen.sorted() == Array(0..<40))
  }

  @Test func aGoodPlanIsFoundWhateverTheThreads() throws {
    let problem = try problem(lanes: 700, slots: 120)
    #expect(problem.jobs.count >= 10_000)
    let rule = StoppingRule.first(of: [.gap(0.005), .workWithoutGain(1_000_000)])
    let costs = [1, 2].map { threads in
      Solver(SolverParameters(threads: threads)).search(problem.compiled, until: rule)
    }
    #expect(costs[0].unplaced.isEmpty)
    #expect(Gap.relative(total: costs[0].cost, lower: costs[0].lower) < 0.01)
    #expect(costs[0].cost == costs[1].cost && costs[0].lower == costs[1].lower)
    #expect(costs[0].placements == costs[1].placements)
  }
}
