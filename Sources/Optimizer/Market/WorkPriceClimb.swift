/// Looks for the price of a job's work at which what the job pays at least is highest.
///
/// The work condition is dropped and every slot of work paid θ instead. The cheapest schedule at θ proves
/// a bound that is concave in θ, and says how that rises there: the next θ is where the two nearest
/// tangents meet. (Kelley 1960, doi 10.1137/0108053.)
struct WorkPriceClimb {
  /// The price to answer next.
  private(set) var theta: Double
  /// The best bound so far, and its price.
  private(set) var value = -Double.infinity
  private(set) var workPrice: Double
  /// Steps from a price of long ago, and from the last one.
  static let mostSteps = 12
  static let mostStepsFromStart = 4
  /// Steps to take at most.
  let steps: Int
  private let tolerance: Double
  private var reach: Double
  private var missing = 0.0
  private var low: Tangent?
  private var high: Tangent?

  private struct Tangent {
    var theta: Double
    var value: Double
    /// Work that is missing at this price.
    var slope: Double

    func meets(_ other: Tangent) -> Double {
      (other.value - value + slope * theta - other.slope * other.theta) / (slope - other.slope)
    }
  }

  /// - Parameters:
  ///   - start: what work was worth for similar costs; nil where nobody knows.
  ///   - typical: a price to begin with else.
  ///   - scale: the largest size of a slot's cost.
  ///   - isHasty: whether few steps from a known price will do.
  init(start: Double?, typical: Double, scale: Double, isHasty: Bool) {
    theta = start ?? typical
    workPrice = theta
    reach = scale / (start == nil ? 4 : 64)
    steps = start == nil || !isHasty ? Self.mostSteps : Self.mostStepsFromStart
    tolerance = scale * (isHasty ? 1e-6 : 1e-9)
  }

  /// Takes an answer to ``theta``.
  ///
  /// - Parameter missing: the work that it leaves undone.
  /// - Returns: whether the bound is the best so far.
  @discardableResult
  mutating func take(value: Double, missing: Double) -> Bool {
    self.missing = missing
    let tangent = Tangent(theta: theta, value: value, slope: missing)
    if missing > 0 { low = tangent } else { high = tangent }
    guard value > self.value else { return false }
    (self.value, workPrice) = (value, theta)
    return true
  }

  /// Goes on to the next price.
  ///
  /// - Returns: false where no price promises more.
  mutating func advance() -> Bool {
    guard missing != 0 else { return false }
    guard let low, let high else {
      theta += missing > 0 ? reach : -reach
      reach *= 4
      return true
    }
    theta = low.meets(high)
    return low.value + low.slope * (theta - low.theta) > value + tolerance
  }
}
