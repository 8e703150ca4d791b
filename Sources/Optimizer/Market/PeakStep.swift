/// One step of the prices of peaks, along the import of their metering intervals.
///
/// Within a period the prices share the demand charge: they move from intervals that import less than
/// the peak that they pay for to those that import more. The price of IT power moves with them, as much
/// as the facility draws for it, so that both need not find each other: what counts is then the import
/// that serves what the jobs ask for.
struct PeakStep {
  /// One metering interval: its charge, its mean import above the peak that is paid for, its price.
  private struct Interval {
    var charge: Int
    var slots: [Int]
    var excess: Double
    var price: Double
  }

  private let problem: CompiledProblem
  /// By site and slot.
  private let slopes: [Double]
  /// Intervals by site and period.
  private var periods: [(site: Int, limit: Double, intervals: [Interval])] = []
  /// Sum of the squares of the excesses that move a price.
  private(set) var square = 0.0

  init(_ problem: CompiledProblem, _ prices: MarketPrices, _ response: Market.Response) {
    self.problem = problem
    slopes = response.slope
    for (site, facility) in problem.facilities.enumerated() {
      guard let facility, let present = prices.facilities[site] else { continue }
      for (number, charge) in facility.charges.enumerated() {
        for period in charge.periods {
          let row = site * problem.slotCount
          let intervals = period.intervals.map { slots in
            let mean =
              slots.reduce(0) { sum, slot in
                let index = row + slot
                let served =
                  response.importKW[index]
                  + response.slope[index] * response.powerExcess[index]
                return sum + max(0, served)
              } / Double(slots.count)
            let price = present.demand[number][slots[0]] * Double(slots.count)
            return Interval(charge: number, slots: slots, excess: mean, price: price)
          }
          add(intervals, site, charge.pricePerKW, paid: period.paidKW)
        }
      }
    }
  }

  private mutating func add(
    _ intervals: [Interval], _ site: Int, _ limit: Double, paid: Double
  ) {
    let sum = intervals.reduce(0) { $0 + $1.price }
    var level = paid
    if sum >= limit * (1 - 1e-9), sum > 0 {
      level = max(paid, intervals.reduce(0) { $0 + $1.price * $1.excess } / sum)
    }
    let moved = intervals.map { interval in
      var interval = interval
      interval.excess -= level
      return interval
    }
    for interval in moved
    where abs(interval.excess) > 1e-9 && (interval.excess > 0 || interval.price > 0) {
      square += interval.excess * interval.excess
    }
    periods.append((site, limit, moved))
  }

  /// Moves the prices by `length` times their excess, and back to where their sum is allowed.
  func step(_ length: Double, _ prices: inout MarketPrices) {
    for (site, limit, intervals) in periods {
      let row = site * problem.slotCount
      let wanted = intervals.map { max(0, $0.price + length * $0.excess) }
      let shift = Self.shift(wanted, sum: limit)
      for (interval, price) in zip(intervals, wanted) {
        let share = max(0, price - shift) / Double(interval.slots.count)
        for slot in interval.slots {
          let before = prices.facilities[site]!.demand[interval.charge][slot]
          prices.facilities[site]!.demand[interval.charge][slot] = share
          prices.power[row + slot] += slopes[row + slot] * (share - before)
        }
      }
      prices.facilities[site]!.keepDemandWithinCharges(of: problem.facilities[site]!)
    }
  }

  /// What to take off every price so that those above zero add up to at most `limit`. (Projection onto
  /// a simplex.)
  private static func shift(_ prices: [Double], sum limit: Double) -> Double {
    guard prices.reduce(0, +) > limit else { return 0 }
    var sum = 0.0
    var shift = 0.0
    for (number, price) in prices.sorted(by: >).enumerated() {
      sum += price
      let candidate = (sum - limit) / Double(number + 1)
      if candidate >= price { break }
      shift = candidate
    }
    return shift
  }
}
