import GridPricing
import Testing

@testable import Optimizer

/// Each policy on examples that are worked out by hand.
@Suite struct BaselinePolicyTests {
  static let flat = [Double](repeating: 50, count: 8)

  /// The runs of each job, nil where it has none.
  private func runs(_ policy: BaselinePolicy, _ problem: Problem) -> [[Range<Int>]?] {
    policy.schedule(problem).schedule.assignments.map { $0?.runs }
  }

  private typealias Tiny = TinyProblem

  // MARK: run-now

  @Test func runNowBackfillsWithoutDelayingEarlierJobs() throws {
    let problem = try Tiny.problem(
      [
        Tiny.job("half", gpus: 4, hours: 3, release: 0),
        Tiny.job("whole", gpus: 8, hours: 2, release: 0),
        Tiny.job("short", gpus: 4, hours: 3, release: 0),
        Tiny.job("long", gpus: 4, hours: 4, release: 0),
      ], Tiny.site(prices: Self.flat + Self.flat), slots: 16)
    #expect(runs(.runNow, problem) == [[0..<3], [3..<5], [0..<3], [5..<9]])
  }

  @Test func runNowTakesJobsInOrderOfRelease() throws {
    let problem = try Tiny.problem(
      [
        Tiny.job("late", hours: 2, release: 1), Tiny.job("early", hours: 2, release: 0),
        Tiny.job("between", hours: 1, release: 0.5),
      ], Tiny.site(prices: Self.flat), slots: 8)
    #expect(runs(.runNow, problem) == [[3..<5], [0..<2], [2..<3]])
  }

  @Test func runNowIgnoresDeadlinesAndCountsLateJobs() throws {
    let problem = try Tiny.problem(
      [
        Tiny.job("a", hours: 2), Tiny.job("b", hours: 1.5, deadline: 3),
        Tiny.job("c", hours: 0.5, deadline: 1), Tiny.job("d", hours: 4),
      ], Tiny.site(prices: Self.flat), slots: 8)
    let outcome = BaselinePolicy.runNow.schedule(problem)
    #expect(outcome.schedule.assignments.map { $0?.runs } == [[0..<2], [2..<4], [4..<5], nil])
    #expect(outcome.lateJobs == 3)
    #expect(outcome.beyondHorizon == [3])
  }

  @Test func aJobBeyondTheHorizonHoldsNothing() throws {
    let problem = try Tiny.problem(
      [
        Tiny.job("a", hours: 2), Tiny.job("b", hours: 7), Tiny.job("c", hours: 6),
      ], Tiny.site(prices: Self.flat), slots: 8)
    let outcome = BaselinePolicy.runNow.schedule(problem)
    #expect(outcome.schedule.assignments.map { $0?.runs } == [[0..<2], nil, [2..<8]])
  }

  @Test func runNowChoosesTheSiteWithTheEarliestStart() throws {
    let problem = try Tiny.problem(
      [
        Tiny.job("a", hours: 2), Tiny.job("b", hours: 2), Tiny.job("c", hours: 1),
        Tiny.job("d", hours: 1, sites: ["oslo"]),
      ], Tiny.site("fra1", prices: Self.flat), Tiny.site("oslo", prices: Self.flat), slots: 8)
    let assignments = BaselinePolicy.runNow.schedule(problem).schedule.assignments
    #expect(assignments.map { $0?.site } == [0, 1, 0, 1])
    #expect(assignments.map { $0?.runs } == [[0..<2], [0..<2], [2..<3], [2..<3]])
  }

  @Test func runNowWaitsForGPUsThatAreWithdrawn() throws {
    let outage = GPUPool.Availability(start: Tiny.hour(1), end: Tiny.hour(2.5), gpus: 4)
    let problem = try Tiny.problem(
      [Tiny.job("a", gpus: 5, hours: 2), Tiny.job("b", gpus: 4, hours: 4)],
      Tiny.site(prices: Self.flat + [50], availability: [outage]), slots: 9)
    #expect(runs(.runNow, problem) == [[3..<5], [5..<9]])
  }

  @Test func runNowKeepsTheGridLimitAndMayEndInAPartialSlot() throws {
    // 10 kW in all, of which 2 are base load: 8 kW for jobs.
    let problem = try Tiny.problem(
      [
        Tiny.job("a", gpus: 6, hours: 2), Tiny.job("b", gpus: 4, hours: 1.5, release: 0),
        Tiny.job("c", gpus: 4, hours: 0.5, release: 3),
        Tiny.job("d", gpus: 6, hours: 1, release: 3),
      ], Tiny.site(prices: Self.flat, gpus: 16, baseKW: 2, limitKW: 10), slots: 8)
    // a and b would need 10 kW; d fits beside half a slot of b (2 kW), not beside c too.
    #expect(runs(.runNow, problem) == [[0..<2], [2..<4], [3..<4], [4..<5]])
  }

  @Test func preemptibleJobsRunInOnePieceNow() throws {
    let problem = try Tiny.problem(
      [
        Tiny.job("a", hours: 1, release: 1),
        Tiny.job("b", hours: 2, release: 1, preemption: Preemption(restartMinutes: 30)),
      ], Tiny.site(prices: Self.flat), slots: 8)
    #expect(runs(.runNow, problem) == [[1..<2], [2..<4]])
  }

  // MARK: earliest-deadline-first

  @Test func earliestDeadlineGoesFirst() throws {
    let problem = try Tiny.problem(
      [
        Tiny.job("none", hours: 1), Tiny.job("eight", hours: 1, deadline: 8),
        Tiny.job("three", hours: 2, release: 1, deadline: 3),
        Tiny.job("two", hours: 2, deadline: 2), Tiny.job("also three", hours: 2, deadline: 3),
      ], Tiny.site(prices: Self.flat + Self.flat), slots: 16)
    let outcome = BaselinePolicy.earliestDeadlineFirst.schedule(problem)
    #expect(
      outcome.schedule.assignments.map { $0?.runs }
        == [[7..<8], [6..<7], [4..<6], [0..<2], [2..<4]])
    #expect(outcome.lateJobs == 2)
  }

  // MARK: price-only, carbon-only

  static let prices: [Double] = [50, 40, 10, 60, 20, 20, 90, 5]
  static let carbon: [Double] = [100, 500, 500, 300, 90, 80, 400, 500]

  @Test func priceOnlyTakesTheCheapestFreeWindow() throws {
    let problem = try Tiny.problem(
      [
        Tiny.job("first", hours: 2, deadline: 7), Tiny.job("second", hours: 2, deadline: 7),
        Tiny.job("short", hours: 1), Tiny.job("none left", hours: 1, release: 4, deadline: 6),
      ], Tiny.site(prices: Self.prices, carbon: Self.carbon), slots: 8)
    let outcome = BaselinePolicy.priceOnly.schedule(problem)
    #expect(
      outcome.schedule.assignments.map { $0?.runs } == [[4..<6], [1..<3], [7..<8], [6..<7]])
    #expect(outcome.lateJobs == 1)
  }

  @Test func carbonOnlyLooksAtCarbonAlone() throws {
    let problem = try Tiny.problem(
      [Tiny.job("first", hours: 2), Tiny.job("second", hours: 1)],
      Tiny.site(prices: Self.prices, carbon: Self.carbon), slots: 8)
    #expect(runs(.carbonOnly, problem) == [[4..<6], [0..<1]])
  }

  @Test func interruptibleJobsTakeTheLowestSlots() throws {
    let problem = try Tiny.problem(
      [
        Tiny.job("free", hours: 2.5, deadline: 7, preemption: Preemption()),
        Tiny.job("costly", hours: 2, deadline: 7, preemption: Preemption(restartMinutes: 5)),
      ], Tiny.site(prices: Self.prices), slots: 8)
    #expect(runs(.priceOnly, problem) == [[2..<3, 4..<6], [0..<2]])
  }

  @Test func equalPricesMeanTheEarliestStartWhateverTheRounding() throws {
    let problem = try Tiny.problem(
      [Tiny.job("a", gpus: 1, hours: 3, release: 1)],
      Tiny.site(prices: [Double](repeating: 0.1, count: 200)), slots: 200)
    #expect(runs(.priceOnly, problem) == [[1..<4]])
  }

  @Test func priceOnlyComparesSites() throws {
    let problem = try Tiny.problem(
      [Tiny.job("a", hours: 2), Tiny.job("b", hours: 2)],
      Tiny.site("fra1", prices: [50, 50, 50, 50]), Tiny.site("oslo", prices: [60, 60, 30, 30]),
      slots: 4)
    let assignments = BaselinePolicy.priceOnly.schedule(problem).schedule.assignments
    #expect(assignments.map { $0?.site } == [1, 0])
    #expect(assignments.map { $0?.runs } == [[2..<4], [0..<2]])
  }

  @Test func carbonOnlyNeedsCarbonAtEverySite() throws {
    let problem = try Tiny.problem(
      [Tiny.job("a", hours: 2)], Tiny.site("fra1", prices: Self.prices, carbon: Self.carbon),
      Tiny.site("oslo", prices: Self.prices), slots: 8)
    #expect(BaselinePolicy.carbonOnly.obstacle(in: problem) == .noCarbonSeries(site: "oslo"))
    #expect(
      BaselinePolicy.allCases.filter { $0.obstacle(in: problem) == nil }.map(\.rawValue)
        == ["run-now", "earliest-deadline-first", "price-only", "wait-awhile"])
  }

  @Test func schedulingByMissingCarbonIsAProgrammersMistake() async {
    await #expect(processExitsWith: .failure) {
      let problem = try TinyProblem.problem(
        [TinyProblem.job("a", hours: 1)], TinyProblem.site(prices: [1, 1]), slots: 2)
      _ = BaselinePolicy.carbonOnly.schedule(problem)
    }
  }

  // MARK: wait-awhile

  @Test func waitsForALowSlot() throws {
    // Window 0..<8: the three lowest of eight (nearest rank) are at most 20.
    let problem = try Tiny.problem(
      [Tiny.job("a", hours: 1), Tiny.job("b", hours: 1), Tiny.job("c", hours: 3)],
      Tiny.site(prices: Self.prices), slots: 8)
    #expect(runs(.waitAwhile, problem) == [[2..<3], [4..<5], [5..<8]])
  }

  @Test func waitsNoLongerThanItsDeadlineAllows() throws {
    let problem = try Tiny.problem(
      [Tiny.job("a", hours: 2.5, deadline: 4)],
      Tiny.site(prices: [55, 60, 50, 10]), slots: 4)
    #expect(runs(.waitAwhile, problem) == [[1..<4]])
  }

  @Test func carbonGoesBeforePrice() throws {
    let problem = try Tiny.problem(
      [Tiny.job("a", hours: 1, release: 1, deadline: 8)],
      Tiny.site(prices: Self.prices, carbon: Self.carbon), slots: 8)
    #expect(runs(.waitAwhile, problem) == [[3..<4]])
  }

  @Test func pausesWhileTheSignalIsHigh() throws {
    let problem = try Tiny.problem(
      [Tiny.job("a", hours: 4, preemption: Preemption())],
      Tiny.site(prices: [90, 10, 10, 90, 90, 90, 10, 90]), slots: 8)
    // One slot of slack is left after the third low slot; the last high one is taken for want of it.
    #expect(runs(.waitAwhile, problem) == [[1..<3, 6..<8]])
  }

  @Test func aRestartIsPaidForBeforeThePauseBegins() throws {
    let prices: [Double] = [90, 10, 90, 90, 90, 90, 10, 10]
    func runs(restart: Double, minimum: Double = 0) throws -> [Range<Int>]? {
      let preemption = Preemption(minimumRunMinutes: minimum, restartMinutes: restart)
      let problem = try Tiny.problem(
        [Tiny.job("a", hours: 2, preemption: preemption)], Tiny.site(prices: prices), slots: 8)
      return self.runs(.waitAwhile, problem)[0]
    }
    #expect(try runs(restart: 30) == [1..<2, 6..<8])
    #expect(try runs(restart: 60, minimum: 120) == [1..<3])
    #expect(try runs(restart: 360) == [1..<3])
  }
}
