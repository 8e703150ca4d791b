import GridPricing

@testable import Optimizer

/// Problems whose sites have batteries, solar power and tariffs, from a seed.
enum FacilityProblem {
  static func random(_ random: inout RandomSource, slots: Int = 12) throws -> Problem {
    let plain = try TinyProblem.random(&random, slots: slots)
    let hasCarbon = random.below(3) > 0
    let sites = plain.sites.map { site in
      var site = site
      site.price = PriceSeries(
        currency: "EUR", start: TinyProblem.start, stepMinutes: 60,
        perMWh: (0..<slots).map { _ in 40 + Double(random.below(12)) * 10 })
      site.cooling = .fixedPUE(1 + random.unit())
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
        batteryKW: site.battery.map { battery in
          problem.horizon.slots.map { _ in (random.unit() * 2 - 1) * battery.power.kilowatts }
        })
    }
    return schedule
  }
}

extension Horizon {
  var slots: Range<Int> { 0..<count }
}
