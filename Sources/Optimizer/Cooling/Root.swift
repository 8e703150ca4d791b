/// One-dimensional equations.
enum Root {
  /// A root of a continuous function between two points where its signs differ.
  ///
  /// Chandrupatla's method (1997): inverse quadratic interpolation where it is safe, else halving.
  /// Where the signs agree the end nearer to zero comes back.
  @inline(__always)
  static func bracketed(
    _ first: Double, _ second: Double, tolerance: Double, _ function: (Double) -> Double
  ) -> Double {
    var (a, b) = (second, first)
    var (fa, fb) = (function(a), function(b))
    if (fa > 0) == (fb > 0) || fa == 0 || fb == 0 { return abs(fa) <= abs(fb) ? a : b }
    var share = 0.5
    for _ in 0..<200 {
      let x = a + share * (b - a)
      let fx = function(x)
      let (c, fc): (Double, Double)
      if (fx > 0) == (fa > 0) {
        (c, fc) = (a, fa)
      } else {
        (c, fc) = (b, fb)
        (b, fb) = (a, fa)
      }
      (a, fa) = (x, fx)
      let best = abs(fa) < abs(fb) ? a : b
      let width = abs(b - a)
      if fa == 0 || width <= 2 * tolerance + 4e-16 * abs(best) { return best }
      let xi = (a - b) / (c - b)
      let phi = (fa - fb) / (fc - fb)
      let least = tolerance / width
      share =
        phi * phi < xi && (1 - phi) * (1 - phi) < 1 - xi
        ? fa / (fb - fa) * fc / (fb - fc) + (c - a) / (b - a) * fa / (fc - fa) * fb / (fc - fb)
        : 0.5
      share = min(1 - least, max(least, share))
    }
    return a
  }

  /// The root of an increasing function by Newton's method, halved where a step leaves the bracket.
  ///
  /// - Parameters:
  ///   - range: holds the root; without one the end nearer to it comes back.
  ///   - start: the first guess.
  ///   - tolerance: of the argument.
  ///   - function: value and slope.
  @inline(__always)
  static func increasing(
    in range: ClosedRange<Double>, from start: Double, tolerance: Double,
    _ function: (Double) -> (value: Double, slope: Double)
  ) -> Double {
    var (low, high) = (range.lowerBound, range.upperBound)
    var x = min(high, max(low, start))
    for _ in 0..<100 {
      let (value, slope) = function(x)
      if value == 0 { return x }
      if value < 0 { low = x } else { high = x }
      var next = x - value / slope
      if !(next > low && next < high) {
        // At an end of the bracket the root itself may lie: Newton's step then points outwards.
        next = 0.5 * (low + high)
      }
      let step = abs(next - x)
      x = next
      if step <= tolerance { return x }
    }
    return x
  }
}
