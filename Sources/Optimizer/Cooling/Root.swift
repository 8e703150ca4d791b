/// One-dimensional equations.
enum Root {
  /// A root of a continuous function between two points where its signs differ.
  ///
  /// Where the signs agree the end nearer to zero comes back.
  static func bracketed(
    _ first: Double, _ second: Double, tolerance: Double, _ function: (Double) -> Double
  ) -> Double {
    bracketed(
      (first, function(first)), (second, function(second)), tolerance: tolerance, function)
  }

  /// As above, with the values at both ends at hand.
  ///
  /// Chandrupatla's method (1997): inverse quadratic interpolation where it is safe, else halving.
  @inline(__always)
  static func bracketed(
    _ first: (x: Double, value: Double), _ second: (x: Double, value: Double), tolerance: Double,
    _ function: (Double) -> Double
  ) -> Double {
    var (a, fa) = second
    var (b, fb) = first
    if (fa > 0) == (fb > 0) || fa == 0 || fb == 0 { return abs(fa) <= abs(fb) ? a : b }
    // The line between the ends, unless it hugs one of them.
    var share = min(0.9, max(0.1, fa / (fa - fb)))
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
  ///   - tolerance: the longest last step. What error it leaves is of the order of its square.
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
      let next = x - value / slope
      if next > low && next < high {
        if abs(next - x) <= tolerance { return next }
        x = next
      } else {
        x = 0.5 * (low + high)
        if high - low <= 1e-12 * max(1, abs(x)) { return x }
      }
    }
    return x
  }
}
