/// Mehrotra's predictor-corrector method for linear programmes.
///
/// The order of elimination and the pattern of the factor are found once, in `init`, and serve all
/// programmes with the same places of coefficients.
struct InteriorPoint: Sendable {
  struct Parameters: Sendable {
    /// Accuracy aimed at.
    var aim = 1e-9
    /// Accuracy that still counts as optimal where more is out of reach.
    var accepted = 1e-7
    /// Most iterations.
    var iterations = 100
    /// Ends after so many iterations without a better iterate.
    var patience = 15
    /// Most rounds of iterative refinement of a step.
    var refinements = 2
  }

  var parameters = Parameters()
  private var analysis: Analysis

  /// Analyses the pattern of a programme.
  init(_ program: LinearProgram) { analysis = Analysis(program) }

  /// Solves a programme; one with another pattern is analysed first.
  ///
  /// Where no optimum comes out, two more programmes tell whether there is none.
  ///
  /// Complexity: for a chain, linear in the number of slots per iteration.
  mutating func solve(_ program: LinearProgram) -> LinearProgramSolution {
    var solution = optimum(of: program)
    guard solution.status == .stalled else { return solution }
    if let proof = program.proofOfInfeasibility(parameters) {
      solution.status = .infeasible
      solution.rowDuals = proof.rowDuals
    } else if let ray = program.ray(parameters) {
      solution.status = .unbounded
      solution.values = ray.values
    }
    return solution
  }

  /// The optimum, or how far it went.
  mutating func optimum(of program: LinearProgram) -> LinearProgramSolution {
    if analysis.pattern != program.pattern { analysis = Analysis(program) }
    let scaled = ScaledProgram(program, matrix: analysis.matrix(program))
    var run = InteriorPointRun(scaled, analysis.system, parameters)
    return LinearProgramSolution(run.solve(), of: program, scaled)
  }
}

/// What is known of all programmes with one pattern.
private struct Analysis: Sendable {
  let pattern: LinearProgram.Pattern
  let system: KKTSystem
  private let empty: SparseMatrix
  /// Where each coefficient goes.
  private let places: [Int32]

  init(_ program: LinearProgram) {
    pattern = program.pattern
    (empty, places) = SparseMatrix.compressed(
      rowCount: program.rightHandSides.count, columnCount: program.costs.count,
      rows: pattern.entryRows, columns: pattern.entryColumns)
    system = KKTSystem(empty, stages: pattern)
  }

  func matrix(_ program: LinearProgram) -> SparseMatrix {
    var matrix = empty
    for (place, value) in zip(places, program.coefficients) { matrix.values[Int(place)] += value }
    return matrix
  }
}
