/// What an iterate leaves of rows and reduced costs, and how accurate it is as an answer.
struct Residuals: Sendable {
  /// b − A x̂ by row.
  private(set) var primal: [Double]
  /// c − A'y by column.
  private(set) var reduced: [Double]
  private(set) var accuracy = LinearProgramSolution.Accuracy.none
  /// Largest amount by row.
  private var activity: [Double]

  /// Amounts below this part of the largest right-hand side count as nothing.
  private static let smallestAmount = 1e-6

  init(of program: ScaledProgram) {
    primal = program.rightHandSides
    reduced = program.costs
    activity = program.amounts
  }

  mutating func measure(_ iterate: Iterate, _ program: ScaledProgram) {
    primal.set(to: program.rightHandSides)
    for row in activity.indices { activity[row] = 0 }
    program.matrix.subtractProduct(iterate.x, from: &primal, largest: &activity)
    reduced.set(to: program.costs)
    program.matrix.subtractTransposedProduct(iterate.y, from: &reduced)
    var sum = 0.0
    for row in activity.indices {
      activity[row] = max(min(activity[row], 1), program.amounts[row])
      sum += activity[row]
    }
    let usual = max(sum / Double(max(1, activity.count)), Self.smallestAmount)
    var row = 0.0
    for index in primal.indices {
      row = max(row, abs(primal[index]) / max(activity[index], usual))
    }
    let money = Money(iterate, reduced, program)
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
