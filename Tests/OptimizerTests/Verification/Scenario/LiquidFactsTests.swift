import GridPricing
import Testing

@testable import Optimizer

/// The verifier's own searches against those of the plant.
@Suite struct LiquidFactsTests {
  private static let horizon = Horizon(
    start: Instant(iso8601: "2026-07-01T00:00:00Z")!, slotMinutes: 60, count: 3)
  /// By slot: cold, mild, hot.
  private static let air = [(-4.0, 80.0), (18.0, 55.0), (36.0, 25.0)]

  private static func series<Dimension>(_ values: [Double]) -> Series<Dimension> {
    Series(
      steps: values.enumerated().map { slot, value in
        SeriesStep(start: horizon.edge(slot), end: horizon.edge(slot + 1), value: value)
      }, provenance: Provenance(format: "test", unit: "test"))
  }

  private static func facts(
    _ preset: CoolingPreset, _ change: (inout LiquidCooling) -> Void = { _ in }
  ) throws -> LiquidFacts {
    var liquid = LiquidCooling(plant: try CoolingPlant(preset, nominalIT: .kilowatts(2000)))
    change(&liquid)
    let weather = WeatherSeries(
      dryBulb: series(air.map(\.0)), relativeHumidity: series(air.map(\.1)))
    return try LiquidFacts(liquid, weather, on: horizon, gaps: .none)
  }

  @Test(arguments: CoolingPreset.allCases)
  func leastPowerIsThatOfThePlant(_ preset: CoolingPreset) throws {
    let facts = try Self.facts(preset)
    for slot in Self.air.indices {
      for part in [0.15, 0.5, 0.83, 1] {
        let referenceKW = part * facts.headroomKW[slot]
        let found = facts.leastPowerState(referenceKW: referenceKW, in: slot)
        let expected = facts.plant.leastPower(
          referenceKW: referenceKW, air: facts.air[slot], marginK: facts.marginK)
        #expect(
          abs(found.facilityKW - expected.facilityKW) <= 1e-7 * expected.facilityKW,
          "slot \(slot), \(referenceKW) kW: \(found.facilityKW), \(expected.facilityKW)")
      }
    }
  }

  @Test(arguments: CoolingPreset.allCases)
  func headroomIsThatOfThePlant(_ preset: CoolingPreset) throws {
    for quantile in [nil, 0.9] {
      var liquid = LiquidCooling(plant: try CoolingPlant(preset))
      let facts = try Self.facts(preset) {
        $0.weatherQuantile = quantile
        liquid = $0
      }
      for slot in Self.air.indices {
        let expected = liquid.headroomKW(air: facts.air[slot])
        #expect(abs(facts.headroomKW[slot] - expected) <= 1e-7 * max(expected, 1))
      }
    }
  }

  /// Between the lower hull of the points and the chords of the raised ones lies the exact curve.
  @Test(arguments: [CoolingPreset.nvl72Dry, .nvl72Adiabatic, .hgxH100])
  func thePointsEncloseTheExactCurve(_ preset: CoolingPreset) throws {
    let facts = try Self.facts(preset)
    for slot in Self.air.indices {
      let loads = 0.3 * facts.headroomKW[slot]...0.95 * facts.headroomKW[slot]
      let points = CurvePoints(facts, loads: loads, in: slot).points
      for part in stride(from: 0.013, to: 1, by: 0.11) {
        let kW = loads.lowerBound + part * (loads.upperBound - loads.lowerBound)
        let exact = facts.leastPowerState(referenceKW: kW, in: slot).facilityKW
        let (low, high) = Self.range(of: points, at: kW)
        #expect(low <= exact * (1 + 1e-7) && exact <= high * (1 + 1e-7))
        #expect(exact - low < 0.01 * exact)
      }
    }
  }

  /// What mixtures of two points draw at a load.
  private static func range(
    of points: [FacilityPoint], at kW: Double
  ) -> (low: Double, high: Double) {
    var (low, high) = (Double.infinity, -Double.infinity)
    for left in points where left.referenceKW <= kW {
      for right in points where right.referenceKW > kW {
        let part = (kW - left.referenceKW) / (right.referenceKW - left.referenceKW)
        let mixed = left.facilityKW + part * (right.facilityKW - left.facilityKW)
        (low, high) = (min(low, mixed), max(high, mixed))
      }
    }
    return (low, high)
  }
}
