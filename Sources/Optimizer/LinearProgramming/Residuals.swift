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
    program.matrix.multiply(iterate.x, by: -1, addingTo: &primal)
    var reduced = program.costs
    program.matrix.multiplyTransposed(iterate.y, by: -1, addingTo: &reduced)
    var amounts = program.amounts
    program.matrix.largestAmounts(of: iterate.x, raising: &amounts)
    let mean = amounts.reduce(0, +) / Double(max(1, amounts.count))
    let usual = max(mean, Self.smallestAmount)
    var row = 0.0
    for index in primal.indices {
      row = max(row, abs(primal[index]) / max(amounts[index], usual))
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
      turnover += abs(cost * amount)
      if cost != 0 { used += abs(amount) }
      let slope = reduced[column]
      let room = slope > 0 ? program.roomBelow[column] : program.roomAbove[column]
      if room < .infinity { bound -= abs(slope) * room } else { violation = max(violation, abs(slope)) }
    }
    if used > 0 { price = turnover / used }
  }
}
