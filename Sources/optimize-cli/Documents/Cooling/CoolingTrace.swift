import GridPricing
import Optimizer

/// Temperatures and powers of a transient run over time, as CSV.
struct CoolingTrace {
  /// When the run begins; without it rows carry seconds alone.
  private let start: Instant?
  /// Steps from row to row.
  private let every: Int
  private var steps = 0
  private(set) var csv: String

  init(start: Instant?, every: Int) {
    self.start = start
    self.every = every
    csv = CSVText.row(
      (start == nil ? [] : ["time"]) + [
        "seconds", "it_kw", "facility_kw", "cooling_kw", "water_kg_per_second", "gpu_c",
        "coolant_supply_c", "coolant_return_c", "facility_supply_c", "facility_return_c",
        "chilled_water_c", "fan_speed", "valve", "chiller_kw_thermal",
      ])
  }

  /// Takes a step, and writes it where a row is due.
  mutating func add(_ sample: TransientSample) {
    steps += 1
    guard steps.isMultiple(of: every) else { return }
    let time = start.map { [$0.advanced(byHours: sample.seconds / 3600).description] } ?? []
    let figures: [(value: Double, decimals: Int)] = [
      (sample.itW / 1000, 3), (sample.facilityW / 1000, 3), (sample.coolingW / 1000, 3),
      (sample.waterKgPerSecond, 5), (sample.gpuC, 4), (sample.coolantSupplyC, 4),
      (sample.coolantReturnC, 4), (sample.facilitySupplyC, 4), (sample.facilityReturnC, 4),
      (sample.chilledWaterC, 4), (sample.fanSpeed, 5), (sample.valve, 5),
      (sample.chillerHeatW / 1000, 3),
    ]
    csv += CSVText.row(
      time + [JSONText.number(sample.seconds)] + figures.map { fixed($0.value, $0.decimals) })
  }
}
