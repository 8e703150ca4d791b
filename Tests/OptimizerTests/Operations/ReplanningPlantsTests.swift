import GridPricing
import Testing

@testable import Optimizer

/// New plans from earlier ones where a plant has a battery, a tank, a ramp limit and a demand charge.
struct ReplanningPlantsTests {
  private static let start = Instant(iso8601: "2026-07-20T00:00:00Z")!
  private static let series = SyntheticSeries(profile: .solarHeavy, start: start, days: 3, seed: 3)
  private static let plant = try! CoolingPlant(.nvl72Dry, nominalIT: .kilowatts(60))
  private static let chargePerKW = 0.5
  private let solver = Solver(SolverParameters(threads: 1))
  private let quick = StoppingRule.first(of: [.gap(0.02), .workWithoutGain(1)])

  /// A day from an hour on.
  private func problem(from hour: Int = 0, slotMinutes: Int = 120) throws -> Problem {
    var site = Site(
      id: "plant", price: Self.series.price, weather: Self.series.weather,
      pools: [GPUPool(id: "gpu", gpus: 36)], itBase: .kilowatts(6),
      cooling: .liquid(LiquidCooling(plant: Self.plant)))
    site.tariff.demandCharges = [
      DemandCharge(
        name: "month", pricePerKilowatt: Self.chargePerKW, meteringMinutes: 240,
        peakSoFar: .kilowatts(20))
    ]
    site.battery = Battery(capacity: .kilowattHours(20), power: .kilowatts(8))
    site.thermalStorage = ThermalStorage(capacity: .kilowattHours(40), power: .kilowatts(15))
    site.rampPerMinute = .kilowatts(0.2)
    let horizon = Horizon(
      start: Self.start.advanced(byHours: Double(hour)), slotMinutes: slotMinutes,
      count: 24 * 60 / slotMinutes)
    let jobs = (0..<12).map { number in
      Job(
        id: "job-\(number)", pool: "gpu", gpus: 8 + number % 3, hours: 2 + Double(number % 4),
        powerPerGPU: .watts(700))
    }
    return try Problem(
      jobs: jobs, sites: [site], horizon: horizon, objective: Objective(currency: "EUR"))
  }

  private func document(_ solution: Solution) -> PlanDocument {
    solution.document(generator: .init(version: "test", seed: 1))
  }

  private func expectNoViolations(_ plan: PlanDocument, _ problem: Problem) {
    #expect(Verification(of: problem).report(on: plan).violations.map(\.description) == [])
  }

  @Test func pricesOfAPlanAreThoseOfItsMarket() throws {
    let problem = try problem()
    let old = document(solver.solve(problem, until: quick))
    let prices = try #require(MarketPrices(of: old, in: problem))
    let facility = try #require(prices.facilities[0])
    #expect(facility.battery.contains { $0 != 0 } && facility.tank.contains { $0 != 0 })
    #expect(facility.demand[0].contains { $0 > 0 } && facility.ramp.contains { $0 != 0 })
    #expect(prices.gpu.contains { $0 > 0 })
    let table = ShadowPriceTable(problem, prices, workPrices: [], threads: 1)
    let bound = try #require(old.bound)
    #expect(abs(table.lowerBound - bound.pricesLower) <= 1e-9 * abs(bound.pricesLower))
    let published = try #require(old.sites[0].shadowPrices)
    for (again, once) in [
      (table.entries[0].energyPerMWh, published.energyPerMWh),
      (table.entries[0].gpuHour[0].values, published.gpuHour[0].values),
      (table.entries[0].batteryPerMWh, published.batteryPerMWh),
      (table.entries[0].storagePerMWhThermal, published.storagePerMWhThermal),
      (table.entries[0].demandPerKW[0].values, published.demandPerKW[0].values),
      (table.entries[0].rampPerKW, published.rampPerKW),
    ] {
      let (again, once) = (try #require(again), try #require(once))
      #expect(again.count == once.count)
      #expect(zip(again, once).allSatisfy { abs($0 - $1) <= 1e-9 * max(1, abs($1)) })
    }
  }

  /// Where known prices and places prove a gap that is good enough, nothing more is asked.
  @Test func aGoodPlanIsTakenUpAsItIs() throws {
    let problem = try problem()
    let old = document(solver.solve(problem, until: quick))
    let gap = try #require(old.bound?.gap) + 0.005
    let solution = solver.solve(Replanning(of: old, for: problem), until: .gap(gap))
    #expect(solution.stop == .gap && solution.progress.work <= 2 * problem.jobs.count)
    let new = document(solution)
    #expect(new.jobs.map(\.segments) == old.jobs.map(\.segments))
    expectNoViolations(new, problem)
  }

  /// Whatever the search does from there, no dearer plan comes of it.
  @Test func aPlanIsNotLeftForADearerOne() throws {
    let problem = try problem()
    let old = solver.solve(problem, until: .first(of: [.gap(0), .workWithoutGain(20_000)]))
    let new = solver.solve(
      Replanning(of: document(old), for: problem), until: .workWithoutGain(1))
    #expect(new.plan.cost.amount <= old.plan.cost.amount + 1e-6 * abs(old.plan.cost.amount))
    expectNoViolations(document(new), problem)
  }

  @Test func whatHasStartedStays() throws {
    let problem = try problem()
    let old = document(solver.solve(problem, until: quick))
    let now = problem.horizon.edge(5)
    let replanning = Replanning(of: old, for: problem, at: now)
    #expect(replanning.brokenJobs == [] && replanning.startedJobs > 1)
    let new = document(solver.solve(replanning, until: quick))
    expectNoViolations(new, problem)
    for (before, after) in zip(old.jobs, new.jobs) where before.segments[0].start < now {
      #expect(before.segments == after.segments)
    }
  }

  /// On other horizons, and in slots of another length, metering intervals begin elsewhere and prices of
  /// peaks are shared otherwise; whatever comes of that proves a bound.
  @Test(arguments: [(1, 120), (7, 120), (24, 120), (2, 60)])
  func otherHorizonsTakeOverWhatTheyCan(hours: Int, slotMinutes: Int) throws {
    let old = document(solver.solve(try problem(), until: quick))
    let later = try problem(from: hours, slotMinutes: slotMinutes)
    let prices = try #require(MarketPrices(of: old, in: later))
    let (facility, compiled) = (try #require(prices.facilities[0]), later.compiled)
    #expect(facility.battery.contains { $0 != 0 } && facility.demand[0].contains { $0 > 0 })
    for period in try #require(compiled.facilities[0]).charges[0].periods {
      for interval in period.intervals {
        #expect(Set(interval.map { facility.demand[0][$0] }).count == 1)
      }
      let sum = period.intervals.joined().reduce(0) { $0 + facility.demand[0][$1] }
      #expect(sum <= Self.chargePerKW)
    }
    let new = document(solver.solve(Replanning(of: old, for: later), until: quick))
    #expect(new.bound != nil)
    expectNoViolations(new, later)
  }

  @Test func plansDoNotDependOnThreads() throws {
    let problem = try problem()
    let old = document(solver.solve(problem, until: quick))
    let plans = [1, 3].map { threads in
      document(
        Solver(SolverParameters(threads: threads)).solve(
          Replanning(of: old, for: problem), until: .workWithoutGain(1)))
    }
    #expect(plans[0] == plans[1])
  }

  /// A plan of another site, without jobs, or with another charge is a beginning all the same.
  @Test func whatThePlanDoesNotHaveIsLookedFor() throws {
    let problem = try problem()
    let old = document(solver.solve(problem, until: quick))
    var (elsewhere, empty, renamed) = (old, old, old)
    elsewhere.sites[0].id = "elsewhere"
    empty.jobs = []
    renamed.sites[0].shadowPrices?.demandPerKW[0].charge = "other"
    renamed.sites[0].shadowPrices?.batteryPerMWh = nil
    for plan in [elsewhere, empty, renamed] {
      let new = document(solver.solve(Replanning(of: plan, for: problem), until: quick))
      #expect(try #require(new.bound?.gap) < 0.1)
      expectNoViolations(new, problem)
    }
  }

  /// Prices that prove nothing, or are none at all, are as good as none.
  @Test(arguments: [1e308, 1e11, -1e6])
  func wrongPricesDoNoHarm(price: Double) throws {
    let problem = try problem()
    var old = document(solver.solve(problem, until: quick))
    let count = problem.horizon.count
    old.sites[0].shadowPrices?.batteryPerMWh = Array(repeating: price, count: count)
    old.sites[0].shadowPrices?.energyPerMWh = Array(repeating: price, count: count)
    let new = document(solver.solve(Replanning(of: old, for: problem), until: quick))
    #expect(try #require(new.bound?.gap) < 0.1)
    expectNoViolations(new, problem)
  }
}
