import GridPricing

/// A log-normal distribution, drawn by correctly rounded arithmetic alone: libm differs by platform.
struct LogNormal: Sendable {
  let median: Double
  /// The standard deviation of the logarithm.
  let sigma: Double

  func draw(_ random: inout RandomBits) -> Double {
    median * Self.exponential(sigma * Self.normal(&random))
  }

  /// Twelve uniform numbers less six: variance 1, and normal within a hundredth up to two deviations.
  private static func normal(_ random: inout RandomBits) -> Double {
    (0..<12).reduce(-6.0) { sum, _ in sum + random.unit() }
  }

  /// eˣ = 2ⁿ eʳ with |r| ≤ ln 2 / 2, and eʳ by its Taylor series.
  static func exponential(_ x: Double) -> Double {
    let logarithmOf2 = 0.693147180559945309
    let exponent = (x / logarithmOf2).rounded()
    let rest = x - exponent * logarithmOf2
    let power = stride(from: 14.0, through: 1, by: -1).reduce(1.0) { 1 + rest * $0 / $1 }
    return Double(sign: .plus, exponent: Int(exponent), significand: power)
  }
}
