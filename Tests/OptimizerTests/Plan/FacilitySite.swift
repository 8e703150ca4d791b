import GridPricing

@testable import Optimizer

extension TinyProblem {
  /// Solar power by slot, kW.
  static func solar(_ kW: [Double], slotMinutes: Int = 60) -> Series<PowerDimension> {
    let length = Int64(slotMinutes) * 60_000
    return Series(
      steps: kW.enumerated().map { slot, kW in
        let first = Instant(milliseconds: start.milliseconds + Int64(slot) * length)
        return SeriesStep(
          start: first, end: Instant(milliseconds: first.milliseconds + length), value: kW)
      }, provenance: Provenance(format: "test", unit: "kW"))
  }

  /// A site at the price of 100 EUR/MWh that draws `kW` whatever the jobs do.
  static func steadySite(
    kW: Double, prices: [Double]? = nil, carbon: [Double]? = nil, slots: Int,
    _ change: (inout Site) -> Void = { _ in }
  ) -> Site {
    var site = site(
      prices: prices ?? [Double](repeating: 100, count: slots), carbon: carbon, baseKW: kW)
    change(&site)
    return site
  }

  /// The books of a site in hour-long slots, and its operation without jobs.
  static func operation(
    _ site: Site, slots: Int, _ dispatch: Dispatch? = nil, objective: Objective = Objective()
  ) throws -> SiteOperation {
    let problem = try Problem(
      jobs: [], sites: [site], horizon: Horizon(start: start, slotMinutes: 60, count: slots),
      objective: objective)
    return problem.books[0].operation(
      itReferenceKW: problem.signals[0].fixedKW, dispatch: dispatch)
  }
}

/// Whether two rows of numbers agree up to rounding.
func isClose(_ left: [Double]?, _ right: [Double], within tolerance: Double = 1e-9) -> Bool {
  guard let left, left.count == right.count else { return false }
  return zip(left, right).allSatisfy { abs($0 - $1) <= tolerance * max(1, abs($1)) }
}
