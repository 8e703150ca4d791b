/// One-dimensional minima.
enum Minimum {
  /// The least point of a function between two others that are no lower.
  ///
  /// Brent's method (1973): parabolas where the function is smooth, golden sections at kinks.
  ///
  /// - Parameters:
  ///   - middle: inside the range and no higher than its ends.
  ///   - tolerance: of the argument.
  static func least(
    in range: ClosedRange<Double>, middle: (argument: Double, value: Double), tolerance: Double,
    _ function: (Double) -> Double
  ) -> (argument: Double, value: Double) {
    let golden = 0.381_966_011_250_105
    var (a, b) = (range.lowerBound, range.upperBound)
    var x = middle
    var w = middle
    var v = middle
    var (step, before) = (0.0, 0.0)
    for _ in 0..<100 {
      let centre = 0.5 * (a + b)
      if abs(x.argument - centre) <= 2 * tolerance - 0.5 * (b - a) { return x }
      var isParabola = false
      if abs(before) > tolerance {
        let r = (x.argument - w.argument) * (x.value - v.value)
        var q = (x.argument - v.argument) * (x.value - w.value)
        var p = (x.argument - v.argument) * q - (x.argument - w.argument) * r
        q = 2 * (q - r)
        if q > 0 { p = -p } else { q = -q }
        if abs(p) < abs(0.5 * q * before), p > q * (a - x.argument), p < q * (b - x.argument) {
          before = step
          step = p / q
          isParabola = true
          let u = x.argument + step
          if u - a < 2 * tolerance || b - u < 2 * tolerance {
            step = x.argument < centre ? tolerance : -tolerance
          }
        }
      }
      if !isParabola {
        before = x.argument < centre ? b - x.argument : a - x.argument
        step = golden * before
      }
      let argument =
        x.argument + (abs(step) >= tolerance ? step : step > 0 ? tolerance : -tolerance)
      let u = (argument: argument, value: function(argument))
      if u.value <= x.value {
        if u.argument < x.argument { b = x.argument } else { a = x.argument }
        (v, w, x) = (w, x, u)
      } else {
        if u.argument < x.argument { a = u.argument } else { b = u.argument }
        if u.value <= w.value || w.argument == x.argument {
          (v, w) = (w, u)
        } else if u.value <= v.value || v.argument == x.argument || v.argument == w.argument {
          v = u
        }
      }
    }
    return x
  }
}
