import GridPricing
import Testing

@testable import Optimizer

struct WeatherSeriesAirTests {
  private let horizon = Horizon(
    start: Instant(iso8601: "2026-07-12T00:00:00Z")!, slotMinutes: 60, count: 3)

  private func series<Dimension>(_ role: String, _ values: [Double?]) -> Series<Dimension> {
    Series(
      steps: SeriesStep.equal(from: horizon.start, stepMinutes: 60, values: values),
      provenance: Provenance(format: "values", unit: "unit"), role: role)
  }

  private func error(_ weather: WeatherSeries, gaps: GapRule = .none) -> String? {
    do throws(WeatherError) { _ = try weather.air(on: horizon, gaps: gaps) } catch {
      return error.description
    }
    return nil
  }

  @Test func humidityComesBeforeTheWetBulb() throws {
    let weather = WeatherSeries(
      dryBulb: series("dry bulb", [20, 25, 30]), wetBulb: series("wet bulb", [1, nil, 1]),
      relativeHumidity: series("relative humidity", [50, 50, 50]))
    let air = try weather.air(on: horizon).air
    #expect(air == [20.0, 25, 30].map { AmbientAir(dryBulbC: $0, relativeHumidity: 0.5) })
  }

  @Test func whateverIsKnownMakesAir() throws {
    let dry: Series<DryBulbDimension> = series("dry bulb", [20, 25, 30])
    let wet: Series<WetBulbDimension> = series("wet bulb", [12, 13, 14])
    let both = try WeatherSeries(dryBulb: dry, wetBulb: wet).air(on: horizon).air
    #expect(both.map(\.wetBulbC) == [12, 13, 14] && both.allSatisfy(\.knowsHumidity))
    let dryAlone = try WeatherSeries(dryBulb: dry).air(on: horizon).air
    #expect(dryAlone.allSatisfy { !$0.knowsHumidity && $0.knowsDryBulb })
    let wetAlone = try WeatherSeries(wetBulb: wet).air(on: horizon).air
    #expect(wetAlone.allSatisfy { $0.knowsHumidity && !$0.knowsDryBulb })
    #expect(error(WeatherSeries()) == "has neither dry bulb nor wet bulb; expected one of them")
  }

  @Test func pressureIsThatOfTheSeaUnlessKnown() throws {
    let dry: Series<DryBulbDimension> = series("dry bulb", [20, 25, 30])
    #expect(try WeatherSeries(dryBulb: dry).air(on: horizon).air[0].pressurePa == 101_325)
    let high = WeatherSeries(
      dryBulb: dry, pressure: .constant(.hectopascals(820), role: "pressure"))
    #expect(try high.air(on: horizon).air[2].pressurePa == 82_000)
  }

  @Test func gapsAreErrorsUnlessFilled() throws {
    let weather = WeatherSeries(
      dryBulb: series("dry bulb", [20, nil, 30]),
      relativeHumidity: series("relative humidity", [50, nil, nil]))
    #expect(error(weather)?.hasPrefix("dry bulb has no value in 1 of 3 slots") == true)
    let (air, filled) = try weather.air(on: horizon, gaps: .hold)
    #expect(air[1].dryBulbC == 20 && filled == 2)
  }

  @Test func aWetBulbAboveTheDryBulbIsAnErrorBeyondWhatThermometersDiffer() throws {
    let dry: Series<DryBulbDimension> = series("dry bulb", [20, 25, 30])
    let swapped = WeatherSeries(dryBulb: dry, wetBulb: series("wet bulb", [12, 26.5, 40]))
    #expect(
      error(swapped)
        == "has a wet bulb of 26.5 at 2026-07-12T01:00:00Z, above the dry bulb, 25.0; "
        + "expected at most that")
    let foggy = WeatherSeries(dryBulb: dry, wetBulb: series("wet bulb", [12, 25.5, 30]))
    #expect(try foggy.air(on: horizon).air.map(\.wetBulbC) == [12, 25, 30])
  }

  @Test func humidityInSharesIsAnError() {
    let dry: Series<DryBulbDimension> = series("dry bulb", [20, 25, 30])
    func weather(_ percent: [Double]) -> WeatherSeries {
      WeatherSeries(dryBulb: dry, relativeHumidity: series("relative humidity", percent))
    }
    #expect(
      error(weather([0.4, 0.85, 1]))
        == "has a relative humidity of at most 1.0 %; expected percent, not shares from 0 to 1")
    #expect(error(weather([0.4, 0.85, 2])) == nil)
    #expect(error(weather([0, 0, 0])) == nil)
  }

  @Test func valuesThatNoThermometerShowsAreErrors() {
    #expect(
      error(WeatherSeries(dryBulb: series("dry bulb", [20, 70, 20])))
        == "has a dry bulb of 70.0 at 2026-07-12T01:00:00Z; expected -90.0 to 65.0")
    #expect(
      error(
        WeatherSeries(
          dryBulb: series("dry bulb", [20, 20, 20]),
          relativeHumidity: series("relative humidity", [20, 20, 101])))
        == "has a relative humidity of 101.0 at 2026-07-12T02:00:00Z; expected 0.0 to 100.0")
  }
}

struct PlantMeasurementSeriesTests {
  private let start = Instant(iso8601: "2026-07-12T00:00:00Z")!

  private func series<Dimension>(_ minutes: Int, _ values: [Double?]) -> Series<Dimension> {
    Series(
      steps: SeriesStep.equal(from: start, stepMinutes: minutes, values: values),
      provenance: Provenance(format: "values", unit: "unit"))
  }

  @Test func rowsWithoutAllValuesAreLeftOut() throws {
    let (found, incomplete) = try PlantMeasurement.measurements(
      itPower: series(60, [10, nil, 30, 40, 50]),
      facilityPower: series(30, [11, 13, 22, 22, 32, nil, 44, 44, 55, 55]),
      weather: WeatherSeries(dryBulb: series(60, [20, 21, 22, 23, nil])),
      facilitySupply: series(60, [30, 30, 30, 33, 30]))
    #expect(incomplete == 3)
    #expect(found.map(\.itPower.kilowatts) == [10, 40])
    #expect(found.map(\.facilityPower.kilowatts) == [12, 44])
    #expect(found.map(\.supply) == [.fixed(.celsius(30)), .fixed(.celsius(33))])
    #expect(found.map(\.air.dryBulbC) == [20, 23])
  }

  @Test func weatherThatIsNoneIsAnError() {
    #expect(throws: WeatherError.self) {
      try PlantMeasurement.measurements(
        itPower: series(60, [10]), facilityPower: series(60, [11]),
        weather: WeatherSeries(dryBulb: series(60, [99])))
    }
  }

  @Test func thinningSpreadsEvenly() {
    let rows = (0..<10).map {
      PlantMeasurement(
        itPower: .kilowatts(Double($0)), air: AmbientAir(dryBulbC: 20, relativeHumidity: 0.5),
        facilityPower: .zero)
    }
    func kept(_ count: Int) -> [Double] {
      PlantMeasurement.thinned(rows, toAtMost: count).map(\.itPower.kilowatts)
    }
    #expect(kept(10).count == 10 && kept(100).count == 10)
    #expect(kept(5) == [0, 2, 4, 6, 8])
    #expect(kept(4) == [0, 3, 6, 9])
  }
}
