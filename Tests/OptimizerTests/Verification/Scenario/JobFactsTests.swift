import GridPricing
import Testing

@testable import Optimizer

@Suite struct JobFactsTests {
  private static let start = Instant(iso8601: "2026-03-01T00:00:00Z")!
  private static let horizon = Horizon(start: start, slotMinutes: 60, count: 4)

  private static func facts(of job: Job, _ transfers: Transfers) throws -> JobFacts {
    let price = PriceSeries(
      currency: "EUR", start: start, stepMinutes: 60, perMWh: [20, 40, 60, 80])
    let sites = ["home", "away"].map { id in
      Site(
        id: id, price: price, carbon: .constant(gramsPerKWh: 200),
        pools: [GPUPool(id: "p", gpus: 4)],
        tariff: Tariff(adders: [EnergyAdder(name: "network", price: .perMegawattHour(10))]))
    }
    return try ScenarioFacts(
      jobs: [job], sites: sites, horizon: horizon,
      objective: Objective(currency: "EUR", carbonPrice: .perTonne(100)), transfers: transfers,
      gaps: .none
    ).jobFacts[0]
  }

  private static let job = Job(
    id: "job", pool: "p", gpus: 1, hours: 1, powerPerGPU: .watts(1000),
    release: start.advanced(byHours: 0.5), homeSite: "home", inputGB: 1000)

  /// (.05 + .01 + .1 × .2) EUR/kWh on average.
  @Test func theNetworkPaysTheMeanOfTheDestination() throws {
    let facts = try Self.facts(
      of: Self.job, Transfers(costPerGB: .amount(0.02), kWhPerGB: 0.03))
    #expect(facts.transferCosts[0] == 0)
    #expect(abs(facts.transferCosts[1] - 1000 * (0.02 + 0.03 * 0.08)) < 1e-9)
    #expect(facts.firstSlots == [1, 1])
  }

  /// 8000 Gbit at so much per second, from the release in the middle of the first hour.
  @Test(arguments: [(8000 / 1800.0, 1), (8000 / 1801.0, 2), (8000 / 5400.0, 2), (0.001, 4)])
  func theInputArrivesBeforeTheStart(gigabitsPerSecond: Double, slot: Int) throws {
    let facts = try Self.facts(
      of: Self.job, Transfers(gigabitsPerSecond: gigabitsPerSecond))
    #expect(facts.firstSlots == [1, slot])
  }

  @Test func whatRunsAlreadyNeitherWaitsNorMoves() throws {
    var job = Self.job
    job.running = RunningState(since: Self.start, site: "away", remainingHours: 0.25)
    let facts = try Self.facts(
      of: job, Transfers(costPerGB: .amount(1), gigabitsPerSecond: 0.001))
    #expect(facts.transferCosts == [0, 0])
    #expect(facts.firstSlots == [0, 0])
    #expect(facts.workHours == 0.25)
  }

  @Test func latenessBeginsWhenTheJobIsDue() throws {
    var job = Self.job
    job.due = Self.start.advanced(byHours: 1.25)
    job.latenessCostPerHour = .amount(8)
    let lateness = try Self.facts(of: job, Transfers()).lateness
    #expect(lateness.cost(finish: 1.25) == 0)
    #expect(lateness.cost(finish: 1.5) == 2)
    #expect(try Self.facts(of: Self.job, Transfers()).lateness.cost(finish: 4) == 0)
  }
}
