import GridPricing
import Testing

@testable import Optimizer

struct JobPrecisionTests {
  @Test(
    arguments: [
      (5, 0.166667, 2.0, "six decimals of ten minutes"), (1, 0.016667, 1.0, "of a minute"),
      (60, 0.3333333, 1.0 / 3, "of twenty minutes"), (15, 11.3, 45.2, "whole steps already"),
      (1, 1e-6, 1.0 / 15_000, "never less than a step"),
    ])
  func hoursMeanTheEdgeThatTheyAreNextTo(
    slotMinutes: Int, hours: Double, slots: Double, reason: String
  ) throws {
    let horizon = Horizon(start: TinyProblem.start, slotMinutes: slotMinutes, count: 100)
    let problem = try Problem(
      jobs: [TinyProblem.job("a", hours: hours)],
      sites: [TinyProblem.site(prices: [Double](repeating: 50, count: 100))], horizon: horizon)
    let window = JobWindow(problem.jobs[0], on: horizon)
    #expect(abs(window.workSlots - slots) < 1e-9, "\(reason)")
  }

  @Test(arguments: [1, 2, 5, 7, 15, 30, 60, 61, 1440, 10_000])
  func theStepDividesAMinuteAndIsMoreThanNothing(slotMinutes: Int) {
    let horizon = Horizon(start: TinyProblem.start, slotMinutes: slotMinutes, count: 1)
    let step = horizon.durationStep
    #expect(60_000 % step == 0)
    #expect(step >= 4)
    #expect(Double(step) > JobWindow.tolerance * Double(horizon.slotMilliseconds))
  }

  /// The last slot is used for so short a time that rounding might lose it.
  @Test(arguments: [1, 5, 60], [1e-7, 9e-7, 1.1e-6, 5e-6, 1e-5, 1e-4])
  func plansWithABarelyUsedLastSlotAreSound(slotMinutes: Int, excess: Double) throws {
    let prices = (0..<12).map { slot in Double((slot * 7) % 12) - 4 }
    let hours = (1 + excess) * Double(slotMinutes) / 60
    let preemption = Preemption(restartMinutes: 1.5e-6 * Double(slotMinutes))
    let problem = try Problem(
      jobs: [
        TinyProblem.job("a", hours: hours), TinyProblem.job("b", hours: hours, preemption: .init()),
        TinyProblem.job("c", hours: hours, preemption: preemption),
      ],
      sites: [
        Site(
          id: "fra1",
          price: PriceSeries(
            currency: "EUR", start: TinyProblem.start, stepMinutes: slotMinutes, perMWh: prices),
          pools: [GPUPool(id: "h200", gpus: 8)])
      ], horizon: Horizon(start: TinyProblem.start, slotMinutes: slotMinutes, count: 12))
    let solution = Solver().solve(problem)
    let report = Verification(of: problem).report(
      on: solution.document(generator: .init(version: "0", seed: 1)))
    #expect(report.violations == [])
  }

  @Test func aPieceShorterThanNothingMayNotBeginAtTheDeadline() {
    let horizon = Horizon(start: TinyProblem.start, slotMinutes: 60, count: 24)
    let window = JobWindow(TinyProblem.job("a", hours: 1e-9), on: horizon)
    #expect(window.latestStart == 23)
  }
}
