import GridPricing
import Testing

@testable import Optimizer

/// What the verifier says of the run-now baseline.
struct BaselineCheckTests {
  /// A plant at the edge of what it cools has pairs of set points at which it draws as good as equally
  /// little: which of a pair a search finds first is its own affair.
  @Test func twoSetPointsOfLeastPowerAreNoMistake() throws {
    let start = Instant(iso8601: "2026-07-20T00:00:00Z")!
    let series = SyntheticSeries(profile: .solarHeavy, start: start, days: 3, seed: 3)
    let plant = try CoolingPlant(.nvl72Dry, nominalIT: .kilowatts(60))
    let site = Site(
      id: "plant", price: series.price, weather: series.weather,
      pools: [GPUPool(id: "gpu", gpus: 80)], itBase: .kilowatts(6),
      cooling: .liquid(LiquidCooling(plant: plant)))
    let jobs = (0..<24).map { number in
      Job(
        id: "job-\(number)", pool: "gpu", gpus: 8 + number % 3, hours: 2 + Double(number % 4),
        powerPerGPU: .watts(700))
    }
    let problem = try Problem(
      jobs: jobs, sites: [site], horizon: Horizon(start: start, slotMinutes: 60, count: 48),
      objective: Objective(currency: "EUR"))
    var plan = Solver().solve(problem, until: .first(of: [.gap(0.05), .workWithoutGain(1)]))
      .document(generator: .init(version: "test", seed: 1))
    let verification = Verification(of: problem)
    #expect(verification.report(on: plan).violations.map(\.description) == [])
    plan.baseline?.objective.energyCost *= 1.001
    #expect(verification.report(on: plan).violations.map(\.code) == [.baseline])
  }
}
