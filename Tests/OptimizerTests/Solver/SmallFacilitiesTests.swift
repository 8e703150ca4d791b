import GridPricing
import Testing

@testable import Optimizer

/// Tiny problems of sites with panels, tariffs, limits and ramps, against the optimum found by trying
/// everything; larger ones, and storages, take HiGHS, see `Benchmarks/check-facilities`.
@Suite struct SmallFacilitiesTests {
  @Test(arguments: 0..<120)
  func boundIsBelowAndPlanAboveTheOptimum(seed: Int) throws {
    var example = SmallFacility(seed: UInt64(seed))
    let problem = try example.problem()
    let optimum = FacilityBruteForce(problem, charges: example.charges).optimum
    let solution = Solver().solve(
      problem, until: .first(of: [.gap(0), .workWithoutGain(300_000)]))
    #expect(optimum.isFinite == (solution.status != .partial && solution.status != .infeasible))
    guard optimum.isFinite, let bound = solution.lowerBound else { return }
    let cost = solution.plan.cost.amount
    let rounding = 1e-7 * max(1e-2, abs(cost))
    #expect(bound.amount <= optimum + rounding)
    #expect(cost >= optimum - rounding)
    // Three jobs at most are tried in all ways together.
    #expect(cost <= optimum + 1e-6 * abs(cost) + rounding)
    #expect(solution.status != .optimal || cost <= optimum + 1e-5 * abs(cost) + rounding)
    let plan = solution.document(generator: .init(version: "test", seed: 1))
    let report = Verification(of: problem).report(on: plan)
    #expect(report.violations.map(\.description) == [])
  }
}

/// One or two sites without storage and up to three jobs, from a seed.
///
/// The six hours around a midnight in UTC.
private struct SmallFacility {
  static let start = Instant(iso8601: "2026-01-12T21:00:00Z")!
  let horizon = Horizon(start: start, slotMinutes: 60, count: 6)
  var random: SplitMix
  /// The demand charges of each site, in the terms of the brute force.
  private(set) var charges: [[FacilityBruteForce.Charge]] = []

  init(seed: UInt64) {
    random = SplitMix(state: seed &* 0x9E37_79B9 &+ 11)
  }

  mutating func problem() throws -> Problem {
    let sites = (0..<pick([1, 1, 2])).map { site($0) }
    let jobs = (0..<Int.random(in: 0...3, using: &random)).map { job($0) }
    return try Problem(
      jobs: jobs, sites: sites, horizon: horizon,
      objective: Objective(currency: "EUR", carbonPrice: .perTonne(pick([0, 80]))))
  }

  private mutating func job(_ number: Int) -> Job {
    Job(
      id: "job\(number)", pool: "gpu", gpus: pick([1, 2, 4]), hours: pick([0.6, 1, 2, 2.5, 3]),
      powerPerGPU: .watts(pick([400, 900])), release: happens(0.3) ? horizon.edge(1) : nil,
      deadline: happens(0.3) ? horizon.edge(5) : nil,
      value: happens(0.2) ? .amount(self.number(0...1)) : nil,
      preemption: happens(0.5) ? Preemption() : nil)
  }

  private mutating func site(_ number: Int) -> Site {
    let hasSolar = happens(0.6)
    let hasCharges = happens(0.5)
    // With all three, the best curtailment would not stand in one line.
    let low = happens(0.3) && !(hasSolar && hasCharges) ? -60.0 : 30
    var site = Site(
      id: "site\(number)",
      price: PriceSeries(
        currency: "EUR", start: Self.start, stepMinutes: 60,
        perMWh: horizon.slots.map { _ in self.number(low...180) }),
      carbon: .constant(gramsPerKWh: self.number(50...500)),
      pools: [GPUPool(id: "gpu", gpus: pick([4, 6]), idlePowerPerGPU: .watts(pick([0, 60])))],
      itBase: .kilowatts(self.number(0.2...2)), cooling: .fixedPUE(pick([1, 1.3])))
    if hasSolar { site.solar = solar() }
    if happens(0.4) { site.gridLimit = .kilowatts(self.number(4...8)) }
    if happens(0.3) {
      site.gridLimits = [
        GridLimit(
          start: horizon.edge(2), end: horizon.edge(3), power: .kilowatts(self.number(2.5...5)),
          reason: "demand response")
      ]
    }
    if !hasSolar, happens(0.4) { site.rampPerMinute = .kilowatts(self.number(0.02...0.08)) }
    if happens(0.3) {
      site.tariff.adders = [EnergyAdder(name: "network", price: .perMegawattHour(18))]
    }
    if happens(0.5) {
      site.tariff.exportPrice = .perMegawattHour(low < 0 ? -70 : pick([-5, 0, 25]))
    }
    charges.append([])
    if hasCharges { addCharges(to: &site) }
    return site
  }

  private mutating func solar() -> Series<PowerDimension> {
    Series(
      steps: horizon.slots.map { slot in
        SeriesStep(
          start: horizon.edge(slot), end: horizon.edge(slot + 1),
          value: happens(0.3) ? 0 : number(0...6))
      }, provenance: Provenance(format: "test", unit: "kW"))
  }

  private mutating func addCharges(to site: inout Site) {
    let monthly = FacilityBruteForce.Charge(
      perKW: number(0.01...0.4), peakSoFarKW: pick([0, 3]), periods: [[[0], [1, 2], [3, 4], [5]]])
    charges[charges.count - 1].append(monthly)
    site.tariff.demandCharges.append(
      DemandCharge(
        name: "monthly", pricePerKilowatt: monthly.perKW, meteringMinutes: 120,
        peakSoFar: .kilowatts(monthly.peakSoFarKW)))
    guard happens(0.4) else { return }
    let daily = FacilityBruteForce.Charge(
      perKW: number(0.01...0.2), peakSoFarKW: 1, periods: [[[0], [1], [2]], [[3], [4], [5]]])
    charges[charges.count - 1].append(daily)
    site.tariff.demandCharges.append(
      DemandCharge(
        name: "daily", pricePerKilowatt: daily.perKW, period: .day,
        peakSoFar: .kilowatts(daily.peakSoFarKW)))
  }

  private mutating func number(_ range: ClosedRange<Double>) -> Double {
    .random(in: range, using: &random)
  }
  private mutating func happens(_ part: Double) -> Bool { number(0...1) < part }
  private mutating func pick<Element>(_ values: [Element]) -> Element {
    values.randomElement(using: &random)!
  }
}
