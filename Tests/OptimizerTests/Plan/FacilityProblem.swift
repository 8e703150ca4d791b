import GridPricing

@testable import Optimizer

/// Problems whose sites have batteries, tanks, solar power and tariffs, from a seed.
enum FacilityProblem {
  static func random(_ random: inout RandomSource, slots: Int = 12) throws -> Problem {
    let plain = try TinyProblem.random(&random, slots: slots)
    let hasCarbon = random.below(3) > 0
    let sites = try plain.sites.map { site in
      var site = site
      site.price = PriceSeries(
        currency: "EUR", start: TinyProblem.start, stepMinutes: 60,
        perMWh: (0..<slots).map { _ in 40 + Double(random.below(12)) * 10 })
      site.cooling = .fixedPUE(1 + random.unit())
      if random.below(2) == 0 { try coolByLiquid(&site, &random) }
      if !hasCarbon { site.carbon = nil }
      if random.below(2) == 0 { site.battery = battery(&random) }
      if random.below(2) == 0 {
        site.solar = TinyProblem.solar((0..<slots).map { _ in random.unit() * 30 })
      }
      site.tariff = tariff(&random)
      return site
    }
    return try Problem(
      jobs: plain.jobs, sites: sites, horizon: plain.horizon,
      objective: Objective(
        carbonPrice: .perTonne(hasCarbon ? Double(random.below(3)) * 50 : 0),
        waterPrice: .perCubicMetre(3)))
  }

  private static func coolByLiquid(_ site: inout Site, _ random: inout RandomSource) throws {
    let preset = CoolingPreset.allCases[random.below(CoolingPreset.allCases.count)]
    let plant = try CoolingPlant(preset, nominalIT: .kilowatts(12))
    site.cooling = .liquid(
      LiquidCooling(
        plant: plant, marginK: Double(random.below(3)),
        weatherQuantile: random.below(2) == 0 ? nil : 0.5 + 0.4 * random.unit()))
    site.weather = .constant(
      dryBulb: .celsius(30 * random.unit()), relativeHumidity: .percent(20 + 60 * random.unit()))
    guard plant.hasChiller, random.below(2) == 0 else { return }
    site.thermalStorage = ThermalStorage(
      capacity: .kilowattHours(8), power: .kilowatts(2), lossPerHour: 0.01 * random.unit(),
      final: .zero)
  }

  private static func battery(_ random: inout RandomSource) -> Battery {
    Battery(
      capacity: .kilowattHours(20), power: .kilowatts(8),
      roundTripEfficiency: 0.7 + 0.3 * random.unit(), final: .zero,
      cyclingCost: .perMegawattHour(Double(random.below(20))))
  }

  private static func tariff(_ random: inout RandomSource) -> Tariff {
    var tariff = Tariff()
    let noon = TariffWindow(stretches: [
      .init(days: [Bool](repeating: true, count: 7), minutes: 190..<430)
    ])
    if random.below(2) == 0 {
      tariff.adders = [EnergyAdder(name: "network", price: .perMegawattHour(18), window: noon)]
    }
    if random.below(2) == 0 {
      tariff.demandCharges = [
        DemandCharge(
          name: "peak", pricePerKilowatt: random.unit(), meteringMinutes: 120,
          peakSoFar: .kilowatts(random.unit() * 10), window: random.below(2) == 0 ? noon : .all)
      ]
    }
    if random.below(2) == 0 { tariff.exportPrice = .perMegawattHour(random.unit() * 40) }
    return tariff
  }

  /// What run-now does, with orders for the plant that keep the balance but no other limit.
  static func schedule(_ problem: Problem, _ random: inout RandomSource) -> Schedule {
    var schedule = BaselinePolicy.runNow.schedule(problem).schedule
    schedule.dispatch = problem.sites.map { site in
      Dispatch(
        batteryKW: site.battery.map { powers(upTo: $0.power.kilowatts, problem, &random) },
        storageKW: site.thermalStorage.map { powers(upTo: $0.power.kilowatts, problem, &random) })
    }
    return schedule
  }

  private static func powers(
    upTo most: Double, _ problem: Problem, _ random: inout RandomSource
  ) -> [Double] {
    problem.horizon.slots.map { _ in (random.unit() * 2 - 1) * most }
  }
}
