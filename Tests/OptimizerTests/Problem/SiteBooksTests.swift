import GridPricing
import Testing

@testable import Optimizer

/// Each term of a site's books against figures worked out by hand.
struct SiteBooksTests {
  @Test func aBatteryLosesHalfOfItsLossesEachWayAndWearsWhenDischarging() throws {
    let site = TinyProblem.steadySite(kW: 20, prices: [100, 200], slots: 2) {
      $0.battery = Battery(
        capacity: .kilowattHours(100), power: .kilowatts(50), roundTripEfficiency: 0.81,
        initial: .kilowattHours(10), final: .zero, cyclingCost: .perMegawattHour(10))
    }
    let operation = try TinyProblem.operation(
      site, slots: 2, Dispatch(batteryKW: [20, -18]))
    // 10 + 0.9·20 = 28 kWh, 28 − 18/0.9 = 8 kWh.
    #expect(isClose(operation.balance.batteryKWh, [28, 8]))
    #expect(isClose(operation.balance.gridKW, [40, 2]))
    #expect(isClose([operation.costs.energy], [40 * 0.1 + 2 * 0.2]))
    #expect(isClose([operation.costs.cycling], [18 * 0.01]))
    #expect(isClose([operation.costs.total], [4.4 + 0.18]))
  }

  @Test func aBatteryThatIsLeftAloneKeepsItsEnergy() throws {
    let site = TinyProblem.steadySite(kW: 20, slots: 3) {
      $0.battery = Battery(capacity: .kilowattHours(80), power: .kilowatts(50))
    }
    let operation = try TinyProblem.operation(site, slots: 3)
    #expect(operation.balance.batteryKW == [0, 0, 0])
    #expect(operation.balance.batteryKWh == [40, 40, 40], "half of the capacity by default")
    #expect(operation.costs.cycling == 0)
  }

  @Test func aTankLosesItsShareOfEverySlotAndTakesHeatWithoutLoss() {
    let tank = ThermalStorage(
      capacity: .kilowattHours(100), power: .kilowatts(40), lossPerHour: 0.1,
      initial: .kilowattHours(50))
    // 0.95·50 + 20, 0.95·67.5 − 10, 0.95·54.125.
    let levels = tank.levels(powerKW: [40, -20, 0], slotHours: 0.5)
    #expect(isClose(levels, [67.5, 54.125, 51.41875]))
  }

  @Test func exportEarnsItsPriceAndNoCarbonCredit() throws {
    let site = TinyProblem.steadySite(kW: 20, carbon: [500, 500], slots: 2) {
      $0.solar = TinyProblem.solar([50, 0])
      $0.tariff.exportPrice = .perMegawattHour(30)
    }
    let objective = Objective(carbonPrice: .perTonne(80))
    let operation = try TinyProblem.operation(site, slots: 2, objective: objective)
    #expect(isClose(operation.balance.gridKW, [-30, 20]))
    #expect(operation.balance.curtailedKW == [0, 0])
    #expect(isClose([operation.costs.energy], [-30 * 0.03 + 20 * 0.1]))
    #expect(isClose([operation.costs.carbon], [20 * 0.5 * 0.08]))
    // |−0.9| in the first slot, 2 + 0.8 in the second.
    #expect(isClose([operation.costs.magnitude], [3.7]))
  }

  @Test func whatNeitherSiteNorGridCanTakeOfTheSunIsCurtailed() throws {
    let site = TinyProblem.steadySite(kW: 20, slots: 2) {
      $0.solar = TinyProblem.solar([50, 5])
      $0.battery = Battery(capacity: .kilowattHours(100), power: .kilowatts(30))
    }
    let idle = try TinyProblem.operation(site, slots: 2)
    #expect(isClose(idle.balance.curtailedKW, [30, 0]))
    #expect(isClose(idle.balance.gridKW, [0, 15]))
    let charging = try TinyProblem.operation(site, slots: 2, Dispatch(batteryKW: [10, -30]))
    #expect(isClose(charging.balance.curtailedKW, [20, 5]))
    #expect(isClose(charging.balance.gridKW, [0, -10]), "a battery may not send energy anywhere")
    #expect(isClose([charging.costs.energy], [0]))
    let generous = try TinyProblem.operation(site, slots: 2, Dispatch(curtailedKW: [40, 1]))
    #expect(isClose(generous.balance.curtailedKW, [40, 1]))
    #expect(isClose(generous.balance.gridKW, [10, 16]))
  }

  @Test func aDemandChargeIsForTheHighestMeanOfAMeteringInterval() throws {
    // Two local days of two hours: metering over two slots of an hour.
    let start = Instant(iso8601: "2026-01-12T22:00:00Z")!
    let horizon = Horizon(start: start, slotMinutes: 60, count: 4)
    var site = Site(
      id: "fra1", price: .constant(perMWh: 100, currency: "EUR"),
      pools: [GPUPool(id: "h200", gpus: 8)])
    site.tariff.demandCharges = [
      DemandCharge(
        name: "daily", pricePerKilowatt: 3, period: .day, meteringMinutes: 120,
        peakSoFar: .kilowatts(100))
    ]
    let books = try Problem(jobs: [], sites: [site], horizon: horizon).books[0]
    // Means of 120 and 90 kW; the first day has paid for 100 already, the second for nothing.
    #expect(isClose([books.demandCost(gridKW: [90, 150, 80, 100])], [3 * 20 + 3 * 90]))
    #expect(
      isClose([books.demandCost(gridKW: [90, 90, -500, 100])], [3 * 50]), "export is no credit")
  }

  @Test func severalDemandChargesAddUpAndAWindowLimitsEach() throws {
    let site = TinyProblem.steadySite(kW: 0, slots: 4) {
      $0.tariff.demandCharges = [
        DemandCharge(name: "any", pricePerKilowatt: 1),
        DemandCharge(
          name: "night", pricePerKilowatt: 10,
          window: TariffWindow(stretches: [
            .init(days: [Bool](repeating: true, count: 7), minutes: 60..<150)
          ])),
      ]
    }
    let problem = try TinyProblem.problem([], site, slots: 4)
    // Slots 1 and 2 touch 01:00-02:30.
    let cost = problem.books[0].demandCost(gridKW: [50, 10, 20, 40])
    #expect(isClose([cost], [50 + 10 * 20]))
  }

  @Test func addersCountForTheirShareOfTheSlot() throws {
    let site = TinyProblem.steadySite(kW: 10, slots: 2) {
      $0.solar = TinyProblem.solar([30, 0])
      $0.tariff.exportPrice = .perMegawattHour(40)
      $0.tariff.adders = [
        EnergyAdder(name: "tax", price: .perMegawattHour(20)),
        EnergyAdder(
          name: "peak", price: .perMegawattHour(60),
          window: TariffWindow(stretches: [
            .init(days: [Bool](repeating: true, count: 7), minutes: 90..<120)
          ])),
      ]
    }
    let operation = try TinyProblem.operation(site, slots: 2)
    // Export earns its price alone; import costs 100 + 20 + 60/2.
    #expect(isClose([operation.costs.energy], [-20 * 0.04 + 10 * 0.15]))
  }

  @Test func waterCostsItsPrice() throws {
    let objective = Objective(waterPrice: .perCubicMetre(2))
    let problem = try Problem(
      jobs: [], sites: [TinyProblem.steadySite(kW: 10, slots: 2)],
      horizon: Horizon(start: TinyProblem.start, slotMinutes: 30, count: 2), objective: objective)
    let books = problem.books[0]
    let balance = books.balance(facilityKW: [10, 10])
    // 500 and 300 litres per hour for half an hour each.
    #expect(isClose([books.costs(balance, waterLPerHour: [500, 300]).water], [0.8]))
    #expect(books.costs(balance).water == 0)
  }

  @Test func aRampLimitCostsNothing() throws {
    var costs: [SiteCosts] = []
    for ramp in [nil, Power.kilowatts(0.001)] {
      let site = TinyProblem.steadySite(kW: 20, slots: 2) {
        $0.rampPerMinute = ramp
        $0.battery = Battery(
          capacity: .kilowattHours(100), power: .kilowatts(50), final: .zero)
      }
      costs.append(
        try TinyProblem.operation(site, slots: 2, Dispatch(batteryKW: [50, -20])).costs)
    }
    #expect(costs[0] == costs[1])
  }

  @Test func aConstantPUEMultipliesTheLoad() throws {
    let site = TinyProblem.steadySite(kW: 20, slots: 2) { $0.cooling = .fixedPUE(1.25) }
    let cooling = try TinyProblem.operation(site, slots: 2).cooling
    #expect(cooling == CoolingOperation(itKW: [20, 20], facilityKW: [25, 25]))
  }
}
