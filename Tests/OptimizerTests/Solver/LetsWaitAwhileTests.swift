import Foundation
import GridPricing
import Optimizer
import Testing

/// Without limits on GPUs or power a plan is the optimum of a published study, to the last digit.
@Suite(.enabled(if: !LetsWaitAwhile.countries.isEmpty, "../shared/data is not there"))
struct LetsWaitAwhileTests {
  @Test(arguments: LetsWaitAwhile.countries)
  func nightlyJobsSaveAsPublished(country: String) throws {
    let study = try LetsWaitAwhile(country: country)
    let expected = try LetsWaitAwhile.Expected(country: country).nightly
    var emissions: [Double] = []
    for freedom in expected.indices {
      let solution = Solver().solve(try study.nightly(freedom: freedom))
      #expect(solution.status == .optimal)
      emissions.append(try #require(solution.plan.evaluation.totals.emissionsTonnes))
    }
    for (freedom, saving) in expected.enumerated() {
      #expect(
        abs(100 * (1 - emissions[freedom] / emissions[0]) - saving) < 1e-10, "±\(freedom) slots")
    }
  }

  @Test(arguments: LetsWaitAwhile.countries, LetsWaitAwhile.Deadline.allCases)
  func machineLearningJobsSaveAsPublished(
    country: String, deadline: LetsWaitAwhile.Deadline
  ) throws {
    let study = try LetsWaitAwhile(country: country)
    let expected = try LetsWaitAwhile.Expected(country: country).machineLearning
    for isInterruptible in [false, true] {
      let problem = try study.machineLearning(
        until: deadline.slot, isInterruptible: isInterruptible)
      let solution = Solver().solve(problem)
      let saving = try #require(
        solution.document(generator: .init(version: "", seed: 1)).savings?.emissionsPercent)
      let published = try #require(expected[deadline.rawValue + (isInterruptible ? "_i" : "")])
      #expect(String(format: "%.4f", saving) == String(format: "%.4f", published))
      #expect(solution.status == .optimal)
      #expect(solution.proof == .prices)
      try expectTheLeastOfEveryWindow(solution, study)
    }
  }

  private func expectTheLeastOfEveryWindow(_ solution: Solution, _ study: LetsWaitAwhile) throws {
    let problem = solution.plan.problem
    for (number, job) in problem.jobs.enumerated() {
      let window =
        problem.horizon.firstEdge(
          notBefore: job.release!)..<problem.horizon.firstEdge(notBefore: job.deadline!)
      let least = CheapestSlots.least(
        for: job, slots: study.jobs[number].slots, in: study.intensities[window])
      let emissionsKg = try #require(solution.plan.evaluation.jobs[number]?.emissionsKg)
      #expect(abs(emissionsKg - least / 2000) <= 1e-12 * emissionsKg, "\(job.id)")
    }
  }
}
