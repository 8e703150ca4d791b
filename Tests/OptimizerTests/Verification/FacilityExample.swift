import GridPricing

@testable import Optimizer

/// Small problems whose sites have batteries, panels, tariffs, limits and ramps, from a seed.
struct FacilityExample {
  static let start = Instant(iso8601: "2026-03-01T00:00:00Z")!
  var random: SplitMix
  let horizon: Horizon

  init(seed: UInt64, slots: Int = 12) {
    random = SplitMix(state: seed &* 0x9E37_79B9 &+ 5)
    horizon = Horizon(start: Self.start, slotMinutes: 60, count: slots)
  }

  mutating func number(_ range: ClosedRange<Double>) -> Double {
    .random(in: range, using: &random)
  }

  mutating func happens(_ part: Double) -> Bool { number(0...1) < part }

  /// Four jobs at one or two sites.
  mutating func problem(_ cooling: [Cooling] = []) throws -> Problem {
    let count = max(cooling.count, Int.random(in: 1...2, using: &random))
    let sites = (0..<count).map { site in
      self.site(site, cooling: site < cooling.count ? cooling[site] : nil)
    }
    let jobs = (0..<4).map { job($0) }
    return try Problem(
      jobs: jobs, sites: sites, horizon: horizon,
      objective: Objective(
        currency: "EUR", carbonPrice: .perTonne(number(0...100)),
        waterPrice: .perCubicMetre(number(0...4))))
  }

  private mutating func job(_ number: Int) -> Job {
    Job(
      id: "job\(number)", pool: "gpu", gpus: Int.random(in: 1...6, using: &random),
      hours: self.number(0.5...Double(horizon.count) / 3),
      powerPerGPU: .watts(self.number(400...1200)),
      release: happens(0.5) ? nil : horizon.edge(2),
      deadline: happens(0.5) ? nil : horizon.edge(horizon.count - 1),
      value: happens(0.3) ? .amount(self.number(0...3)) : nil,
      preemption: number % 2 == 0 ? nil : Preemption())
  }

  private mutating func site(_ number: Int, cooling: Cooling?) -> Site {
    let low = happens(0.3) ? -40.0 : 20
    var site = Site(
      id: "site\(number)", timeZone: "Europe/Berlin",
      price: PriceSeries(
        currency: "EUR", start: Self.start, stepMinutes: 60,
        perMWh: (0..<horizon.count).map { _ in self.number(low...180) }),
      carbon: .constant(gramsPerKWh: self.number(50...500)),
      pools: [GPUPool(id: "gpu", gpus: 16, idlePowerPerGPU: .watts(60))],
      itBase: .kilowatts(self.number(1...4)),
      cooling: cooling ?? .fixedPUE(self.number(1...1.4)))
    if happens(0.6) { site.gridLimit = .kilowatts(self.number(14...24)) }
    if happens(0.4) {
      site.gridLimits = [
        GridLimit(
          start: horizon.edge(3), end: horizon.edge(5), power: .kilowatts(self.number(10...14)),
          reason: "demand response")
      ]
    }
    if happens(0.4) { site.rampPerMinute = .kilowatts(self.number(0.08...0.3)) }
    if happens(0.5) { site.battery = battery() }
    if happens(0.5) { site.solar = solar() }
    site.tariff = tariff()
    if case .liquid(let liquid)? = cooling {
      site.weather = weather()
      if liquid.plant.hasChiller, happens(0.5) { site.thermalStorage = tank() }
    }
    return site
  }

  /// Of some 25 kW: all GPUs running hungry jobs, and base load.
  mutating func liquid() throws -> Cooling {
    let preset = CoolingPreset.allCases.randomElement(using: &random)!
    var liquid = LiquidCooling(plant: try CoolingPlant(preset, nominalIT: .kilowatts(25)))
    if happens(0.3) { liquid.weatherQuantile = 0.9 }
    if happens(0.2) { liquid.supplyC = 30 }
    return .liquid(liquid)
  }

  /// From cool to hot within the horizon.
  private mutating func weather() -> WeatherSeries {
    let coolC = number(0...20)
    let step = number(0...1.5)
    return WeatherSeries(
      dryBulb: series((0..<horizon.count).map { coolC + step * Double($0) }),
      relativeHumidity: series((0..<horizon.count).map { 70 - Double($0) }))
  }

  private func series<Dimension>(_ values: [Double]) -> Series<Dimension> {
    Series(
      steps: values.enumerated().map { slot, value in
        SeriesStep(start: horizon.edge(slot), end: horizon.edge(slot + 1), value: value)
      }, provenance: Provenance(format: "test", unit: "test"))
  }

  private mutating func tank() -> ThermalStorage {
    ThermalStorage(
      capacity: .kilowattHours(number(5...20)), power: .kilowatts(number(1...6)),
      lossPerHour: number(0...0.01))
  }

  private mutating func battery() -> Battery {
    Battery(
      capacity: .kilowattHours(number(4...20)), power: .kilowatts(number(1...5)),
      roundTripEfficiency: number(0.7...1), cyclingCost: .perMegawattHour(number(0...20)))
  }

  private mutating func solar() -> Series<PowerDimension> {
    series((0..<horizon.count).map { _ in happens(0.4) ? 0 : number(0...15) })
  }

  private mutating func tariff() -> Tariff {
    var tariff = Tariff()
    let morning = TariffWindow(stretches: [
      .init(days: [Bool](repeating: true, count: 7), minutes: 190..<530)
    ])
    if happens(0.5) {
      tariff.adders = [
        EnergyAdder(name: "network", price: .perMegawattHour(number(5...30)), window: morning)
      ]
    }
    if happens(0.6) {
      tariff.demandCharges.append(
        DemandCharge(
          name: "month", pricePerKilowatt: number(0.02...0.4), meteringMinutes: 120,
          peakSoFar: .kilowatts(happens(0.5) ? 0 : number(0...12)),
          window: happens(0.5) ? .all : morning))
    }
    if happens(0.3) {
      tariff.demandCharges.append(
        DemandCharge(name: "day", pricePerKilowatt: number(0.02...0.2), period: .day))
    }
    if happens(0.3) { tariff.exportPrice = .perMegawattHour(number(-60 ... -45)) }
    return tariff
  }
}

extension FacilityExample {
  /// Prices that prove something, whatever they have to do with the problem.
  mutating func prices(for site: SiteFacts) -> PlanDocument.ShadowPrices {
    func series(_ range: ClosedRange<Double>) -> [Double] {
      (0..<horizon.count).map { _ in number(range) }
    }
    var prices = PlanDocument.ShadowPrices(
      energyPerMWh: series(-50...300),
      gpuHour: site.pools.map {
        .init(pool: $0.id, values: series(0...0.2).map { max(0, $0 - 0.1) })
      })
    prices.demandPerKW = site.charges.map { charge in
      var values = [Double](repeating: 0, count: horizon.count)
      for period in charge.periods {
        let intervals = Double(period.intervals.count)
        for interval in period.intervals {
          let part = number(0...1) / intervals / Double(interval.count)
          for slot in interval { values[slot] = charge.perKW * part }
        }
      }
      return .init(charge: charge.name, values: values)
    }
    if site.battery != nil { prices.batteryPerMWh = series(0...200) }
    if site.tank != nil { prices.storagePerMWhThermal = series(0...60) }
    if site.rampKW != nil {
      prices.rampPerKW = series(-0.02...0.02)
      prices.rampPerKW?[0] = 0
    }
    return prices
  }
}
