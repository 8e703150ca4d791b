/// Finds prices at which plants serve the loads that jobs ask for, answer by answer: each answer keeps
/// within a box around the last one, and the box shrinks.
///
/// A plant that answers freely names extreme prices, such as all of a demand charge in the one interval
/// with the highest load, which jobs then flee at once. (Marsten, Hogan and Blankenship, "The boxstep
/// method for large-scale optimization", 1975, doi 10.1287/opre.23.3.389.)
struct BoxStep {
  static let count = 40
  /// Half the first box, as a share of the mean price of a kW.
  private static let firstReach = 0.3
  /// Answers after which the box is half as large.
  private static let decay = 2.0
  /// What a load that jobs ask for counts against those before it.
  private static let loadWeight = 0.15

  /// kW that jobs ask for, smoothed, by site and slot.
  private(set) var load: [Double]
  /// The last answer.
  private(set) var prices: MarketPrices
  /// The mean of the answers in the second half, which jump about the best ones.
  private(set) var mean: MarketPrices
  private(set) var taken = 0
  private let meanPrice: Double

  init(_ problem: CompiledProblem, from prices: MarketPrices, load: [Double]) {
    self.load = load
    self.prices = prices
    mean = prices
    // With demand charges as if they were spread over all slots.
    let energy = problem.slotCost.reduce(0) { $0 + abs($1) }
    let charges = problem.facilities.reduce(0) { sum, facility in
      (facility?.charges ?? []).reduce(sum) { $0 + $1.pricePerKW * Double($1.periods.count) }
    }
    meanPrice = (energy + charges) / Double(max(1, problem.slotCost.count))
  }

  /// Currency per kW and slot by which the next answer may differ.
  var reach: Double { Self.firstReach * meanPrice / (1 + Double(taken) / Self.decay) }

  /// Takes the plants' next answer.
  mutating func take(_ answer: MarketPrices) {
    prices = answer
    taken += 1
    mean.mix(answer, weight: 1 / Double(max(1, taken - Self.count / 2)))
  }

  /// Takes what jobs ask for at the last answer.
  mutating func take(load use: [Double]) {
    MarketPrices.mix(&load, use, Self.loadWeight)
  }
}
