import GridPricing
import Testing

@testable import Optimizer

/// Sites that cannot serve base and idle load, whatever the jobs do.
struct ShortfallTests {
  /// 10 kW, and no grid in the second and third of four hours.
  private func problem(capacityKWh: Double, initialKWh: Double, finalKWh: Double) throws -> Problem
  {
    let site = TinyProblem.steadySite(kW: 10, slots: 4) {
      $0.gridLimit = .kilowatts(15)
      $0.gridLimits = [
        GridLimit(start: TinyProblem.hour(1), end: TinyProblem.hour(3), power: .zero)
      ]
      $0.battery = Battery(
        capacity: .kilowattHours(capacityKWh), power: .kilowatts(20), roundTripEfficiency: 1,
        initial: .kilowattHours(initialKWh), final: .kilowattHours(finalKWh))
    }
    return try TinyProblem.problem([], site, slots: 4)
  }

  /// 5 kWh come in before and after, 20 kWh go out between.
  @Test(
    arguments: [
      (30, 16, 0, nil, 0), (30, 14, 0, 2, 1), (18, 18, 0, 2, 2), (30, 16, 5, nil, 0),
      (30, 15, 6, 3, 1),
    ] as [(Double, Double, Double, Int?, Double)])
  func aBatteryServesTheLoadUntilItIsEmpty(
    capacityKWh: Double, initialKWh: Double, finalKWh: Double, slot: Int?, missingKW: Double
  ) throws {
    let problem = try problem(
      capacityKWh: capacityKWh, initialKWh: initialKWh, finalKWh: finalKWh)
    #expect(problem.shortfall?.slot == slot)
    #expect(abs((problem.shortfall?.missing.kilowatts ?? 0) - missingKW) < 1e-9)
    let plan = Solver().solve(problem, until: .workWithoutGain(500))
      .document(generator: .init(version: "test", seed: 1))
    #expect((plan.status == .infeasible) == (slot != nil))
    let report = Verification(of: problem).report(on: plan)
    #expect(report.violations.map(\.description) == [])
  }

  @Test func nobodyAsksForTheFinalStateWhereTheLoadIsTooLarge() throws {
    let liquid = LiquidCooling(plant: try CoolingPlant(.nvl72Dry, nominalIT: .kilowatts(100)))
    let site = TinyProblem.steadySite(kW: 500, slots: 4) {
      $0.cooling = .liquid(liquid)
      $0.weather = .constant(dryBulb: .celsius(25), relativeHumidity: .percent(50))
      $0.thermalStorage = ThermalStorage(
        capacity: .kilowattHours(30), power: .kilowatts(10), lossPerHour: 0.002,
        initial: .kilowattHours(10), final: .kilowattHours(10))
    }
    let problem = try TinyProblem.problem([], site, slots: 4)
    let plan = Solver().solve(problem).document(generator: .init(version: "test", seed: 1))
    #expect(plan.status == .infeasible)
    #expect(Verification(of: problem).report(on: plan).violations.map(\.description) == [])
  }

  @Test func aLimitTooSmallToTellFromZeroIsZero() throws {
    let site = TinyProblem.steadySite(kW: 0, slots: 2) {
      $0.gridLimits = [
        GridLimit(
          start: TinyProblem.hour(0), end: TinyProblem.hour(1), power: .kilowatts(1e-308))
      ]
    }
    let problem = try TinyProblem.problem([], site, slots: 2)
    #expect(problem.signals[0].gridLimitKW == [0, .infinity])
  }
}
