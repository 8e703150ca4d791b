import GridPricing
import Testing

@testable import Optimizer

/// Changes every number of the plan of a whole facility, one at a time.
@Suite struct FacilityFuzzTests {
  private typealias Path = WritableKeyPath<PlanDocument, Double>

  /// A number of the plan; where there are many of a kind, one of them by chance.
  private struct Field: Sendable, CustomTestStringConvertible {
    let name: String
    let paths: @Sendable () -> [Path]
    var testDescription: String { name }
  }

  private static let slots = FacilityPlan.horizon.count
  private static let example = FacilityPlan.document

  private static func single(_ name: String, _ path: @escaping @Sendable () -> Path) -> Field {
    Field(name: name) { [path()] }
  }

  private static func perSlot(
    _ name: String, _ path: @escaping @Sendable (_ slot: Int) -> Path
  ) -> Field {
    Field(name: name) { (0..<slots).map(path) }
  }

  private static let sums: [Field] = [
    single("total") { \.objective.total }, single("energyCost") { \.objective.energyCost },
    single("carbonCost") { \.objective.carbonCost },
    single("demandCost") { \.objective.demandCost },
    single("cyclingCost") { \.objective.cyclingCost },
    single("waterCost") { \.objective.waterCost }, single("declined") { \.objective.declined },
    single("energyMWh") { \.totals.energyMWh }, single("itEnergyMWh") { \.totals.itEnergyMWh },
    single("coolingEnergyMWh") { \.totals.coolingEnergyMWh! },
    single("emissionsTonnes") { \.totals.emissionsTonnes! },
    single("waterM3") { \.totals.waterM3! }, single("pue") { \.totals.pue! },
    single("pueReference") { \.totals.pueReference! },
    single("peakGridKW") { \.totals.peakGridKW },
    single("carbonFreeFraction") { \.totals.carbonFreeFraction! },
    single("baseline.total") { \.baseline!.objective.total },
    single("baseline.demandCost") { \.baseline!.objective.demandCost },
    single("baseline.waterCost") { \.baseline!.objective.waterCost },
    single("baseline.coolingEnergyMWh") { \.baseline!.totals.coolingEnergyMWh! },
    single("baseline.waterM3") { \.baseline!.totals.waterM3! },
    single("baseline.carbonFreeFraction") { \.baseline!.totals.carbonFreeFraction! },
    single("costPercent") { \.savings!.costPercent! },
    single("lower") { \.bound!.lower }, single("pricesLower") { \.bound!.pricesLower },
  ]

  private static let sites: [Field] = (0..<3).flatMap { site -> [Field] in
    [
      single("\(site) unallocated.cost") { \.sites[site].unallocated.cost },
      single("\(site) unallocated.energyKWh") { \.sites[site].unallocated.energyKWh },
      single("\(site) unallocated.emissionsKg") { \.sites[site].unallocated.emissionsKg! },
      perSlot("\(site) itKW") { \.sites[site].slots.itKW[$0] },
      perSlot("\(site) itReferenceKW") { \.sites[site].slots.itReferenceKW[$0] },
      perSlot("\(site) facilityKW") { \.sites[site].slots.facilityKW[$0] },
      perSlot("\(site) gridKW") { \.sites[site].slots.gridKW[$0] },
      perSlot("\(site) pricePerMWh") { \.sites[site].slots.pricePerMWh[$0] },
      perSlot("\(site) pue") { \.sites[site].slots.pue[$0]! },
    ]
  }

  private static let parts: [Field] =
    [
      perSlot("solarKW") { \.sites[0].slots.solarKW![$0] },
      perSlot("curtailedKW") { \.sites[0].slots.curtailedKW![$0] },
      perSlot("batteryKW") { \.sites[0].slots.batteryKW![$0] },
      perSlot("batteryKWh") { \.sites[0].slots.batteryKWh![$0] },
      perSlot("storageKWThermal") { \.sites[1].slots.storageKWThermal![$0] },
      perSlot("storageKWhThermal") { \.sites[1].slots.storageKWhThermal![$0] },
    ]
    + [1, 2].flatMap { site -> [Field] in
      [
        perSlot("\(site) coolingKW") { \.sites[site].slots.coolingKW![$0] },
        perSlot("\(site) conversionLossKW") { \.sites[site].slots.conversionLossKW![$0] },
        perSlot("\(site) supplyC") { \.sites[site].slots.supplyC![$0] },
        perSlot("\(site) gpuC") { \.sites[site].slots.gpuC![$0] },
        perSlot("\(site) headroomKW") { \.sites[site].slots.headroomKW![$0] },
        perSlot("\(site) waterLPerHour") { \.sites[site].slots.waterLPerHour![$0] },
      ]
    }

  /// Shadow prices prove something or nothing, whatever they are: none is a claim by itself.
  private static let prices: [Field] = [
    perSlot("demandPerKW") { \.sites[1].shadowPrices!.demandPerKW[0].values[$0] },
    perSlot("batteryPerMWh") { \.sites[0].shadowPrices!.batteryPerMWh![$0] },
    perSlot("storagePerMWhThermal") { \.sites[1].shadowPrices!.storagePerMWhThermal![$0] },
    perSlot("rampPerKW") { \.sites[0].shadowPrices!.rampPerKW![$0] },
  ]

  private func changed(_ value: Double, _ random: inout SplitMix) -> Double {
    let hostile: [Double] = [1e308, -1e308, .infinity, .nan, -.infinity, 1e17]
    if Int.random(in: 0..<5, using: &random) == 0 { return hostile.randomElement(using: &random)! }
    if abs(value) < 1e-6 { return Bool.random(using: &random) ? 0.5 : -0.5 }
    let factor = Double.random(in: 1.011...1.5, using: &random)
    return Bool.random(using: &random) ? value * factor : value / factor
  }

  @Test func aNumberChangedByMoreThanAPercentIsAlwaysCaught() throws {
    let verification = Verification(of: try FacilityPlan.problem())
    var random = SplitMix(state: 31)
    for field in Self.sums + Self.sites + Self.parts {
      var plan = Self.example
      let path = field.paths().randomElement(using: &random)!
      let value = plan[keyPath: path]
      let new = changed(value, &random)
      plan[keyPath: path] = new
      let report = verification.report(on: plan)
      #expect(!report.isSound, "\(field.name): \(value) → \(new)")
    }
  }

  @Test func anyPriceGetsAReport() throws {
    let verification = Verification(of: try FacilityPlan.problem())
    var random = SplitMix(state: 32)
    for field in Self.prices + Self.prices {
      var plan = Self.example
      let path = field.paths().randomElement(using: &random)!
      plan[keyPath: path] = changed(plan[keyPath: path], &random)
      let report = verification.report(on: plan)
      #expect(report.checkedBound != .absent, "\(field.name)")
    }
  }
}
