import GridPricing
import Testing

@testable import Optimizer

/// One line per job on why it stands where it does.
@Suite struct ExplanationTests {
  private typealias Tiny = TinyProblem

  /// Job 0 alone counts; it starts at `start`, in one piece, or is declined.
  private func reason(
    _ job: Job, start: Int?, prices: [Double] = [50, 20, 40, 60, 10, 10],
    limitKW: Double? = nil, scarceGPUs: [Int: Double] = [:], scarcePower: [Int: Double] = [:]
  ) throws -> String {
    let problem = try Tiny.problem(
      [job], Tiny.site(prices: prices, limitKW: limitKW), slots: prices.count)
    var market = MarketPrices.free(for: problem.compiled)
    for (slot, price) in scarceGPUs { market.gpu[slot] = price }
    for (slot, price) in scarcePower { market.power[slot] = price }
    var explanation = Explanation(problem, market)
    return explanation.reason(
      job: 0, placement: ConflictTests.placements(problem, [start])[0])
  }

  @Test func cheapestHours() throws {
    #expect(try reason(Tiny.job("a", hours: 2), start: 4) == "runs at its cheapest hours")
  }

  @Test func equalCostElsewhereIsNoReason() throws {
    #expect(
      try reason(Tiny.job("a", hours: 1, release: 4), start: 5) == "runs at its cheapest hours")
  }

  @Test func aDeadlineBeforeTheCheapHours() throws {
    #expect(
      try reason(Tiny.job("a", hours: 2, deadline: 4), start: 1)
        == "the deadline forces it: from 2026-01-12T04:00:00Z on it would cost 0.16 EUR "
        + "instead of 0.48 EUR")
  }

  @Test func aDeadlineBeforeTheCheapHoursOfAnInterruptibleJob() throws {
    #expect(
      try reason(Tiny.job("a", hours: 2, deadline: 3, preemption: Preemption()), start: 1)
        == "the deadline forces it: from 2026-01-12T04:00:00Z on it would cost 0.16 EUR "
        + "instead of 0.48 EUR")
  }

  @Test func aCheapestPlaceThatWasTakenNamesPoolAndHours() throws {
    #expect(
      try reason(
        Tiny.job("a", hours: 2), start: 1, scarceGPUs: [3: 0.01, 4: 0.02, 5: 0.03])
        == "its cheapest place, at 2026-01-12T04:00:00Z for 0.16 EUR instead of 0.48 EUR, was "
        + "taken: pool \"h200\" at \"fra1\" is scarce between 2026-01-12T04:00:00Z and "
        + "2026-01-12T06:00:00Z, up to 0.03 EUR per GPU-hour")
  }

  @Test func powerMayBeWhatIsScarce() throws {
    #expect(
      try reason(
        Tiny.job("a", hours: 2), start: 1, limitKW: 8, scarceGPUs: [4: 0.001],
        scarcePower: [4: 0.02])
        == "its cheapest place, at 2026-01-12T04:00:00Z for 0.16 EUR instead of 0.48 EUR, was "
        + "taken: power at \"fra1\" is scarce between 2026-01-12T04:00:00Z and "
        + "2026-01-12T05:00:00Z, up to 0.02 EUR per kWh")
  }

  @Test func withoutAPriceNothingIsCalledScarce() throws {
    #expect(
      try reason(Tiny.job("a", hours: 2), start: 1)
        == "its cheapest place, at 2026-01-12T04:00:00Z for 0.16 EUR instead of 0.48 EUR, was taken"
    )
  }

  @Test func aValueBelowTheCheapestCost() throws {
    #expect(
      try reason(Tiny.job("a", hours: 2, value: 0.1), start: nil)
        == "declined: its value 0.1 EUR is below its cheapest cost 0.16 EUR")
  }

  @Test func aValueBelowTheCostAtScarceHours() throws {
    let scarce = Dictionary(uniqueKeysWithValues: (0..<6).map { ($0, 0.1) })
    #expect(
      try reason(Tiny.job("a", hours: 2, value: 0.5), start: nil, scarceGPUs: scarce)
        == "declined: its value 0.5 EUR is below 1.76 EUR, its cheapest cost at the prices of "
        + "scarce hours")
  }

  @Test func aValueThatNoFreePlaceWasWorth() throws {
    #expect(
      try reason(Tiny.job("a", hours: 2, value: 5), start: nil)
        == "declined: no place that costs less than its value 5.0 EUR was free")
  }

  @Test func theCheapestSiteCounts() throws {
    let problem = try Tiny.problem(
      [Tiny.job("a", hours: 1)], Tiny.site("fra1", prices: [50, 50]),
      Tiny.site("oslo", prices: [50, 30]), slots: 2)
    var market = MarketPrices.free(for: problem.compiled)
    market.gpu[3] = 0.5
    let placement = Placement(option: 0, start: 0, count: 1)
    var explanation = Explanation(problem, market)
    #expect(
      explanation.reason(job: 0, placement: placement)
        == "its cheapest place, at 2026-01-12T01:00:00Z for 0.24 EUR instead of 0.4 EUR, was "
        + "taken: pool \"h200\" at \"oslo\" is scarce between 2026-01-12T01:00:00Z and "
        + "2026-01-12T02:00:00Z, up to 0.5 EUR per GPU-hour")
  }

  /// Whatever a search leaves behind, every job gets one line.
  @Test func everyJobOfARandomPlanHasOneLine() throws {
    var random = RandomSource(seed: 12)
    for _ in 0..<100 {
      let problem = try TinyProblem.random(&random)
      var market = MarketPrices.free(for: problem.compiled)
      for index in market.gpu.indices where random.below(3) == 0 {
        market.gpu[index] = random.unit()
      }
      var state = SearchState(problem.compiled)
      var insertion = Insertion(problem.compiled)
      let rows = PriceRows(problem.compiled, nil)
      var explanation = Explanation(problem, market)
      for job in problem.jobs.indices {
        if let found = insertion.best(problem.compiled.jobs[job], state.occupancy, rows) {
          state.place(job, found)
        }
        let line = explanation.reason(job: job, placement: state.placements[job])
        #expect(!line.isEmpty && !line.contains("\n"))
        if job == 0 { #expect(!line.hasPrefix("its cheapest place") || !state.isFirstChoice(0)) }
      }
    }
  }
}

extension SearchState {
  /// The first job finds everything free, so that it stands at its cheapest place unless capacity
  /// or a limit alone forbids it.
  fileprivate func isFirstChoice(_ job: Int) -> Bool {
    let option = problem.options[problem.jobs[job].options.lowerBound]
    let slots = option.firstSlot..<option.endSlot
    return problem.jobs[job].options.count == 1 && option.interruption == .never
      && !problem.isPowerLimited[option.site]
      && slots.allSatisfy { problem.capacity[option.pool * problem.slotCount + $0] >= option.gpus }
  }
}
