import Foundation

/// How much of the largest possible heat an exchanger moves (Kays and London).
///
/// `ntu` is UA over the smaller capacity rate, `ratio` the smaller capacity rate over the larger.
enum Effectiveness {
  static func counterflow(ntu: Double, ratio: Double) -> Double {
    // -expm1 keeps its digits where the two streams are nearly balanced.
    let shortfall = 1 - ratio
    if abs(shortfall) * ntu < 1e-12 { return ntu / (1 + ntu) }
    let gain = -expm1(-ntu * shortfall)
    return gain / (gain + (1 - gain) * shortfall)
  }

  /// The transfer units that reach an effectiveness in counterflow.
  static func counterflowNTU(effectiveness: Double, ratio: Double) -> Double {
    if abs(1 - ratio) < 1e-12 { return effectiveness / (1 - effectiveness) }
    return log((1 - effectiveness * ratio) / (1 - effectiveness)) / (1 - ratio)
  }

  /// Both streams unmixed.
  static func crossFlow(ntu: Double, ratio: Double) -> Double {
    crossFlowExponent(ntu: ntu, ratio: ratio).effectiveness
  }

  /// The cross-flow effectiveness and its slopes.
  @inline(__always)
  static func crossFlowExponent(
    ntu: Double, ratio: Double
  ) -> (effectiveness: Double, byNTU: Double, byRatio: Double) {
    let root = exp(0.22 * log(ntu))
    let inner = exp(-ratio * ntu / root)
    let exponent = root / ratio * (inner - 1)
    let rest = exp(exponent)
    return (
      1 - rest, rest * (0.78 * inner - 0.22 * exponent / ntu),
      rest * (exponent + ntu * inner) / ratio
    )
  }

  /// The transfer units that reach an effectiveness in cross flow.
  static func crossFlowNTU(effectiveness: Double, ratio: Double) -> Double {
    exp(
      Root.bracketed(-12, 12, tolerance: 1e-15) {
        crossFlow(ntu: exp($0), ratio: ratio) - effectiveness
      })
  }
}
