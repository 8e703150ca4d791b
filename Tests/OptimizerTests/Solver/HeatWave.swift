import GridPricing

@testable import Optimizer

/// Two days of an invented heat wave at a site without chillers: energy is cheapest around noon, and soon
/// after it is too hot to run all GPUs.
struct HeatWave {
  static let start = Instant(iso8601: "2026-07-06T00:00:00Z")!
  static let horizon = Horizon(start: start, slotMinutes: 60, count: 48)
  static let series = SyntheticSeries(
    profile: .solarHeavy, start: start, days: 2, seed: 1, heat: .heatWave)
  /// 64 GPUs at 700 W and the base load are 1.17 times as much.
  static let nominalKW = 40.0

  /// All liquid, supplied at 45 °C, cooled by dry coolers alone.
  static func cooling(marginK: Double = 2) -> LiquidCooling {
    var cooling = LiquidCooling(
      plant: try! CoolingPlant(.rubin45C, nominalIT: .kilowatts(nominalKW)))
    cooling.marginK = marginK
    return cooling
  }

  static func site(_ cooling: Cooling) -> Site {
    Site(
      id: "valley", price: series.price, carbon: series.carbonLifecycle, weather: series.weather,
      pools: [GPUPool(id: "gpu", gpus: 64, idlePowerPerGPU: .watts(60))],
      itBase: .kilowatts(2), cooling: cooling)
  }

  static func problem(_ jobs: [Job], _ cooling: Cooling) throws -> Problem {
    try Problem(
      jobs: jobs, sites: [site(cooling)], horizon: horizon,
      objective: Objective(currency: "EUR", carbonPrice: .perTonne(80)))
  }

  /// A day each from a release at midnight, six in the morning or noon; every third can be interrupted.
  static let jobs = (0..<14).map { number in
    let release = 6 * (number % 3) + 24 * (number % 2)
    return Job(
      id: "job-\(number)", pool: "gpu", gpus: [8, 16, 16, 32][number % 4],
      hours: 2 + Double(number % 3),
      powerPerGPU: .watts(700), release: horizon.edge(release),
      deadline: horizon.edge(min(48, release + 24)),
      preemption: number % 3 == 0 ? Preemption() : nil)
  }
}
