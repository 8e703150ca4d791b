import GridPricing

@testable import Optimizer

/// A problem that has every part of a facility, and its plan by the solver.
///
///     roof  PUE 1.2; battery, panels, adder, demand charge over half an hour, ramp, a limit for a time
///     lake  liquid-cooled with tank and chillers, in rising heat; two demand charges, export
///     river liquid-cooled by towers, which take water
enum FacilityPlan {
  static let start = Instant(iso8601: "2026-07-06T06:00:00Z")!
  static let horizon = Horizon(start: start, slotMinutes: 15, count: 8)

  static func series<Dimension>(_ values: [Double]) -> Series<Dimension> {
    Series(
      steps: values.enumerated().map { slot, value in
        SeriesStep(start: horizon.edge(slot), end: horizon.edge(slot + 1), value: value)
      }, provenance: Provenance(format: "test", unit: "test"))
  }

  static let roof: Site = {
    var site = Site(
      id: "roof",
      price: PriceSeries(
        currency: "EUR", start: start, stepMinutes: 15,
        perMWh: [120, 90, 60, 40, 50, 90, 140, 160]),
      carbon: .constant(gramsPerKWh: 300),
      pools: [GPUPool(id: "gpu", gpus: 16, idlePowerPerGPU: .watts(100))],
      itBase: .kilowatts(2), cooling: .fixedPUE(1.2), gridLimit: .kilowatts(15))
    site.gridLimits = [
      GridLimit(
        start: horizon.edge(5), end: horizon.edge(6), power: .kilowatts(6.5),
        reason: "demand response")
    ]
    site.rampPerMinute = .kilowatts(0.16)
    site.battery = Battery(
      capacity: .kilowattHours(2), power: .kilowatts(2), roundTripEfficiency: 0.9,
      initial: .kilowattHours(0.75), cyclingCost: .perMegawattHour(5))
    site.solar = series([0, 1, 4, 9, 11, 6, 2, 0])
    site.tariff = Tariff(
      adders: [
        EnergyAdder(
          name: "network", price: .perMegawattHour(20),
          window: TariffWindow(stretches: [
            .init(days: [Bool](repeating: true, count: 7), minutes: 390..<465)
          ]))
      ],
      demandCharges: [
        DemandCharge(
          name: "peak", pricePerKilowatt: 0.04, meteringMinutes: 30,
          peakSoFar: .kilowatts(3),
          window: TariffWindow(stretches: [
            .init(days: [Bool](repeating: true, count: 7), minutes: 375..<465)
          ]))
      ])
    return site
  }()

  static let lake: Site = {
    var site = Site(
      id: "lake",
      price: PriceSeries(
        currency: "EUR", start: start, stepMinutes: 15,
        perMWh: [70, 65, 60, 80, 90, 120, 110, 60]),
      carbon: .constant(gramsPerKWh: 150),
      pools: [GPUPool(id: "gpu", gpus: 16, idlePowerPerGPU: .watts(100))],
      itBase: .kilowatts(2),
      cooling: .liquid(
        LiquidCooling(plant: try! CoolingPlant(.hgxH100, nominalIT: .kilowatts(20)))))
    site.weather = WeatherSeries(
      dryBulb: series([18, 18, 24, 24, 30, 30, 33, 33]),
      relativeHumidity: series([70, 70, 55, 55, 40, 40, 35, 35]))
    site.thermalStorage = ThermalStorage(
      capacity: .kilowattHours(3), power: .kilowatts(3), lossPerHour: 0.04,
      initial: .kilowattHours(1.5), final: .kilowattHours(1.25))
    site.tariff = Tariff(
      demandCharges: [
        DemandCharge(name: "day", pricePerKilowatt: 0.0125, period: .day),
        DemandCharge(name: "month", pricePerKilowatt: 0.01, peakSoFar: .kilowatts(6)),
      ], exportPrice: .perMegawattHour(30))
    return site
  }()

  static let river: Site = {
    var site = lake
    site.id = "river"
    site.price = .constant(perMWh: 75, currency: "EUR")
    site.pools[0].gpus = 8
    site.cooling = .liquid(
      LiquidCooling(plant: try! CoolingPlant(.nvl72Tower, nominalIT: .kilowatts(12))))
    site.thermalStorage = nil
    site.tariff = .none
    return site
  }()

  static let jobs = [
    Job(
      id: "train", pool: "gpu", gpus: 8, hours: 0.875, powerPerGPU: .watts(900), sites: ["roof"]),
    Job(
      id: "tune", pool: "gpu", gpus: 6, hours: 0.5, powerPerGPU: .watts(700),
      preemption: Preemption()),
    Job(
      id: "serve", pool: "gpu", gpus: 10, hours: 0.5625, powerPerGPU: .watts(1000),
      deadline: horizon.edge(7), sites: ["lake"]),
    Job(
      id: "demo", pool: "gpu", gpus: 4, hours: 0.25, powerPerGPU: .watts(800),
      value: .amount(0.0125)),
  ]

  static func problem(_ change: (inout [Site]) -> Void = { _ in }) throws -> Problem {
    var sites = [roof, lake, river]
    change(&sites)
    return try Problem(
      jobs: jobs, sites: sites, horizon: horizon,
      objective: Objective(
        currency: "EUR", carbonPrice: .perTonne(60), waterPrice: .perCubicMetre(3)))
  }

  static let document: PlanDocument = {
    let solution = Solver().solve(try! problem(), until: .workWithoutGain(3000))
    return solution.document(generator: .init(version: "test", seed: 1))
  }()
}
