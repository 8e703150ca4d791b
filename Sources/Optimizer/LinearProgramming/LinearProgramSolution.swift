/// What came of solving a linear programme.
struct LinearProgramSolution: Sendable {
  enum Status: Sendable {
    /// Primal and dual residual and gap are all within `InteriorPoint.Parameters.accepted`.
    case optimal
    /// The row duals prove that no point keeps all rows and bounds (Farkas).
    case infeasible
    /// The values are a ray along which the cost falls without end; feasibility is not proven.
    case unbounded
    /// Neither was reached; the best iterate, of the accuracy that is reported.
    case stalled
  }

  /// How far from optimal, relative to the amounts and costs at hand.
  struct Accuracy: Sendable {
    /// Largest |b − A x| of a row, relative to the amounts in it.
    var primalResidual: Double
    /// Largest reduced cost of the wrong sign for an absent bound, relative to the mean cost.
    var dualResidual: Double
    /// |c'x − bound|, relative to the sum of |c x|.
    var gap: Double

    static let none = Accuracy(
      primalResidual: .infinity, dualResidual: .infinity, gap: .infinity)

    /// Infinite where something overflowed: the gap sums all values and duals, so it then is no
    /// number, which `max` might pass over.
    var worst: Double { gap.isFinite ? max(primalResidual, dualResidual, gap) : .infinity }
  }

  var status: Status
  /// x, by column.
  var values: [Double]
  /// y, by row: what one unit more on the right-hand side costs.
  var rowDuals: [Double]
  /// c − A'y, by column: at least 0 at the lower bound, at most 0 at the upper one.
  var reducedCosts: [Double]
  /// c'x.
  var objective: Double
  /// The least cost that y allows: b'y + Σ min over l ≤ x ≤ u of (c − A'y) x.
  ///
  /// Reduced costs of the wrong sign for an absent bound are left out of it; `dualResidual` says
  /// how large they are.
  var bound: Double
  var accuracy: Accuracy
  var iterations: Int

  subscript(column: LinearProgram.Column) -> Double { values[column.index] }
  subscript(row: LinearProgram.Row) -> Double { rowDuals[row.index] }
  subscript(reducedCost column: LinearProgram.Column) -> Double { reducedCosts[column.index] }
}

extension LinearProgramSolution {
  /// Puts the outcome of a run in the units of the programme.
  init(_ outcome: InteriorPointRun.Outcome, of program: LinearProgram, _ scaled: ScaledProgram) {
    status = outcome.status
    accuracy = outcome.accuracy
    iterations = outcome.iterations
    values = scaled.values(outcome.x)
    rowDuals = scaled.rowDuals(outcome.y)
    reducedCosts = program.costs
    for (index, coefficient) in program.coefficients.enumerated() {
      let row = Int(program.pattern.entryRows[index])
      reducedCosts[Int(program.pattern.entryColumns[index])] -= coefficient * rowDuals[row]
    }
    objective = zip(program.costs, values).reduce(0) { $0 + $1.0 * $1.1 }
    bound = zip(program.rightHandSides, rowDuals).reduce(0) { $0 + $1.0 * $1.1 }
    for (column, slope) in reducedCosts.enumerated() {
      let end = slope > 0 ? program.lower[column] : program.upper[column]
      if abs(end) < .infinity { bound += slope * end }
    }
  }
}
