import Testing

@testable import Optimizer

struct StoppingRuleTests {
  @Test func theShareOfTheTimeIsThatOfTheShortestLimit() {
    var progress = SearchProgress()
    progress.elapsed = .seconds(3)
    let rule = StoppingRule.first(of: [
      .gap(0.1), .runtime(.seconds(10)), .workWithoutGain(1), .runtime(.seconds(30)),
    ])
    #expect(rule.timeShare(progress) == 0.3)
    #expect(StoppingRule.standard.timeShare(progress) == 0)
    #expect(StoppingRule.runtime(.zero).timeShare(progress) == 1)
  }
}
