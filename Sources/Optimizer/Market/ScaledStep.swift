/// Steps of prices along the excess demand, each price at a pace of its own: the running mean of its
/// excess over the running root of its mean square. (Kingma and Ba, "Adam", 2014, arXiv 1412.6980.)
///
/// Where all jobs jump to the cheapest slots at once, a few excesses outweigh all others in a common
/// step; here each price moves by a share of what a GPU or a kW typically pays in a slot.
struct ScaledStep {
  /// Passes in which it is better than common steps, those that bring most of the gain, and those that
  /// bring most of it where jobs take long to answer.
  static let passes = 150
  static let fewestPasses = 90
  static let fewestPassesOfSlow = 54
  private static let pace = 0.2
  /// Passes after which the pace is half as large.
  private static let decay = 20.0
  private static let squareWeight = 0.01
  private(set) var passes: Int
  private(set) var taken = 0
  private var grown = 0.0
  private let gpuPace: Double
  private let powerPace: Double
  private var gpu: [Moments]
  private var power: [Moments]

  private struct Moments {
    var mean = 0.0
    var square = 0.0

    /// The excess in units of its usual size.
    /// - Parameter grown: the share of its size to which the mean square has grown so far.
    mutating func scaled(_ excess: Double, grown: Double) -> Double {
      mean += 0.1 * (excess - mean)
      square += ScaledStep.squareWeight * (excess * excess - square)
      return square > 0 ? mean / (square / grown).squareRoot() : 0
    }
  }

  /// - Parameters:
  ///   - stake: what the jobs cost, or may cost, in all; currency.
  ///   - passes: to take.
  init(_ problem: CompiledProblem, stake: Double, passes: Int) {
    self.passes = passes
    var gpuSlots = 1e-9
    var kWSlots = 1e-9
    for job in problem.jobs where !job.options.isEmpty {
      let option = problem.options[job.options.lowerBound]
      gpuSlots += Double(option.gpus) * option.work
      kWSlots += abs(option.addedKW) * option.work
    }
    gpuPace = Self.pace * stake / gpuSlots
    powerPace = Self.pace * stake / kWSlots
    gpu = [Moments](repeating: Moments(), count: problem.poolCount * problem.slotCount)
    power = [Moments](repeating: Moments(), count: problem.siteCount * problem.slotCount)
  }

  var isDone: Bool { taken >= passes }

  /// Takes more passes at the pace that it has come to.
  mutating func goOn(passes more: Int) { passes = taken + more }

  mutating func step(_ prices: inout MarketPrices, _ response: Market.Response) {
    taken += 1
    grown += Self.squareWeight * (1 - grown)
    let share = 1 / (1 + Double(taken) / Self.decay)
    Self.step(&prices.gpu, &gpu, response.gpuExcess, pace: share * gpuPace, grown)
    Self.step(&prices.power, &power, response.powerExcess, pace: share * powerPace, grown)
  }

  private static func step(
    _ prices: inout [Double], _ moments: inout [Moments], _ excess: [Double], pace: Double,
    _ grown: Double
  ) {
    for index in prices.indices {
      let wanted = prices[index] > 0 ? excess[index] : max(0, excess[index])
      let scaled = moments[index].scaled(wanted, grown: grown)
      prices[index] = max(0, prices[index] + pace * scaled)
    }
  }
}
