/// The linearised complementarity conditions at an iterate: slack · dual = target for each bound.
///
/// Eliminating the steps of slacks and duals leaves the diagonal D = Σ dual / slack of the
/// Karush-Kuhn-Tucker system.
struct Barrier: Sendable {
  private let bounds: ScaledProgram.Bounds
  private let duals: [Double]
  /// 1 / slack and dual / slack by bound.
  private let inverses: [Double]
  private var ratios: [Double]
  /// D by column: 0 for free columns, infinite for fixed ones.
  private(set) var weights: [Double]

  init(_ iterate: Iterate, _ program: ScaledProgram) {
    bounds = program.bounds
    duals = iterate.duals
    inverses = iterate.slacks.map { 1 / $0 }
    ratios = inverses
    ratios.multiply(by: duals)
    weights = program.costs.indices.map { program.isFixed($0) ? .infinity : 0 }
    for index in ratios.indices { weights[Int(bounds.columns[index])] += ratios[index] }
  }

  /// The step to these products of slack and dual.
  func step(
    to targets: [Double], _ residuals: Residuals, _ system: KKTSystem, refinements: Int
  ) -> Iterate {
    var h = residuals.reduced
    var quotients = targets
    divide(&quotients, addingTo: &h)
    let direction = system.solve(h: h, r: residuals.primal, refinements: refinements)
    var slacks = quotients
    recover(direction.dx, slacks: &slacks, duals: &quotients)
    return Iterate(x: direction.dx, y: direction.dy, slacks: slacks, duals: quotients)
  }

  /// Divides targets by slacks and takes them from h.
  private func divide(_ targets: inout [Double], addingTo h: inout [Double]) {
    let columns = bounds.columns.span
    let directions = bounds.directions.span
    let inverses = inverses.span
    var targets = targets.mutableSpan
    var h = h.mutableSpan
    precondition(
      targets.count == columns.count && inverses.count == columns.count
        && directions.count == columns.count)
    for index in columns.indices {
      let quotient = targets[index] * inverses[index]
      targets[index] = quotient
      h[Int(columns[index])] -= directions[index] * quotient
    }
  }

  /// The steps of slacks and duals that belong to dx, from the divided targets in `duals`.
  private func recover(_ dx: [Double], slacks: inout [Double], duals: inout [Double]) {
    let columns = bounds.columns.span
    let directions = bounds.directions.span
    let ratios = ratios.span
    let old = self.duals.span
    let dx = dx.span
    var slacks = slacks.mutableSpan
    var duals = duals.mutableSpan
    precondition(
      slacks.count == columns.count && duals.count == columns.count && old.count == columns.count
        && ratios.count == columns.count && directions.count == columns.count)
    for index in columns.indices {
      let slack = directions[index] * dx[Int(columns[index])]
      slacks[index] = slack
      duals[index] -= old[index] + ratios[index] * slack
    }
  }
}
