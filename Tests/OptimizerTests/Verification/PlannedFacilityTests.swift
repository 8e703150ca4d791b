import GridPricing
import Testing

@testable import Optimizer

/// Plans of the solver for sites with batteries, panels and tariffs.
@Suite struct PlannedFacilityTests {
  private static func plan(_ problem: Problem) -> PlanDocument {
    Solver().solve(problem, until: .workWithoutGain(2000))
      .document(generator: .init(version: "test", seed: 1))
  }

  @Test(arguments: 0..<60)
  func aPlanOfTheSolverIsSound(seed: Int) throws {
    var example = FacilityExample(seed: UInt64(seed))
    let problem = try example.problem()
    let plan = Self.plan(problem)
    let report = Verification(of: problem).report(on: plan)
    #expect(report.violations.map(\.description) == [], "\(plan.status)")
  }

  @Test(arguments: 0..<20)
  func aPlanForALiquidCooledSiteIsSound(seed: Int) throws {
    var example = FacilityExample(seed: UInt64(seed), slots: 8)
    let problem = try example.problem([example.liquid()])
    let plan = Self.plan(problem)
    let report = Verification(of: problem).report(on: plan)
    #expect(report.violations.map(\.description) == [], "\(plan.status)")
  }

  /// A plan for a site without jobs, which has to be sound.
  private static func soundPlan(of site: Site) throws -> PlanDocument {
    let problem = try Problem(
      jobs: [], sites: [site], horizon: FacilityPlan.horizon,
      objective: Objective(currency: "EUR"))
    let plan = plan(problem)
    #expect(Verification(of: problem).report(on: plan).violations.map(\.description) == [])
    return plan
  }

  /// All loads are one: between the levels of the tank the plant still draws less than their mean.
  @Test(arguments: [CoolingPreset.hgxH100, .nvl72Adiabatic])
  func aPlanForATankWithoutJobsIsSound(preset: CoolingPreset) throws {
    var site = FacilityPlan.lake
    site.cooling = .liquid(
      LiquidCooling(plant: try CoolingPlant(preset, nominalIT: .kilowatts(20))))
    let plan = try Self.soundPlan(of: site)
    #expect(plan.sites[0].slots.storageKWThermal!.contains { $0 < -0.1 })
  }

  /// The battery could serve the whole site; what that draws beside a tank is known exactly at last.
  @Test(arguments: [3.0, 12])
  func aBatteryBesideATankExportsNothing(tankKWh: Double) throws {
    var site = FacilityPlan.lake
    site.tariff = .none
    site.thermalStorage = ThermalStorage(
      capacity: .kilowattHours(tankKWh), power: .kilowatts(8), lossPerHour: 0.02)
    site.battery = Battery(
      capacity: .kilowattHours(10), power: .kilowatts(20), roundTripEfficiency: 0.95)
    let plan = try Self.soundPlan(of: site)
    #expect(plan.sites[0].slots.gridKW.contains { abs($0) < 1e-3 })
    #expect(plan.sites[0].slots.storageKWThermal!.contains { $0 < -0.1 })
  }

  /// Whatever the multipliers, they prove no more than a sound plan costs.
  @Test(arguments: 0..<30)
  func noPricesProveMoreThanAPlanCosts(seed: Int) throws {
    var example = FacilityExample(seed: UInt64(seed))
    let problem = try example.problem()
    let plan = Self.plan(problem)
    guard Verification(of: problem).report(on: plan).isSound,
      plan.status == .feasible || plan.status == .optimal
    else { return }
    let facts = try ScenarioFacts(
      jobs: problem.jobs, sites: problem.sites, horizon: problem.horizon,
      objective: problem.objective, gaps: .none)
    for round in 0..<40 {
      var prices = facts.sites.map { example.prices(for: $0) }
      // Near the best prices the bound is near the cost.
      let part = Double(round % 4) * 0.02
      if round % 2 == 0 {
        for (number, site) in plan.sites.enumerated() {
          prices[number] = mixture(site.shadowPrices!, prices[number], part)
        }
      }
      let bound = PriceBound(facts, prices)
      #expect(bound.lower.value <= plan.objective.total + 1e-9, "round \(round)")
    }
  }

  private func mixture(
    _ left: PlanDocument.ShadowPrices, _ right: PlanDocument.ShadowPrices, _ part: Double
  ) -> PlanDocument.ShadowPrices {
    func mix(_ left: [Double], _ right: [Double]) -> [Double] {
      zip(left, right).map { $0 + part * ($1 - $0) }
    }
    func mix(_ left: [Double]?, _ right: [Double]?) -> [Double]? {
      left.flatMap { left in right.map { mix(left, $0) } }
    }
    var mixture = PlanDocument.ShadowPrices(
      energyPerMWh: mix(left.energyPerMWh, right.energyPerMWh),
      gpuHour: zip(left.gpuHour, right.gpuHour).map {
        .init(pool: $0.pool, values: mix($0.values, $1.values))
      })
    mixture.demandPerKW = zip(left.demandPerKW, right.demandPerKW).map {
      .init(charge: $0.charge, values: mix($0.values, $1.values))
    }
    mixture.batteryPerMWh = mix(left.batteryPerMWh, right.batteryPerMWh)
    mixture.storagePerMWhThermal = mix(left.storagePerMWhThermal, right.storagePerMWhThermal)
    mixture.rampPerKW = mix(left.rampPerKW, right.rampPerKW)
    return mixture
  }
}
