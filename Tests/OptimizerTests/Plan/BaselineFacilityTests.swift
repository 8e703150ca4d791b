import GridPricing
import Testing

@testable import Optimizer

/// Policies at sites whose plant runs by itself.
struct BaselineFacilityTests {
  private func start(_ policy: BaselinePolicy, _ site: Site, slots: Int) throws -> Int? {
    let problem = try TinyProblem.problem([TinyProblem.job("a", hours: 1)], site, slots: slots)
    let schedule = policy.schedule(problem).schedule
    #expect(schedule.dispatch.isEmpty)
    return schedule.assignments[0]?.runs[0].lowerBound
  }

  @Test func solarPowerMakesRoomBelowTheGridLimit() throws {
    let site = TinyProblem.steadySite(kW: 2, slots: 4) {
      $0.gridLimit = .kilowatts(6)
      $0.solar = TinyProblem.solar([0, 3, 4, 9])
    }
    // The job needs 10 kW with the base load, of which the grid gives 6.
    #expect(try start(.runNow, site, slots: 4) == 2)
  }

  @Test func aBatteryMakesNone() throws {
    let site = TinyProblem.steadySite(kW: 2, slots: 3) {
      $0.gridLimits = [
        GridLimit(
          start: TinyProblem.start, end: TinyProblem.hour(1.5), power: .kilowatts(6), reason: "call"
        )
      ]
      $0.battery = Battery(capacity: .kilowattHours(100), power: .kilowatts(50))
    }
    #expect(try start(.runNow, site, slots: 3) == 2, "both slots that the call touches are short")
  }

  /// Without a chiller a hot morning leaves the plant little.
  @Test func aJobWaitsUntilThePlantCanCoolIt() throws {
    let liquid = LiquidCooling(plant: try CoolingPlant(.rubin45C, nominalIT: .kilowatts(10)))
    let site = TinyProblem.steadySite(kW: 2, slots: 3) {
      $0.cooling = .liquid(liquid)
      $0.weather = WeatherSeries(
        dryBulb: Series(
          steps: [41.0, 40, 25].enumerated().map { hour, celsius in
            SeriesStep(
              start: TinyProblem.hour(Double(hour)), end: TinyProblem.hour(Double(hour + 1)),
              value: celsius)
          }, provenance: Provenance(format: "test", unit: "°C")))
    }
    let headroomKW = try TinyProblem.problem([], site, slots: 3).signals[0].headroomKW!
    #expect(headroomKW[1] < 10 && headroomKW[2] > 10, "the job needs 10 kW with the base load")
    #expect(try start(.runNow, site, slots: 3) == 2)
  }

  @Test func aRampLimitPlaysNoPart() throws {
    let site = TinyProblem.steadySite(kW: 2, slots: 2) { $0.rampPerMinute = .kilowatts(0.01) }
    #expect(try start(.runNow, site, slots: 2) == 0)
  }

  @Test func priceOnlyPaysTheAddersToo() throws {
    let evening = TariffWindow(stretches: [
      .init(days: [Bool](repeating: true, count: 7), minutes: 60..<180)
    ])
    var site = TinyProblem.steadySite(kW: 2, prices: [90, 80, 100], slots: 3)
    #expect(try start(.priceOnly, site, slots: 3) == 1)
    site.tariff.adders = [
      EnergyAdder(name: "network", price: .perMegawattHour(20), window: evening)
    ]
    #expect(try start(.priceOnly, site, slots: 3) == 0)
  }

  @Test func everyTermOfTheCostCounts() throws {
    let site = TinyProblem.steadySite(kW: 2, slots: 2) {
      $0.battery = Battery(
        capacity: .kilowattHours(100), power: .kilowatts(50), initial: .kilowattHours(10),
        final: .kilowattHours(90), cyclingCost: .perMegawattHour(5))
      $0.tariff.demandCharges = [
        DemandCharge(name: "peak", pricePerKilowatt: 3, peakSoFar: .kilowatts(4))
      ]
      $0.tariff.adders = [EnergyAdder(name: "tax", price: .perMegawattHour(50))]
    }
    let problem = try TinyProblem.problem([TinyProblem.job("a", hours: 1)], site, slots: 2)
    let baseline = Baseline(problem)
    let objective = baseline.figures.objective
    #expect(isClose([objective.energyCost], [12 * 0.15]))
    #expect(isClose([objective.demandCost], [3 * 6]))
    #expect(objective.cyclingCost == 0)
    #expect(isClose([objective.total], [1.8 + 18]))
    let run = Evaluation(problem, BaselinePolicy.runNow.schedule(problem).schedule)
    #expect(run.sites[0].slots.batteryKWh == [10, 10], "the final state is let go")
  }
}
