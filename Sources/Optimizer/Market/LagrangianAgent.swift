/// Finds a good schedule for a job whose pauses or changes of count cost something, in O(window) for each
/// of a few prices of work.
///
/// Where every slot of work earns θ, a dynamic programme over slots finds the cheapest runs; what it finds
/// does too little or too much work, and the next θ lies where the nearest tangents of both kinds meet.
/// Each answer is repaired: slots at the ends of runs are added or left out until the work is just done.
/// (A Lagrangian heuristic; Fisher 1981, doi 10.1287/mnsc.27.1.1.)
struct LagrangianAgent {
  struct Answer {
    var cost: Double
    var slots: [Int32]
    var counts: [Int32]
    /// Used part of the last slot.
    var lastFraction: Double
  }

  private static let mostSteps = 10
  private static let mostStepsFromStart = 4

  /// Currency for a slot of work; what it was for similar costs is a good start.
  var workPrice: Double?
  private var programme = RunProgramme()
  private var repair = RunRepair()

  /// - Parameters:
  ///   - levels: counts by rising speed.
  ///   - limit: a schedule that costs as much is of no use.
  ///   - isOpen: whether so many GPUs may be held for so large a part of a slot.
  ///   - mayAdd: whether so many GPUs may begin at a slot's edge.
  ///   - cost: what so many GPUs pay for a part of a slot.
  /// - Precondition: the job does not run already.
  @inline(__always)
  mutating func answer(
    _ option: CompiledOption, levels: ArraySlice<ElasticLevel>, slots: Range<Int>, limit: Double,
    isOpen: (Int, Int32, Double) -> Bool, mayAdd: (Int, Int32) -> Bool,
    cost: (Int, Int32, Double) -> Double
  ) -> Answer? {
    programme.prepare(option, levels, slots, isOpen: isOpen, mayAdd: mayAdd, cost: cost)
    repair.begin(option, limit: limit)
    repair.tryOnePiece(programme, isOpen: isOpen, cost: cost)
    var steps = PriceSteps(workPrice, programme)
    let most = workPrice == nil ? Self.mostSteps : Self.mostStepsFromStart
    for _ in 0..<most {
      guard let value = programme.solve(steps.price) else { break }
      repair.take(programme)
      steps.take(value + steps.price * option.work, missing: option.work - repair.work)
      if steps.value >= limit { break }
      repair.complete(programme, isOpen: isOpen, mayAdd: mayAdd, cost: cost)
      if !steps.advance() { break }
    }
    if steps.value > -.infinity { workPrice = steps.best }
    return repair.answer(programme)
  }
}

/// A search for the price of work at which the cheapest runs do the work.
private struct PriceSteps {
  private struct Tangent {
    var price: Double
    var value: Double
    /// Work that is missing at this price.
    var slope: Double

    func meets(_ other: Tangent) -> Double {
      (other.value - value + slope * price - other.slope * other.price) / (slope - other.slope)
    }
  }

  private(set) var price: Double
  /// The best value so far, and its price.
  private(set) var value = -Double.infinity
  private(set) var best = 0.0
  private var reach: Double
  private var low: Tangent?
  private var high: Tangent?
  private var isExact = false

  init(_ start: Double?, _ programme: RunProgramme) {
    let typical = programme.typicalPrice
    price = start ?? typical
    best = price
    reach = max(1e-9, abs(typical)) / (start == nil ? 4 : 32)
  }

  mutating func take(_ value: Double, missing: Double) {
    if value > self.value {
      self.value = value
      best = price
    }
    let tangent = Tangent(price: price, value: value, slope: missing)
    isExact = missing == 0
    if missing > 0 { low = tangent } else { high = tangent }
  }

  /// - Returns: whether there is a better price to try.
  mutating func advance() -> Bool {
    if isExact { return false }
    if let low, let high {
      price = low.meets(high)
      return low.value + low.slope * (price - low.price) > value + 1e-6 * abs(value)
    }
    price += high == nil ? reach : -reach
    reach *= 4
    return true
  }
}
