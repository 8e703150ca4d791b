import GridPricing
import Testing

@testable import Optimizer

struct ListSchedulingTests {
  /// Running costs 0.1 EUR a GPU-hour; the first job is worth less than that.
  @Test(arguments: [true, false])
  func whatAJobThatMustRunWaitsForIsNotDeclined(isWaitedFor: Bool) throws {
    let first = TinyProblem.job("first", gpus: 1, hours: 1, value: 0.01)
    var second = TinyProblem.job("second", gpus: 1, hours: 1)
    second.after = isWaitedFor ? ["first"] : []
    let site = TinyProblem.site(prices: [100, 100, 100], gpus: 1)
    let problem = try TinyProblem.problem([first, second], site, slots: 3).compiled
    let rows = PriceRows(problem, nil)
    let state = ListScheduling(problem: problem).schedule(
      rows: rows, actual: rows, costs: nil, shouldStop: { false })
    #expect(state.placements.map(\.isPlaced) == [isWaitedFor, true])
  }
}
