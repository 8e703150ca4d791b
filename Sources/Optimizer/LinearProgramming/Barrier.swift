/// The linearised complementarity conditions at an iterate: slack · dual = target for each bound.
///
/// Eliminating the steps of slacks and duals leaves the diagonal D = Σ dual / slack of the
/// Karush-Kuhn-Tucker system.
struct Barrier: Sendable {
  private let bounds: ScaledProgram.Bounds
  /// 0 for free columns, infinite for fixed ones.
  private let emptyWeights: [Double]
  /// Duals, direction / slack and dual / slack by bound.
  private var duals: [Double]
  private var inverses: [Double]
  private var ratios: [Double]
  /// D by column: 0 for free columns, infinite for fixed ones.
  private(set) var weights: [Double]
  private var right: KKTSystem.Vector

  init(of program: ScaledProgram) {
    bounds = program.bounds
    emptyWeights = program.costs.indices.map { program.isFixed($0) ? .infinity : 0 }
    duals = bounds.rooms
    inverses = duals
    ratios = duals
    weights = emptyWeights
    right = KKTSystem.Vector(columns: weights, rows: program.rightHandSides)
  }

  /// Linearises at an iterate.
  mutating func move(to iterate: Iterate) {
    duals.set(to: iterate.duals)
    inverses.set(to: bounds.directions)
    inverses.divide(by: iterate.slacks)
    ratios.set(to: duals)
    ratios.divide(by: iterate.slacks)
    weights.set(to: emptyWeights)
    weights.add(1, times: ratios, at: bounds.columns)
  }

  /// Finds the step to these products of slack and dual.
  mutating func find(
    _ step: inout Iterate, to targets: [Double], _ residuals: Residuals, _ system: inout KKTSystem,
    refinements: Int
  ) {
    step.duals.set(to: targets)
    step.duals.multiply(by: inverses)
    right.columns.set(to: residuals.reduced)
    right.columns.add(-1, times: step.duals, at: bounds.columns)
    right.rows.set(to: residuals.primal)
    system.solve(right, refinements: refinements, into: &step.point)
    // Slack steps are direction · dx; dual steps are (target − dual · slack step) / slack − dual.
    step.slacks.set(to: step.point.columns, at: bounds.columns)
    step.duals.subtract(ratios, times: step.slacks)
    step.duals.multiply(by: bounds.directions)
    step.duals.add(-1, times: duals)
    step.slacks.multiply(by: bounds.directions)
  }
}
