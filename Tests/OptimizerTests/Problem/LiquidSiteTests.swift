import GridPricing
import Testing

@testable import Optimizer

/// A liquid-cooled site's books against the plant itself.
struct LiquidSiteTests {
  private static func liquid(
    _ preset: CoolingPreset = .nvl72Dry, _ change: (inout LiquidCooling) -> Void = { _ in }
  ) throws -> LiquidCooling {
    var liquid = LiquidCooling(plant: try CoolingPlant(preset, nominalIT: .kilowatts(1000)))
    change(&liquid)
    return liquid
  }

  /// A site of 600 kW without jobs, at 30 and 35 °C.
  private static func site(
    _ liquid: LiquidCooling, _ change: (inout Site) -> Void = { _ in }
  ) -> Site {
    TinyProblem.steadySite(kW: 600, slots: 2) {
      $0.cooling = .liquid(liquid)
      $0.weather = WeatherSeries(
        dryBulb: series([30, 35], DryBulbDimension.self),
        relativeHumidity: series([40, 30], RelativeHumidityDimension.self))
      change(&$0)
    }
  }

  private static func series<Dimension>(
    _ values: [Double], _: Dimension.Type
  ) -> Series<Dimension> {
    Series(
      steps: values.enumerated().map { hour, value in
        SeriesStep(
          start: TinyProblem.hour(Double(hour)), end: TinyProblem.hour(Double(hour + 1)),
          value: value)
      }, provenance: Provenance(format: "test", unit: "test"))
  }

  private static let air = [
    AmbientAir(dryBulbC: 30, relativeHumidity: 0.4),
    AmbientAir(dryBulbC: 35, relativeHumidity: 0.3),
  ]

  @Test func everyFigureIsThatOfTheLeastPower() throws {
    let liquid = try Self.liquid()
    let cooling = try TinyProblem.operation(Self.site(liquid), slots: 2).cooling
    let states = Self.air.map {
      liquid.plant.leastPower(referenceKW: 600, air: $0, marginK: liquid.marginK)
    }
    #expect(cooling == CoolingOperation(states))
    #expect(cooling.facilityKW == states.map(\.facilityKW))
    #expect(cooling.supplyC == states.map(\.setC) && cooling.gpuC == states.map(\.gpuC))
    #expect(cooling.itKW.allSatisfy { $0 != 600 }, "leakage is in it")
    let losses = zip(cooling.coolingKW!, cooling.conversionLossKW!).map(+)
    for (slot, kW) in cooling.facilityKW.enumerated() {
      #expect(kW >= cooling.itKW[slot] + losses[slot] - 1e-9)
    }
  }

  @Test func aSetPointThatIsGivenIsUsed() throws {
    let liquid = try Self.liquid()
    let dispatch = Dispatch(supplyC: [28, 33])
    let cooling = try TinyProblem.operation(Self.site(liquid), slots: 2, dispatch).cooling
    let states = zip(Self.air, [28.0, 33]).map {
      liquid.plant.steady(referenceKW: 600, air: $0, supplyC: $1)
    }
    #expect(cooling == CoolingOperation(states))
    let held = try Self.liquid { $0.supplyC = 33 }
    #expect(try TinyProblem.operation(Self.site(held), slots: 2).cooling.supplyC == [33, 33])
  }

  @Test func slotsAlikeShareTheirState() throws {
    let liquid = try Self.liquid()
    let air = AmbientAir(dryBulbC: 25, relativeHumidity: 0.5)
    let site = TinyProblem.steadySite(kW: 0, slots: 6) {
      $0.cooling = .liquid(liquid)
      $0.weather = .constant(dryBulb: .celsius(25), relativeHumidity: .percent(50))
    }
    let books = try TinyProblem.problem([], site, slots: 6).books[0]
    let loads = [500.0, 500, 600, 600, 500, 500]
    let dispatch = Dispatch(storageKW: [0, 0, 0, 20, 0, -20])
    let states = zip(loads, dispatch.storageKW!).map {
      liquid.state(referenceKW: $0, air: air, storageKW: $1)
    }
    #expect(books.cooling(itReferenceKW: loads, dispatch: dispatch) == CoolingOperation(states))
  }

  @Test func aTankActsAtTheSetPointThatIsBestWithoutIt() throws {
    let liquid = try Self.liquid()
    let site = Self.site(liquid) {
      $0.thermalStorage = ThermalStorage(
        capacity: .kilowattHours(400), power: .kilowatts(100), lossPerHour: 0.01,
        initial: .kilowattHours(200))
    }
    let idle = try TinyProblem.operation(site, slots: 2)
    let busy = try TinyProblem.operation(site, slots: 2, Dispatch(storageKW: [60, -20]))
    #expect(busy.cooling.supplyC == idle.cooling.supplyC)
    #expect(busy.cooling.facilityKW[0] > idle.cooling.facilityKW[0])
    #expect(busy.cooling.facilityKW[1] < idle.cooling.facilityKW[1])
    #expect(isClose(idle.balance.storageKWh, [198, 196.02]))
    #expect(isClose(busy.balance.storageKWh, [258, 235.42]))
    #expect(idle.balance.storageKW == [0, 0] && busy.balance.storageKW == [60, -20])
  }

  @Test func waterIsCountedAndPaidFor() throws {
    let liquid = try Self.liquid(.nvl72Tower)
    let problem = try Problem(
      jobs: [], sites: [Self.site(liquid)],
      horizon: Horizon(start: TinyProblem.start, slotMinutes: 60, count: 2),
      objective: Objective(waterPrice: .perCubicMetre(4)))
    let evaluation = Evaluation(problem, Schedule(assignments: []))
    let litres = try #require(evaluation.sites[0].slots.waterLPerHour)
    #expect(litres.allSatisfy { $0 > 100 })
    #expect(isClose([evaluation.totals.waterM3!], [litres.reduce(0, +) / 1000]))
    #expect(isClose([evaluation.objective.waterCost], [4 * evaluation.totals.waterM3!]))
    #expect(isClose([evaluation.sites[0].unallocated.cost], [evaluation.objective.total]))
    let totals = evaluation.totals
    #expect(
      isClose(
        [totals.coolingEnergyMWh!],
        [evaluation.sites[0].slots.coolingKW!.reduce(0, +) / 1000]))
    #expect(isClose([totals.pueReference!], [totals.energyMWh / 1.2]))
    #expect(totals.pue! != totals.pueReference!)
  }

  @Test func aJobBearsItsShareOfWhatCoolingMakesOfIt() throws {
    let liquid = try Self.liquid()
    var site = Self.site(liquid)
    site.pools[0].idlePowerPerGPU = .kilowatts(5)
    let problem = try TinyProblem.problem(
      [TinyProblem.job("a", gpus: 8, hours: 1, kW: 20)], site, slots: 2)
    let schedule = Schedule(assignments: [Assignment(site: 0, pool: 0, runs: [1..<2])])
    let evaluation = Evaluation(problem, schedule)
    #expect(evaluation.sites[0].slots.itReferenceKW == [640, 760])
    let facilityKW = evaluation.sites[0].slots.facilityKW[1]
    #expect(isClose([evaluation.jobs[0]!.energyKWh], [120.0 / 760 * facilityKW]))
  }

  @Test func headroomIsForTheWeatherOfTheQuantile() throws {
    func headroomKW(_ change: (inout LiquidCooling) -> Void) throws -> [Double] {
      let liquid = try Self.liquid(.rubin45C, change)
      let site = Self.site(liquid) { $0.itBase = .kilowatts(100) }
      let problem = try TinyProblem.problem([], site, slots: 2)
      let slots = Evaluation(problem, Schedule(assignments: [])).sites[0].slots
      #expect(slots.headroomKW == problem.signals[0].headroomKW)
      return try #require(slots.headroomKW)
    }
    let plant = try Self.liquid(.rubin45C).plant
    let plain = try headroomKW { _ in }
    #expect(plain == Self.air.map { plant.headroomKW(air: $0, marginK: 2) })
    // The 97.72th percentile is two standard deviations above the mean.
    let cautious = try headroomKW {
      $0.weatherQuantile = 0.977_249_868_051_820_8
      $0.forecastErrorK = 1.5
    }
    let warmer = [(33.0, 0.4), (38, 0.3)].map {
      plant.headroomKW(air: AmbientAir(dryBulbC: $0.0, relativeHumidity: $0.1), marginK: 2)
    }
    #expect(isClose(cautious, warmer, within: 1e-6))
    #expect(cautious[1] < plain[1])
    let median = try headroomKW { $0.weatherQuantile = 0.5 }
    #expect(isClose(median, plain, within: 1e-6))
    let held = try headroomKW { $0.supplyC = plant.parameters.leastSupplyC }
    #expect(isClose(held, plain, within: 1e-6), "it floats up from the least set point")
  }

  @Test func weatherThatThePlantCannotDoWithIsAnError() throws {
    func issues(_ preset: CoolingPreset, _ weather: WeatherSeries?) throws -> [String] {
      let site = Self.site(try Self.liquid(preset)) { $0.weather = weather }
      do throws(ProblemError) {
        _ = try Problem(
          jobs: [], sites: [site],
          horizon: Horizon(start: TinyProblem.start, slotMinutes: 60, count: 2))
        return []
      } catch {
        return error.issues.map(\.description)
      }
    }
    #expect(
      try issues(.nvl72Dry, nil) == [
        "sites[0].weather: is missing; a liquid-cooled site needs dry bulb and humidity, or wet bulb"
      ])
    let dry = WeatherSeries.constant(dryBulb: .celsius(20))
    let wet = WeatherSeries.constant(wetBulb: .celsius(15))
    let hot = WeatherSeries.constant(dryBulb: .celsius(80))
    #expect(try issues(.rubin45C, dry) == [])
    #expect(
      try issues(.rubin45C, wet) == [
        "sites[0].weather: lacks dry bulb, which the cooling plant depends on"
      ])
    #expect(
      try issues(.nvl72Adiabatic, dry) == [
        "sites[0].weather: lacks humidity, which the cooling plant depends on"
      ])
    #expect(
      try issues(.nvl72Dry, hot) == [
        "sites[0].weather: has a dry bulb of 80.0 at 2026-01-12T00:00:00Z; expected -90.0 to 65.0"
      ])
    #expect(try issues(.nvl72Dry, WeatherSeries()).count == 1)
  }
}
