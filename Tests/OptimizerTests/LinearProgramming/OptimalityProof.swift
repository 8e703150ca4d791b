@testable import Optimizer

/// What a solution proves by itself, recomputed from the programme as it was stated: a point within
/// bounds and rows and duals that bound the cost from below by nearly the same amount.
struct OptimalityProof {
  /// Largest excess over a bound, and largest |b − A x|, relative to the amounts of the programme.
  private(set) var boundExcess = 0.0
  private(set) var rowResidual = 0.0
  /// Largest reduced cost of the wrong sign for an absent bound, relative to the costs.
  private(set) var dualResidual = 0.0
  /// c'x less the bound that the duals prove, relative to the costs of the amounts.
  private(set) var gap = 0.0

  var worst: Double { max(boundExcess, rowResidual, dualResidual, abs(gap)) }

  init(_ solution: LinearProgramSolution, of program: LinearProgram) {
    var left = program.rightHandSides
    var reduced = program.costs
    var amount = left.reduce(1e-3) { max($0, abs($1)) }
    for (index, coefficient) in program.coefficients.enumerated() {
      let row = Int(program.pattern.entryRows[index])
      let column = Int(program.pattern.entryColumns[index])
      left[row] -= coefficient * solution.values[column]
      reduced[column] -= coefficient * solution.rowDuals[row]
      amount = max(amount, abs(coefficient * solution.values[column]))
    }
    for end in program.lower + program.upper where abs(end) < .infinity {
      amount = max(amount, abs(end))
    }
    rowResidual = left.reduce(0) { max($0, abs($1)) } / amount
    let dearest = program.costs.reduce(0) { max($0, abs($1)) }
    let price = dearest > 0 ? dearest : 1
    var bound = zip(program.rightHandSides, solution.rowDuals).reduce(0) { $0 + $1.0 * $1.1 }
    var cost = 0.0
    for (column, value) in solution.values.enumerated() {
      let (lower, upper) = (program.lower[column], program.upper[column])
      boundExcess = max(boundExcess, (lower - value) / amount, (value - upper) / amount)
      cost += program.costs[column] * value
      let end = reduced[column] > 0 ? lower : upper
      if abs(end) < .infinity {
        bound += reduced[column] * end
      } else {
        dualResidual = max(dualResidual, abs(reduced[column]) / price)
      }
    }
    gap = (cost - bound) / max(abs(cost), price * amount)
  }
}
