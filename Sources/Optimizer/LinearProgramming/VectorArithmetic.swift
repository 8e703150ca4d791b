/// Vector operations of the interior-point method, in place. Through spans of one known count they
/// run without a check per element.
extension [Double] {
  private func expectCount(of other: [Double]) {
    precondition(other.count == count, "\(count) and \(other.count) elements")
  }

  /// Takes over all elements.
  mutating func set(to other: [Double]) {
    expectCount(of: other)
    var own = mutableSpan
    let other = other.span
    for index in other.indices { own[index] = other[index] }
  }

  /// Takes over the elements at these places.
  mutating func set(to other: [Double], at places: [Int32]) {
    precondition(places.count == count, "\(count) elements, \(places.count) places")
    var own = mutableSpan
    let (other, places) = (other.span, places.span)
    for index in places.indices { own[index] = other[Int(places[index])] }
  }

  /// self += factor · other.
  mutating func add(_ factor: Double, times other: [Double]) {
    expectCount(of: other)
    var own = mutableSpan
    let other = other.span
    for index in other.indices { own[index] += factor * other[index] }
  }

  /// Adds factor · other to the elements at these places.
  mutating func add(_ factor: Double, times other: [Double], at places: [Int32]) {
    precondition(places.count == other.count, "\(other.count) elements, \(places.count) places")
    var own = mutableSpan
    let (other, places) = (other.span, places.span)
    for index in other.indices { own[Int(places[index])] += factor * other[index] }
  }

  /// Subtracts the products of two vectors, element by element.
  mutating func subtract(_ one: [Double], times other: [Double]) {
    expectCount(of: one)
    expectCount(of: other)
    var own = mutableSpan
    let (one, other) = (one.span, other.span)
    for index in one.indices { own[index] -= one[index] * other[index] }
  }

  /// Multiplies element by element.
  mutating func multiply(by other: [Double]) {
    expectCount(of: other)
    var own = mutableSpan
    let other = other.span
    for index in other.indices { own[index] *= other[index] }
  }

  /// Divides element by element.
  mutating func divide(by other: [Double]) {
    expectCount(of: other)
    var own = mutableSpan
    let other = other.span
    for index in other.indices { own[index] /= other[index] }
  }

  /// The sum of the products.
  func dot(_ other: [Double]) -> Double {
    expectCount(of: other)
    let (own, other) = (span, other.span)
    var sum = 0.0
    for index in own.indices { sum += own[index] * other[index] }
    return sum
  }

  /// The largest −step / element, or 0 where no step is negative.
  func largestShrinkage(along steps: [Double]) -> Double {
    expectCount(of: steps)
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
