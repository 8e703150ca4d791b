/// A point of the interior-point method: strictly within all bounds, with positive bound duals.
struct Iterate: Sendable {
  /// x̂ by column and y by row.
  var point: KKTSystem.Vector
  /// Distance to each bound, and the bound's dual.
  var slacks: [Double]
  var duals: [Double]

  var x: [Double] { point.columns }
  var y: [Double] { point.rows }

  /// The part of the way to the nearest bound that a step goes.
  private static let stepBack = 0.9995

  /// Mean complementarity product.
  var mu: Double { slacks.isEmpty ? 0 : slacks.dot(duals) / Double(slacks.count) }

  /// Mean complementarity product after the longest step.
  func mu(after step: Iterate) -> Double {
    guard !slacks.isEmpty else { return 0 }
    let lengths = lengths(along: step)
    let bySlacks = step.slacks.dot(duals) + lengths.dual * step.slacks.dot(step.duals)
    let sum = lengths.primal * bySlacks + lengths.dual * slacks.dot(step.duals)
    return mu + sum / Double(slacks.count)
  }

  /// Longest steps, up to 1, that keep slacks and duals positive.
  private func lengths(along step: Iterate) -> (primal: Double, dual: Double) {
    (Self.length(slacks, step.slacks), Self.length(duals, step.duals))
  }

  private static func length(_ values: [Double], _ steps: [Double]) -> Double {
    let shrinkage = values.largestShrinkage(along: steps)
    return shrinkage > stepBack ? stepBack / shrinkage : 1
  }

  /// Goes along a step as far as the bounds allow.
  mutating func advance(along step: Iterate) {
    let lengths = lengths(along: step)
    point.columns.add(lengths.primal, times: step.point.columns)
    point.rows.add(lengths.dual, times: step.point.rows)
    slacks.add(lengths.primal, times: step.slacks)
    duals.add(lengths.dual, times: step.duals)
  }
}
