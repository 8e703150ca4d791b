/// Finds prices with a high lower bound, by Polyak's subgradient steps.
///
/// Each pass moves every price along the excess demand, by `factor · (target − L) / |excess|²`,
/// with the target a little above the best bound; after `patience` passes without gain the factor
/// shrinks and the search returns to the best prices. (Polyak, "Minimization of unsmooth
/// functionals", 1969, doi 10.1016/0041-5553(69)90061-5.)
struct PriceSearch {
  struct Parameters: Sendable {
    /// The most passes over all jobs.
    var passes = 800
    /// Target: so much above the best bound, relative to the size of the jobs' cost.
    var reach = 0.02
    var shrink = 0.7
    var patience = 15
    /// Ends when the step factor falls below this.
    var smallestFactor = 1e-3
  }

  let market: Market
  var parameters = Parameters()
  private(set) var best: MarketPrices
  /// L at the best prices, without the fixed cost of the sites.
  private(set) var bound = -Double.infinity
  /// Passes over all jobs so far.
  private(set) var passes = 0
  private var rows: PriceRows
  private var current: MarketPrices
  private var factor = 1.0
  private var sinceGain = 0

  init(_ market: Market) {
    self.market = market
    current = .free(for: market.problem)
    best = current
    rows = PriceRows(market.problem, current)
  }

  var isExhausted: Bool { passes >= parameters.passes || factor < parameters.smallestFactor }

  /// Starts again from the best prices with a fresh step, for more passes.
  mutating func rekindle(factor: Double, reach: Double, passes more: Int) {
    self.factor = factor
    parameters.reach = reach
    sinceGain = 0
    current = best
    parameters.passes = passes + more
  }

  /// One pass: asks all jobs, keeps the prices if the bound rose, and takes a step.
  ///
  /// - Parameter upper: the cost of a known plan; the target never lies above it.
  mutating func pass(upper: Double?) {
    rows.fill(market.problem, current)
    let response = market.respond(to: current, rows: rows)
    passes += 1
    if response.bound > bound {
      let gain = response.bound - bound
      if gain > 1e-6 * abs(response.bound) || bound == -.infinity { sinceGain = 0 }
      bound = response.bound
      best = current
    } else {
      sinceGain += 1
    }
    var from = response
    if sinceGain >= parameters.patience {
      factor *= parameters.shrink
      sinceGain = 0
      current = best
      rows.fill(market.problem, current)
      from = market.respond(to: current, rows: rows)
      passes += 1
    }
    step(from, upper: upper)
  }

  private mutating func step(_ response: Market.Response, upper: Double?) {
    // Prices at zero that nobody wants to raise do not move, so they do not count.
    var square = 0.0
    for index in current.gpu.indices {
      let excess = response.gpuExcess[index]
      if excess > 0 || current.gpu[index] > 0 { square += excess * excess }
    }
    for index in current.power.indices {
      let excess = response.powerExcess[index]
      if excess > 0 || current.power[index] > 0 { square += excess * excess }
    }
    guard square > 0 else {
      factor = 0  // Nobody asks for more than there is: the bound is the optimum.
      return
    }
    // Where costs cancel, the distance to the known plan says how much is at stake.
    let scale = max(abs(bound), upper.map { 0.1 * ($0 - bound) } ?? 0, 1e-9)
    let reach = parameters.reach * scale
    let target = min(bound + reach, upper.map { max($0, bound + 1e-3 * reach) } ?? .infinity)
    let length = factor * (target - response.bound) / square
    for index in current.gpu.indices {
      current.gpu[index] = max(0, current.gpu[index] + length * response.gpuExcess[index])
    }
    for index in current.power.indices where response.powerExcess[index] != 0 {
      current.power[index] = max(0, current.power[index] + length * response.powerExcess[index])
    }
  }
}
