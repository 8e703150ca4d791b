/// What an iterate leaves of rows and reduced costs, and how accurate it is as an answer.
struct Residuals: Sendable {
  /// b − A x̂ by row.
  let primal: [Double]
  /// c − A'y by column.
  let reduced: [Double]
  let accuracy: LinearProgramSolution.Accuracy

  /// Amounts below this part of the largest right-hand side count as nothing.
  private static let smallestAmount = 1e-6

  init(of iterate: Iterate, in program: ScaledProgram) {
    var primal = program.rightHandSides
    var activity = [Double](repeating: 0, count: primal.count)
    program.matrix.subtractProduct(iterate.x, from: &primal, largest: &activity)
    var reduced = program.costs
    program.matrix.subtractTransposedProduct(iterate.y, from: &reduced)
    for row in activity.indices { activity[row] = max(min(activity[row], 1), program.amounts[row]) }
    let mean = activity.reduce(0, +) / Double(max(1, activity.count))
    let usual = max(mean, Self.smallestAmount)
    var row = 0.0
    for index in primal.indices {
      row = max(row, abs(primal[index]) / max(activity[index], usual))
    }
    let money = Money(iterate, reduced, program)
    self.primal = primal
    self.reduced = reduced
    accuracy = LinearProgramSolution.Accuracy(
      primalResidual: row, dualResidual: money.violation / money.price,
      gap: abs(money.cost - money.bound) / max(money.turnover, money.price * usual))
  }
}

/// Sums of costs at an iterate.
private struct Money {
  /// c'x̂, and the bound that y proves.
  var (cost, bound) = (0.0, 0.0)
  /// Σ |c x̂|.
  var turnover = 0.0
  /// Largest reduced cost of the wrong sign for an absent bound.
  var violation = 0.0
  /// Mean |c| of what has a cost, weighted with x̂.
  var price = 1.0

  init(_ iterate: Iterate, _ reduced: [Double], _ program: ScaledProgram) {
    for row in iterate.y.indices { bound += program.rightHandSides[row] * iterate.y[row] }
    var used = 0.0
    for column in reduced.indices {
      let amount = iterate.x[column]
      let cost = program.costs[column]
      self.cost += cost * amount
      let counted = min(abs(amount), 1)
      turnover += abs(cost) * counted
      if cost != 0 { used += counted }
      let slope = reduced[column]
      let room = slope > 0 ? program.roomBelow[column] : program.roomAbove[column]
      if room < .infinity {
        bound -= abs(slope) * room
      } else {
        violation = max(violation, abs(slope))
      }
    }
    if used > 0 { price = turnover / used }
  }
}
