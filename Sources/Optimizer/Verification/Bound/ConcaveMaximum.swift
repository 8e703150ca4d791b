/// The largest value of a concave function, by golden sections.
enum ConcaveMaximum {
  private static let sections = 60

  /// Every value that the function takes is a valid answer: the search only looks for a large one.
  static func value(in range: ClosedRange<Double>, of function: (Double) -> Double) -> Double {
    let ratio = (5.0.squareRoot() - 1) / 2
    var (low, high) = (range.lowerBound, range.upperBound)
    var (left, right) = (high - ratio * (high - low), low + ratio * (high - low))
    var (atLeft, atRight) = (function(left), function(right))
    var best = max(function(low), function(high), atLeft, atRight)
    for _ in 0..<sections {
      if atLeft < atRight {
        (low, left, atLeft) = (left, right, atRight)
        right = low + ratio * (high - low)
        atRight = function(right)
        best = max(best, atRight)
      } else {
        (high, right, atRight) = (right, left, atLeft)
        left = high - ratio * (high - low)
        atLeft = function(left)
        best = max(best, atLeft)
      }
    }
    return best
  }
}
