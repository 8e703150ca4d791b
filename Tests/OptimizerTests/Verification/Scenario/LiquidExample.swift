import GridPricing

@testable import Optimizer

extension LiquidFacts {
  /// A plant of 2 MW in four slots: cold, mild, warm and hot.
  static func example(
    _ preset: CoolingPreset, _ change: (inout LiquidCooling) -> Void = { _ in }
  ) throws -> LiquidFacts {
    let air = [(-4.0, 80.0), (18.0, 55.0), (27.0, 45.0), (36.0, 25.0)]
    let horizon = Horizon(
      start: Instant(iso8601: "2026-07-01T00:00:00Z")!, slotMinutes: 60, count: air.count)
    func series<Dimension>(_ values: [Double]) -> Series<Dimension> {
      Series(
        steps: values.enumerated().map { slot, value in
          SeriesStep(start: horizon.edge(slot), end: horizon.edge(slot + 1), value: value)
        }, provenance: Provenance(format: "test", unit: "test"))
    }
    var liquid = LiquidCooling(plant: try CoolingPlant(preset, nominalIT: .kilowatts(2000)))
    change(&liquid)
    let weather = WeatherSeries(
      dryBulb: series(air.map(\.0)), relativeHumidity: series(air.map(\.1)))
    return try LiquidFacts(liquid, weather, on: horizon, gaps: .none)
  }
}
