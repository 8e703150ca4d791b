/// A point of the interior-point method: strictly within all bounds, with positive bound duals.
struct Iterate: Sendable {
  /// x̂ by column.
  var x: [Double]
  /// y by row.
  var y: [Double]
  /// Distance to each bound, and the bound's dual.
  var slacks: [Double]
  var duals: [Double]

  /// The part of the way to the nearest bound that a step goes.
  private static let stepBack = 0.9995

  /// Mean complementarity product.
  var mu: Double { mu(after: nil) }

  /// Mean complementarity product after the longest step.
  func mu(after step: Iterate?) -> Double {
    guard !slacks.isEmpty else { return 0 }
    var sum = 0.0
    if let step {
      let lengths = lengths(along: step)
      for index in slacks.indices {
        sum +=
          (slacks[index] + lengths.primal * step.slacks[index])
          * (duals[index] + lengths.dual * step.duals[index])
      }
    } else {
      for index in slacks.indices { sum += slacks[index] * duals[index] }
    }
    return sum / Double(slacks.count)
  }

  /// Longest steps, up to 1, that keep slacks and duals positive.
  func lengths(along step: Iterate) -> (primal: Double, dual: Double) {
    (Self.length(slacks, step.slacks), Self.length(duals, step.duals))
  }

  private static func length(_ values: [Double], _ steps: [Double]) -> Double {
    var shrinkage = 0.0
    for index in values.indices { shrinkage = max(shrinkage, -steps[index] / values[index]) }
    return shrinkage > stepBack ? stepBack / shrinkage : 1
  }

  /// Goes along a step as far as the bounds allow.
  mutating func advance(along step: Iterate) {
    let lengths = lengths(along: step)
    for column in x.indices { x[column] += lengths.primal * step.x[column] }
    for row in y.indices { y[row] += lengths.dual * step.y[row] }
    for index in slacks.indices {
      slacks[index] += lengths.primal * step.slacks[index]
      duals[index] += lengths.dual * step.duals[index]
    }
  }
}
