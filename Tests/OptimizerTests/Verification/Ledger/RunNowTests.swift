import GridPricing
import Testing

@testable import Optimizer

@Suite struct RunNowTests {
  /// Jobs at a site with 8 GPUs, eight hours.
  private static func runNow(_ jobs: [Job], startRampGPUsPerMinute: Double? = nil) throws -> RunNow
  {
    let site = Site(
      id: "fra", price: .constant(perMWh: 50, currency: "EUR"),
      pools: [GPUPool(id: "p", gpus: 8)], startRampGPUsPerMinute: startRampGPUsPerMinute)
    return RunNow(
      try ScenarioFacts(
        jobs: jobs, sites: [site], horizon: KindPlan.horizon,
        objective: Objective(currency: "EUR"), gaps: .none))
  }

  private static func job(
    _ id: String, gpus: Int = 8, hours: Double = 2, release: Double = 0, after: [String] = [],
    running: RunningState? = nil
  ) -> Job {
    Job(
      id: id, pool: "p", gpus: gpus, hours: hours, powerPerGPU: .watts(1000),
      release: KindPlan.at(release), after: after, running: running)
  }

  private static func starts(_ runNow: RunNow) -> [Int?] {
    runNow.held.map { $0?.runs[0].lowerBound }
  }

  /// The first waits for the last, and lets the second pass.
  @Test func aJobIsLookedAtOnceItsPredecessorsHaveAPlace() throws {
    let jobs = [
      Self.job("a", after: ["c"]), Self.job("b", release: 1), Self.job("c", release: 1.5),
      Self.job("d", release: 1.75),
    ]
    let runNow = try Self.runNow(jobs)
    #expect(Self.starts(runNow) == [5, 1, 3, nil])
    #expect(runNow.jobsBeyondHorizon == 1)
  }

  @Test func aJobStartsAtTheEdgeAfterItsPredecessorEnds() throws {
    let runNow = try Self.runNow([
      Self.job("a", gpus: 1, hours: 1.25), Self.job("b", gpus: 1, after: ["a"]),
    ])
    #expect(Self.starts(runNow) == [0, 2])
  }

  @Test func aJobAfterOneBeyondTheHorizonIsBeyondItToo() throws {
    let runNow = try Self.runNow([
      Self.job("a", hours: 9), Self.job("b", gpus: 1, after: ["a"]),
    ])
    #expect(Self.starts(runNow) == [nil, nil])
    #expect(runNow.lateJobs == 2)
  }

  @Test func whatRunsAlreadyGoesOnBeforeOthersStart() throws {
    let running = RunningState(since: KindPlan.at(-1), site: "fra", remainingHours: 1.5)
    let runNow = try Self.runNow([Self.job("a"), Self.job("b", running: running)])
    #expect(Self.starts(runNow) == [2, 0])
    #expect(runNow.held[1]?.lastPart == 0.5)
  }

  /// Three GPUs start at once, and two go on.
  @Test func startsAreAsFewAsTheSiteAllows() throws {
    let running = RunningState(since: KindPlan.at(-1), site: "fra", remainingHours: 4)
    let runNow = try Self.runNow(
      [
        Self.job("a", gpus: 2), Self.job("b", gpus: 1), Self.job("c", gpus: 2),
        Self.job("d", gpus: 2, hours: 6, running: running), Self.job("e", gpus: 4),
      ], startRampGPUsPerMinute: 3.0 / 60)
    #expect(Self.starts(runNow) == [0, 0, 1, 0, nil])
  }
}
