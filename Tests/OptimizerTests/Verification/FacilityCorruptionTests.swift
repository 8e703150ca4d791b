import GridPricing
import Testing

@testable import Optimizer

/// Breaks the plan of a whole facility, or what the facility may do, in one way at a time.
@Suite struct FacilityCorruptionTests {
  struct Corruption: Sendable, CustomTestStringConvertible {
    let name: String
    let code: Violation.Code
    let mutate: @Sendable (inout PlanDocument) -> Void
    var testDescription: String { name }

    init(
      _ name: String, _ code: Violation.Code,
      _ mutate: @escaping @Sendable (inout PlanDocument) -> Void
    ) {
      self.name = name
      self.code = code
      self.mutate = mutate
    }
  }

  /// A facility that the same plan does not suit; sites roof, lake, river.
  struct Change: Sendable, CustomTestStringConvertible {
    let name: String
    let code: Violation.Code
    let mutate: @Sendable (inout [Site]) -> Void
    var testDescription: String { name }

    init(
      _ name: String, _ code: Violation.Code,
      _ mutate: @escaping @Sendable (inout [Site]) -> Void
    ) {
      self.name = name
      self.code = code
      self.mutate = mutate
    }
  }

  @Test func thePlanIsSound() throws {
    let plan = FacilityPlan.document
    let report = Verification(of: try FacilityPlan.problem()).report(on: plan)
    #expect(report.violations.map(\.description) == [])
    #expect(report.checkedBound == .proven)
    // Every part of the facility has something to do.
    #expect(plan.objective.demandCost > 0 && plan.objective.cyclingCost > 0)
    #expect(plan.objective.waterCost > 0 && plan.totals.waterM3! > 0)
    let roof = plan.sites[0]
    #expect(roof.slots.batteryKW!.contains { $0 > 1 } && roof.slots.batteryKW!.contains { $0 < -1 })
    #expect(roof.shadowPrices!.rampPerKW!.contains { abs($0) > 1e-4 })
    #expect(plan.sites[1].slots.storageKWThermal!.contains { $0 < -0.5 })
    for series in plan.sites.flatMap({ $0.shadowPrices!.demandPerKW }) {
      #expect(series.values.contains { $0 > 1e-3 }, "\(series.charge)")
    }
  }

  @Test(arguments: operation + figures + arrays + prices)
  func isCaught(_ corruption: Corruption) throws {
    var plan = FacilityPlan.document
    corruption.mutate(&plan)
    #expect(plan != FacilityPlan.document)
    let report = Verification(of: try FacilityPlan.problem()).report(on: plan)
    #expect(report.violations.contains { $0.code == corruption.code }, "\(report.violations)")
    #expect(report.violations.allSatisfy { !$0.description.contains("\n") })
  }

  @Test(arguments: changes)
  func aPlanForAnotherFacilityIsCaught(_ change: Change) throws {
    let report = Verification(of: try FacilityPlan.problem(change.mutate))
      .report(on: FacilityPlan.document)
    #expect(report.violations.contains { $0.code == change.code }, "\(report.violations)")
  }

  @Test func theReasonOfALimitIsNamed() throws {
    let problem = try FacilityPlan.problem {
      $0[0].gridLimits[0].start = FacilityPlan.horizon.edge(1)
      $0[0].gridLimits[0].end = FacilityPlan.horizon.edge(2)
      $0[0].gridLimits[0].power = .kilowatts(2)
    }
    let report = Verification(of: problem).report(on: FacilityPlan.document)
    let limits = report.violations.filter { $0.code == .gridLimit }
    #expect(limits.count == 1 && limits[0].message.contains("2.0 (\"demand response\")"))
    #expect(limits.first?.place == .site(id: "roof", slot: 1, field: "gridKW"))
  }

  static let operation: [Corruption] = [
    .init("battery moved, its energy not", .slotFigure) { $0.sites[0].slots.batteryKW![1] = 0 },
    .init("battery beyond its power", .battery) { $0.sites[0].slots.batteryKW![1] = 2.1 },
    .init("battery drained below zero", .battery) {
      $0.sites[0].slots.batteryKW = Array(repeating: -0.9, count: 8)
    },
    .init("battery filled beyond its energy", .battery) {
      $0.sites[0].slots.batteryKW = [2, 2, 2, 2, -2, -2, -1, -1]
    },
    .init("battery left emptier than found", .battery) {
      $0.sites[0].slots.batteryKW![6] -= 0.01
    },
    .init("tank beyond its power", .storage) { $0.sites[1].slots.storageKWThermal![3] = 3.1 },
    .init("tank gives more than is cooled", .storage) {
      $0.sites[1].slots.storageKWThermal![4] = -2.9
    },
    .init("tank filled beyond its energy", .storage) {
      $0.sites[1].slots.storageKWThermal = [3, 3, 3, 0, 0, 0, 0, 0]
    },
    .init("tank left emptier than found", .storage) {
      $0.sites[1].slots.storageKWThermal![7] = 0
    },
    .init("more curtailed than there is", .curtailment) {
      $0.sites[0].slots.curtailedKW![3] = 9.1
    },
    .init("less curtailed than nothing", .curtailment) {
      $0.sites[0].slots.curtailedKW![3] = -0.1
    },
    .init("export that the tariff does not allow", .export) {
      $0.sites[0].slots.batteryKW![6] -= 30
    },
    .init("import that changes too fast", .ramp) { $0.sites[0].slots.curtailedKW![4] = 11 },
    .init("supply too cold", .slotFigure) { $0.sites[1].slots.supplyC![2] = 19 },
    .init("supply too warm", .slotFigure) { $0.sites[1].slots.supplyC![2] = 60 },
    .init("supply moved, its power not", .slotFigure) { $0.sites[1].slots.supplyC![2] = 36 },
    .init("supply that is no temperature", .slotFigure) { $0.sites[1].slots.supplyC![2] = .nan },
    .init("battery that is no power", .slotFigure) { $0.sites[0].slots.batteryKW![2] = .infinity },
    .init("tank that no power sums up", .slotFigure) {
      $0.sites[1].slots.storageKWThermal![2] = 1e300
    },
  ]

  static let figures: [Corruption] = [
    .init("wrong demand cost", .objective) { $0.objective.demandCost *= 1.01 },
    .init("no demand cost", .objective) {
      $0.objective.total -= $0.objective.demandCost
      $0.objective.demandCost = 0
    },
    .init("wrong cycling cost", .objective) { $0.objective.cyclingCost *= 1.01 },
    .init("wrong water cost", .objective) { $0.objective.waterCost *= 1.01 },
    .init("wrong water", .totals) { $0.totals.waterM3! *= 1.01 },
    .init("no water", .absent) { $0.totals.waterM3 = nil },
    .init("wrong cooling energy", .totals) { $0.totals.coolingEnergyMWh! *= 1.01 },
    .init("wrong reference PUE", .totals) { $0.totals.pueReference! += 0.01 },
    .init("wrong carbon-free fraction", .totals) { $0.totals.carbonFreeFraction! += 0.01 },
    .init("wrong baseline demand cost", .baseline) {
      $0.baseline?.objective.demandCost *= 1.01
    },
    .init("wrong baseline water", .baseline) { $0.baseline?.totals.waterM3! *= 1.01 },
    .init("wrong reference power", .slotFigure) { $0.sites[1].slots.itReferenceKW[2] += 0.1 },
    .init("wrong leakage", .slotFigure) { $0.sites[1].slots.itKW[2] += 0.1 },
    .init("wrong cooling power", .slotFigure) { $0.sites[1].slots.coolingKW![2] *= 1.01 },
    .init("wrong losses", .slotFigure) { $0.sites[1].slots.conversionLossKW![2] *= 1.01 },
    .init("wrong GPU temperature", .slotFigure) { $0.sites[1].slots.gpuC![2] += 0.01 },
    .init("wrong headroom", .slotFigure) { $0.sites[1].slots.headroomKW![6] *= 1.01 },
    .init("wrong water of a slot", .slotFigure) { $0.sites[2].slots.waterLPerHour![2] *= 1.01 },
    .init("wrong solar power", .slotFigure) { $0.sites[0].slots.solarKW![3] = 8.9 },
    .init("wrong state of charge", .slotFigure) { $0.sites[0].slots.batteryKWh![2] += 0.01 },
    .init("wrong state of the tank", .slotFigure) {
      $0.sites[1].slots.storageKWhThermal![2] += 0.01
    },
    .init("wrong grid power", .slotFigure) { $0.sites[0].slots.gridKW[6] += 0.01 },
    .init("adder left out of the price", .slotFigure) {
      $0.sites[0].slots.pricePerMWh[3] = 40
    },
  ]

  static let arrays: [Corruption] = [
    .init("no battery power", .absent) { $0.sites[0].slots.batteryKW = nil },
    .init("no state of charge", .absent) { $0.sites[0].slots.batteryKWh = nil },
    .init("no tank power", .absent) { $0.sites[1].slots.storageKWThermal = nil },
    .init("no state of the tank", .absent) { $0.sites[1].slots.storageKWhThermal = nil },
    .init("no curtailment", .absent) { $0.sites[0].slots.curtailedKW = nil },
    .init("no solar power", .absent) { $0.sites[0].slots.solarKW = nil },
    .init("no set point", .absent) { $0.sites[1].slots.supplyC = nil },
    .init("no GPU temperature", .absent) { $0.sites[1].slots.gpuC = nil },
    .init("no headroom", .absent) { $0.sites[1].slots.headroomKW = nil },
    .init("no cooling power", .absent) { $0.sites[1].slots.coolingKW = nil },
    .init("no losses", .absent) { $0.sites[1].slots.conversionLossKW = nil },
    .init("no water", .absent) { $0.sites[1].slots.waterLPerHour = nil },
    .init("a battery that is not there", .unexpected) {
      $0.sites[1].slots.batteryKW = Array(repeating: 0, count: 8)
    },
    .init("a tank that is not there", .unexpected) {
      $0.sites[0].slots.storageKWThermal = Array(repeating: 0, count: 8)
    },
    .init("states of a battery that is not there", .unexpected) {
      $0.sites[1].slots.batteryKWh = Array(repeating: 0, count: 8)
    },
    .init("states of a tank that is not there", .unexpected) {
      $0.sites[0].slots.storageKWhThermal = Array(repeating: 0, count: 8)
    },
    .init("panels that are not there", .unexpected) {
      $0.sites[1].slots.curtailedKW = Array(repeating: 0, count: 8)
    },
    .init("a set point that is not there", .unexpected) {
      $0.sites[0].slots.supplyC = Array(repeating: 30, count: 8)
    },
    .init("battery shortened", .arrayLength) { $0.sites[0].slots.batteryKW!.removeLast() },
    .init("tank emptied", .arrayLength) { $0.sites[1].slots.storageKWThermal = [] },
    .init("set points doubled", .arrayLength) { $0.sites[1].slots.supplyC! += [30] },
    .init("reference power shortened", .arrayLength) {
      $0.sites[0].slots.itReferenceKW.removeLast()
    },
    .init("temperatures shortened", .arrayLength) { $0.sites[1].slots.gpuC!.removeLast() },
  ]

  static let prices: [Corruption] = [
    .init("bound raised by a thousandth", .pricesLower) {
      $0.bound!.pricesLower *= 1.001
      $0.bound!.lower = $0.bound!.pricesLower
    },
    .init("negative demand price", .shadowPrice) {
      $0.sites[0].shadowPrices!.demandPerKW[0].values[1] = -0.01
    },
    .init("demand price unequal within an interval", .shadowPrice) {
      $0.sites[0].shadowPrices!.demandPerKW[0].values[2] += 0.001
    },
    .init("demand prices above the charge", .shadowPrice) {
      $0.sites[1].shadowPrices!.demandPerKW[0].values[0] = 0.02
    },
    .init("demand price of a slot that is not metered", .shadowPrice) {
      $0.sites[0].shadowPrices!.demandPerKW[0].values[7] = 0.001
    },
    .init("demand charge missing", .shadowPrice) {
      $0.sites[1].shadowPrices!.demandPerKW.removeLast()
    },
    .init("demand charges out of order", .shadowPrice) {
      $0.sites[1].shadowPrices!.demandPerKW.swapAt(0, 1)
    },
    .init("demand prices shortened", .arrayLength) {
      $0.sites[1].shadowPrices!.demandPerKW[0].values.removeLast()
    },
    .init("battery price that is not a number", .shadowPrice) {
      $0.sites[0].shadowPrices!.batteryPerMWh![3] = .nan
    },
    .init("no battery price", .absent) { $0.sites[0].shadowPrices!.batteryPerMWh = nil },
    .init("no tank price", .absent) { $0.sites[1].shadowPrices!.storagePerMWhThermal = nil },
    .init("no ramp price", .absent) { $0.sites[0].shadowPrices!.rampPerKW = nil },
    .init("price of a battery that is not there", .unexpected) {
      $0.sites[1].shadowPrices!.batteryPerMWh = Array(repeating: 0, count: 8)
    },
    .init("price of a ramp that is not limited", .unexpected) {
      $0.sites[1].shadowPrices!.rampPerKW = Array(repeating: 0, count: 8)
    },
    .init("ramp into the first slot", .shadowPrice) {
      $0.sites[0].shadowPrices!.rampPerKW![0] = 0.01
    },
    .init("battery price beyond all sums", .shadowPrice) {
      $0.sites[0].shadowPrices!.batteryPerMWh![3] = 1e300
    },
    .init("forged battery price", .pricesLower) {
      $0.sites[0].shadowPrices!.batteryPerMWh![3] += 40
    },
    .init("forged tank price", .pricesLower) {
      $0.sites[1].shadowPrices!.storagePerMWhThermal![3] += 20
    },
    .init("forged ramp price", .pricesLower) {
      $0.sites[0].shadowPrices!.rampPerKW![3] += 0.05
    },
    .init("forged demand price", .pricesLower) {
      $0.sites[1].shadowPrices!.demandPerKW[0].values[1] = 0
    },
    .init("forged energy price of a liquid-cooled site", .pricesLower) {
      $0.sites[1].shadowPrices!.energyPerMWh[2] += 30
    },
  ]

  static let changes: [Change] = [
    .init("lower limit", .gridLimit) { $0[0].gridLimit = .kilowatts(4) },
    .init("slower ramp", .ramp) { $0[0].rampPerMinute = .kilowatts(0.08) },
    .init("more sun than the plan knows of", .export) {
      $0[0].solar = FacilityPlan.series([0, 1, 4, 20, 11, 6, 2, 0])
    },
    .init("less sun than the plan curtails", .slotFigure) {
      $0[0].solar = FacilityPlan.series([0, 1, 4, 8, 11, 6, 2, 0])
    },
    .init("weaker battery", .battery) { $0[0].battery!.power = .kilowatts(1.9) },
    .init("smaller battery", .battery) { $0[0].battery!.capacity = .kilowattHours(1) },
    .init("fuller battery at the end", .battery) { $0[0].battery!.final = .kilowattHours(0.78) },
    .init("leakier tank", .storage) { $0[1].thermalStorage!.lossPerHour = 0.4 },
    .init("hotter weather", .headroom) {
      $0[1].weather!.dryBulb = FacilityPlan.series(Array(repeating: 47, count: 8))
    },
    .init("hotter weather, too hot for the set points", .coolingLimit) {
      $0[1].weather!.dryBulb = FacilityPlan.series(Array(repeating: 47, count: 8))
    },
    .init("wider margin", .slotFigure) {
      $0[1].cooling = $0[1].cooling.changed { $0.marginK = 8 }
    },
    .init("supply held elsewhere", .coolingLimit) {
      $0[1].cooling = $0[1].cooling.changed { $0.supplyC = 25 }
    },
    .init("cautious weather", .slotFigure) {
      $0[1].cooling = $0[1].cooling.changed { $0.weatherQuantile = 0.99 }
    },
    .init("another price of the peak", .objective) {
      $0[0].tariff.demandCharges[0].pricePerKilowatt *= 1.1
    },
    .init("a shorter metering interval", .objective) {
      $0[0].tariff.demandCharges[0].meteringMinutes = 15
    },
    .init("an adder that the plan does not know", .slotFigure) {
      $0[1].tariff.adders = [EnergyAdder(name: "tax", price: .perMegawattHour(5))]
    },
  ]

  /// Loads that jump in hot weather: the steady states keep every limit, the way between does not.
  @Test func aStepThatOvershootsIsCaught() throws {
    let problem = try FacilityPlan.problem { sites in
      sites[1].cooling = sites[1].cooling.changed { $0.marginK = 0 }
      sites[1].weather = .constant(dryBulb: .celsius(35), relativeHumidity: .percent(30))
    }
    var plan = FacilityPlan.document
    plan.sites[1].slots.supplyC = Array(repeating: 40.999, count: 8)
    let report = Verification(of: problem).report(on: plan)
    #expect(!report.violations.contains { $0.code == .coolingLimit })
    let breach = try #require(report.violations.first { $0.code == .temperature })
    #expect(breach.message.hasPrefix("the coolant reaches 45."))
  }
}

extension Cooling {
  fileprivate func changed(_ change: (inout LiquidCooling) -> Void) -> Cooling {
    guard case .liquid(var liquid) = self else { return self }
    change(&liquid)
    return .liquid(liquid)
  }
}
