/// Vector operations of the interior-point method. Through spans of one known count they run
/// without a check per element.
extension [Double] {
  /// self += factor · other.
  mutating func add(_ factor: Double, times other: [Double]) {
    precondition(other.count == count, "\(count) and \(other.count) elements")
    var own = mutableSpan
    let other = other.span
    for index in other.indices { own[index] += factor * other[index] }
  }

  /// Multiplies each element with that of another vector.
  mutating func multiply(by other: [Double]) {
    precondition(other.count == count, "\(count) and \(other.count) elements")
    var own = mutableSpan
    let other = other.span
    for index in other.indices { own[index] *= other[index] }
  }

  /// The sum of the products.
  func dot(_ other: [Double]) -> Double {
    precondition(other.count == count, "\(count) and \(other.count) elements")
    let (own, other) = (span, other.span)
    var sum = 0.0
    for index in own.indices { sum += own[index] * other[index] }
    return sum
  }

  /// The largest −step / element, or 0 where no step is negative.
  func largestShrinkage(along steps: [Double]) -> Double {
    precondition(steps.count == count, "\(count) and \(steps.count) elements")
    let (own, steps) = (span, steps.span)
    var largest = 0.0
    for index in own.indices {
      let shrinkage = -steps[index] / own[index]
      largest = shrinkage > largest ? shrinkage : largest
    }
    return largest
  }

  /// The largest absolute value.
  var norm: Double {
    var largest = 0.0
    for value in self { largest = abs(value) > largest ? abs(value) : largest }
    return largest
  }
}
