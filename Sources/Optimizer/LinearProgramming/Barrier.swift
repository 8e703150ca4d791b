/// The linearised complementarity conditions at an iterate: slack · dual = target for each bound.
///
/// Eliminating the steps of slacks and duals leaves the diagonal D = Σ dual / slack of the
/// Karush-Kuhn-Tucker system.
struct Barrier: Sendable {
  private let iterate: Iterate
  private let program: ScaledProgram
  /// 1 / slack and dual / slack by bound.
  private let inverses: [Double]
  private let ratios: [Double]
  /// D by column; infinite for fixed columns.
  let weights: [Double]

  init(_ iterate: Iterate, _ program: ScaledProgram) {
    self.iterate = iterate
    self.program = program
    inverses = iterate.slacks.map { 1 / $0 }
    ratios = zip(iterate.duals, inverses).map { $0 * $1 }
    var weights = program.costs.indices.map { program.isFixed($0) ? Double.infinity : 0 }
    for (index, bound) in program.bounds.enumerated() {
      weights[Int(bound.column)] += ratios[index]
    }
    self.weights = weights
  }

  /// The step to the given product of slack and dual for each bound.
  func step(
    to targets: [Double], _ residuals: Residuals, _ system: KKTSystem, refinements: Int
  ) -> Iterate {
    var h = residuals.reduced
    for (index, bound) in program.bounds.enumerated() {
      h[Int(bound.column)] -= bound.direction * targets[index] * inverses[index]
    }
    let direction = system.solve(h: h, r: residuals.primal, refinements: refinements)
    var step = Iterate(x: direction.dx, y: direction.dy, slacks: targets, duals: targets)
    for (index, bound) in program.bounds.enumerated() {
      let slack = bound.direction * direction.dx[Int(bound.column)]
      step.slacks[index] = slack
      step.duals[index] =
        targets[index] * inverses[index] - iterate.duals[index] - ratios[index] * slack
    }
    return step
  }
}
