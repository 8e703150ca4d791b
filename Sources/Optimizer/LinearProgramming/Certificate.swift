/// Proofs that a programme has no optimum, read off iterates that run away.
enum Certificate {
  /// How far from an exact proof the iterate may be.
  private static let tolerance = 1e-9

  /// Whether y proves that no point keeps all rows and bounds: b'y exceeds what (A'y)'x̂ can be
  /// within the bounds. (Farkas' lemma.)
  static func provesInfeasible(_ iterate: Iterate, _ residuals: Residuals, _ program: ScaledProgram)
    -> Bool
  {
    var (excess, size, violation) = (0.0, 0.0, 0.0)
    for row in iterate.y.indices {
      let amount = program.rightHandSides[row] * iterate.y[row]
      excess += amount
      size += abs(amount)
    }
    for column in residuals.reduced.indices {
      let slope = program.costs[column] - residuals.reduced[column]
      let room = slope > 0 ? program.roomAbove[column] : program.roomBelow[column]
      if room < .infinity {
        excess -= abs(slope) * room
        size += abs(slope) * room
      } else {
        violation = max(violation, abs(slope))
      }
    }
    return excess > tolerance * size && violation <= tolerance * excess
  }

  /// The part of x̂ that may grow without end, if the cost falls along it and no row changes.
  static func ray(_ iterate: Iterate, _ program: ScaledProgram) -> [Double]? {
    var ray = iterate.x
    var (cost, size) = (0.0, 0.0)
    for column in ray.indices {
      let room = ray[column] > 0 ? program.roomAbove[column] : program.roomBelow[column]
      if room < .infinity { ray[column] = 0 }
      cost += program.costs[column] * ray[column]
      size += abs(program.costs[column] * ray[column])
    }
    guard cost < -tolerance * size else { return nil }
    var change = [Double](repeating: 0, count: program.rightHandSides.count)
    program.matrix.multiply(ray, by: 1, addingTo: &change)
    let largest = change.reduce(0) { max($0, abs($1)) }
    return largest <= -tolerance * cost ? ray : nil
  }
}
