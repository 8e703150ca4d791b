import GridPricing
import Testing

@testable import Optimizer

/// The parts of a site around its grid connection: what is refused, and what becomes of the rest.
struct ProblemFacilityTests {
  private let horizon = Horizon(start: TinyProblem.start, slotMinutes: 60, count: 4)

  private func site(_ change: (inout Site) -> Void) -> Site {
    var site = TinyProblem.site(prices: [50, 40, 30, 60])
    change(&site)
    return site
  }

  private func issues(
    _ change: (inout Site) -> Void, objective: Objective = Objective()
  ) -> [String] {
    do throws(ProblemError) {
      _ = try Problem(jobs: [], sites: [site(change)], horizon: horizon, objective: objective)
      return []
    } catch {
      return error.issues.map(\.description)
    }
  }

  private func signals(_ change: (inout Site) -> Void) throws -> SiteSignals {
    try Problem(jobs: [], sites: [site(change)], horizon: horizon).signals[0]
  }

  private func hour(_ hour: Double) -> Instant { TinyProblem.start.advanced(byHours: hour) }

  // MARK: Signals

  @Test func aPlainSiteHasNoneOfIt() throws {
    let signals = try signals { _ in }
    #expect(signals.addersPerKWh == [0, 0, 0, 0])
    #expect(signals.solarKW == nil)
    #expect(signals.gridLimitKW.allSatisfy { $0 == .infinity })
    #expect(signals.demandPeriods.isEmpty)
  }

  @Test func theTightestLimitThatTouchesASlotHolds() throws {
    let signals = try signals {
      $0.gridLimit = .kilowatts(900)
      $0.gridLimits = [
        GridLimit(start: hour(1.5), end: hour(2), power: .kilowatts(500)),
        GridLimit(start: hour(1), end: hour(3.25), power: .kilowatts(700)),
        GridLimit(start: hour(-9), end: hour(0.5), power: .kilowatts(1000)),
      ]
    }
    #expect(signals.gridLimitKW == [900, 500, 700, 700])
  }

  @Test func theTariffIsLaidOnTheLocalClock() throws {
    // The horizon begins on Monday at 00:00 UTC, 05:30 in Kolkata.
    let window = try TariffWindow("mon 07:00-24:00")
    let signals = try signals {
      $0.timeZone = "Asia/Kolkata"
      $0.tariff.adders = [EnergyAdder(name: "grid", price: .perMegawattHour(10), window: window)]
      $0.tariff.demandCharges = [
        DemandCharge(
          name: "peak", pricePerKilowatt: 3, meteringMinutes: 120, peakSoFar: .kilowatts(5),
          window: window)
      ]
    }
    #expect(signals.addersPerKWh == [0, 0.005, 0.01, 0.01])
    let expected = DemandPeriod(peakSoFarKW: 5, intervals: [[1, 2], [3]])
    #expect(signals.demandPeriods == [[expected]])
  }

  @Test func solarIsSampledAndGapsOfItCounted() throws {
    let steps = SeriesStep.equal(from: hour(0), stepMinutes: 60, values: [0, nil, 40, 20])
    let solar = Series<PowerDimension>(
      steps: steps, provenance: Provenance(format: "test", unit: "kW"), role: "solar")
    #expect(
      issues { $0.solar = solar }[0].hasPrefix("sites[0].solar: solar has no value in 1 of 4"))
    let problem = try Problem(
      jobs: [], sites: [site { $0.solar = solar }], horizon: horizon, gaps: .hold)
    #expect(problem.signals[0].solarKW == [0, 0, 40, 20])
    #expect(problem.signals[0].filledSolarSlots == 1)
  }

  // MARK: Values

  @Test func batteriesAreChecked() {
    func battery(_ change: (inout Battery) -> Void) -> [String] {
      issues {
        var battery = Battery(capacity: .kilowattHours(100), power: .kilowatts(20))
        change(&battery)
        $0.battery = battery
      }
    }
    #expect(battery { _ in } == [])
    #expect(
      battery { $0.roundTripEfficiency = 1.2 } == [
        "sites[0].battery.roundTripEfficiency: is 1.2; expected more than 0, at most 1"
      ])
    #expect(battery { $0.roundTripEfficiency = .nan }.count == 1)
    #expect(
      battery { $0.power = .zero } == [
        "sites[0].battery.powerKW: is 0.0; expected 1e-06 to 1000000000.0"
      ])
    #expect(
      battery { $0.initial = .kilowattHours(101) }[0]
        == "sites[0].battery.initialKWh: is 101.0; expected 0 kWh to the capacity, 100.0")
    #expect(battery { $0.cyclingCost = .perMegawattHour(-1) }.count == 1)
  }

  @Test func aFinalStateOutOfReachIsRefused() {
    // 20 kW through four hours at an efficiency of 0.81 one way and back: 72 kWh.
    func final(_ energy: Double) -> [String] {
      issues {
        $0.battery = Battery(
          capacity: .kilowattHours(100), power: .kilowatts(20), roundTripEfficiency: 0.81,
          initial: .kilowattHours(10), final: .kilowattHours(energy))
      }
    }
    #expect(final(82) == [])
    #expect(
      final(83)[0].hasPrefix(
        "sites[0].battery.finalKWh: is 83.0, but charging at full power reaches 82"))
  }

  @Test func aTankNeedsLiquidCooling() {
    let found = issues {
      $0.thermalStorage = ThermalStorage(capacity: .kilowattHours(100), power: .kilowatts(20))
    }
    #expect(found.count == 1)
    #expect(found[0].hasPrefix("sites[0].thermalStorage: needs liquid cooling with a chiller"))
  }

  @Test func limitsAndRampsAreChecked() {
    #expect(
      issues { $0.gridLimits = [GridLimit(start: hour(2), end: hour(2), power: .zero)] }[0]
        == "sites[0].limits.0.end: \(hour(2)) is not after the start \(hour(2))")
    #expect(
      issues { $0.gridLimits = [GridLimit(start: hour(0), end: hour(2), power: .kilowatts(-1))] }
        .count == 1)
    #expect(issues { $0.rampPerMinute = .zero }.count == 1)
    #expect(
      issues { $0.timeZone = "Mars/Olympus" } == [
        "sites[0].timeZone: is \"Mars/Olympus\"; expected an IANA name such as 'Europe/Berlin'"
      ])
  }

  @Test func demandChargesAreChecked() {
    func charges(_ charges: DemandCharge...) -> [String] {
      issues { $0.tariff.demandCharges = charges }
    }
    let peak = DemandCharge(name: "peak", pricePerKilowatt: 3)
    #expect(
      charges(peak, peak) == [
        "sites[0].tariff.demandCharges.1.name: the name \"peak\" is used twice in this tariff; "
          + "expected unique names"
      ])
    #expect(charges(DemandCharge(name: "peak", pricePerKilowatt: -3)).count == 1)
    for minutes in [0, -60, 30, 90, 1500] {
      #expect(
        charges(DemandCharge(name: "peak", pricePerKilowatt: 3, meteringMinutes: minutes)) == [
          "sites[0].tariff.demandCharges.0.meteringMinutes: is \(minutes); expected a multiple of "
            + "the slot, 60 minutes, and at most a day"
        ])
    }
    #expect(charges(DemandCharge(name: "peak", pricePerKilowatt: 3, meteringMinutes: 120)) == [])
  }

  @Test func exportMayNotEarnMoreThanImportCosts() throws {
    #expect(issues { $0.tariff.exportPrice = .perMegawattHour(30) } == [])
    #expect(
      issues { $0.tariff.exportPrice = .perMegawattHour(35) } == [
        "sites[0].tariff.exportPricePerMWh: is 35.0, above the 30.0 EUR/MWh that import costs at "
          + "\(hour(2)); expected at most that"
      ])
    let night = try TariffWindow("mon 02:00-03:00")
    #expect(
      issues {
        $0.tariff.exportPrice = .perMegawattHour(35)
        $0.tariff.adders = [EnergyAdder(name: "levy", price: .perMegawattHour(5), window: night)]
      } == [])
  }

  @Test func solarIsNeverNegative() {
    let steps = SeriesStep.equal(from: hour(0), stepMinutes: 60, values: [0, 4, -3, 4])
    let solar = Series<PowerDimension>(
      steps: steps, provenance: Provenance(format: "test", unit: "kW"), role: "solar")
    #expect(
      issues { $0.solar = solar } == [
        "sites[0].solar: is -3.0 kW at \(hour(2)); expected 0 to 1000000000.0"
      ])
  }

  @Test func waterIsNeverPaidFor() {
    #expect(
      issues({ _ in }, objective: Objective(waterPrice: .perCubicMetre(-2))) == [
        "objective.waterPricePerM3: is -2.0; expected 0 to 1000000000.0"
      ])
  }
}
