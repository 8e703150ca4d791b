/// Why a programme has no optimum, proven by the optimum of another one that always has one.
extension LinearProgram {
  /// Parts of a sum below this do not differ from rounding.
  private static let significant = 1e-7

  /// A proof that no point keeps all rows and bounds, if there is one: the duals of the least total
  /// violation of the rows. (Farkas' lemma.)
  func proofOfInfeasibility(_ parameters: InteriorPoint.Parameters) -> LinearProgramSolution? {
    var elastic = self
    elastic.costs = costs.map { _ in 0 }
    for (row, stage) in pattern.rowStages.enumerated() {
      for sign in [1.0, -1.0] {
        let violation = elastic.addColumn(cost: 1, bounds: 0 ... .infinity, stage: stage)
        elastic.add(sign, to: Row(index: row), times: violation)
      }
    }
    var solver = InteriorPoint(elastic)
    solver.parameters = parameters
    let least = solver.optimum(of: elastic)
    guard least.status == .optimal, Self.isFullLength(least.rowDuals) else { return nil }
    var size = largestAmount
    for (amount, dual) in zip(rightHandSides, least.rowDuals) { size += abs(amount * dual) }
    for (column, slope) in least.reducedCosts.prefix(costs.count).enumerated() {
      let end = slope > 0 ? lower[column] : upper[column]
      if abs(end) < .infinity { size += abs(slope * end) }
    }
    return least.bound > Self.significant * size ? least : nil
  }

  /// A direction in which the cost falls and all rows and bounds stay kept, if there is one.
  func ray(_ parameters: InteriorPoint.Parameters) -> LinearProgramSolution? {
    var directions = self
    directions.rightHandSides = rightHandSides.map { _ in 0 }
    directions.lower = lower.map { $0 > -.infinity ? 0 : -1 }
    directions.upper = upper.map { $0 < .infinity ? 0 : 1 }
    var solver = InteriorPoint(directions)
    solver.parameters = parameters
    let steepest = solver.optimum(of: directions)
    guard steepest.status == .optimal, Self.isFullLength(steepest.values) else { return nil }
    let size = zip(costs, steepest.values).reduce(costs.norm) { $0 + abs($1.0 * $1.1) }
    return steepest.objective < -Self.significant * size ? steepest : nil
  }

  /// The largest right-hand side or finite bound.
  private var largestAmount: Double {
    (lower + upper).reduce(rightHandSides.norm) { abs($1) < .infinity ? max($0, abs($1)) : $0 }
  }

  /// Duals of violated rows and steps along a ray reach 1; what only rounds 0 does not.
  private static func isFullLength(_ vector: [Double]) -> Bool { vector.contains { abs($0) > 0.5 } }
}
