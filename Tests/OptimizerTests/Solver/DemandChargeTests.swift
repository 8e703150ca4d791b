import GridPricing
import Testing

@testable import Optimizer

/// A month whose peak is set already: what lies below it is free, what lies above is paid for once.
@Suite struct DemandChargeTests {
  private static let start = Instant(iso8601: "2026-07-20T00:00:00Z")!
  private static let horizon = Horizon(start: start, slotMinutes: 60, count: 24)
  private static let series = SyntheticSeries(
    profile: .solarHeavy, start: start, days: 1, seed: 3)
  /// Keeps every price above zero, and none like another.
  private static let network = EnergyAdder(name: "network", price: .perMegawattHour(100))
  private static let plant = try! CoolingPlant(.nvl72Dry, nominalIT: .kilowatts(60))

  /// Eight jobs of 7 kW and two hours that all have the day.
  private static func problem(_ charges: [DemandCharge]) throws -> Problem {
    let site = Site(
      id: "plant", price: series.price, weather: series.weather,
      pools: [GPUPool(id: "gpu", gpus: 80)], itBase: .kilowatts(6),
      cooling: .liquid(LiquidCooling(plant: plant)),
      tariff: Tariff(adders: [network], demandCharges: charges))
    let jobs = (0..<8).map {
      Job(id: "job-\($0)", pool: "gpu", gpus: 10, hours: 2, powerPerGPU: .watts(700))
    }
    return try Problem(
      jobs: jobs, sites: [site], horizon: horizon, objective: Objective(currency: "EUR"))
  }

  private static func charge(perKW: Double, peakSoFarKW: Double) -> DemandCharge {
    DemandCharge(name: "month", pricePerKilowatt: perKW, peakSoFar: .kilowatts(peakSoFarKW))
  }

  private static func plan(_ charges: [DemandCharge]) throws -> PlanDocument {
    let problem = try problem(charges)
    let plan = Solver().solve(problem, until: .first(of: [.gap(1e-4), .workWithoutGain(40_000)]))
      .document(generator: .init(version: "test", seed: 1))
    let report = Verification(of: problem).report(on: plan)
    #expect(report.violations.map(\.description) == [])
    #expect(plan.jobs.allSatisfy { $0.status == .scheduled })
    return plan
  }

  private static let soFarKW = 34.0

  @Test func withoutAChargeAllJobsRunWhereEnergyIsCheapest() throws {
    let plan = try Self.plan([])
    #expect(plan.totals.peakGridKW > 60)
  }

  @Test func aPeakThatCostsMoreThanItSavesIsNotSet() throws {
    let free = try Self.plan([])
    let plan = try Self.plan([Self.charge(perKW: 12, peakSoFarKW: Self.soFarKW)])
    #expect(plan.totals.peakGridKW <= Self.soFarKW * (1 + 1e-9))
    #expect(plan.objective.demandCost == 0)
    // The peak of the free plan would have cost more than it saves.
    let saved = plan.objective.total - free.objective.total
    #expect(saved > 0)
    #expect(12 * (free.totals.peakGridKW - Self.soFarKW) > saved)
  }

  @Test func aPeakThatSavesMoreThanItCostsIsSet() throws {
    let perKW = 0.001
    let kept = try Self.plan([Self.charge(perKW: 12, peakSoFarKW: Self.soFarKW)])
    let plan = try Self.plan([Self.charge(perKW: perKW, peakSoFarKW: Self.soFarKW)])
    #expect(plan.totals.peakGridKW > Self.soFarKW + 10)
    let cost = perKW * (plan.totals.peakGridKW - Self.soFarKW)
    #expect(abs(plan.objective.demandCost - cost) < 1e-9)
    #expect(plan.objective.total < kept.objective.total)
  }

  /// The month has not begun: there is no way around a first peak, but the lowest one is enough.
  @Test func withoutAPeakSoFarThePlanLevelsTheLoad() throws {
    let plan = try Self.plan([Self.charge(perKW: 12, peakSoFarKW: 0)])
    // Sixteen job-hours of 7 kW in 24 hours: one job at a time.
    #expect(plan.totals.peakGridKW < 16)
    #expect(plan.objective.demandCost > 0)
  }
}
