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
    var iterations = 100
    /// Ends after so many iterations without a better iterate.
    var patience = 15
  }

  var parameters = Parameters()
  private var analysis: Analysis

  /// Analyses the pattern of a programme.
  init(_ program: LinearProgram) { analysis = Analysis(program) }

  var system: KKTSystem { analysis.system }

  /// Solves a programme; one with another pattern is analysed first.
  ///
  /// Complexity: for a chain, linear in the number of slots per iteration.
  mutating func solve(_ program: LinearProgram) -> LinearProgramSolution {
    if !analysis.serves(program) { analysis = Analysis(program) }
    let scaled = ScaledProgram(program, matrix: analysis.matrix(program))
    var run = InteriorPointRun(scaled, analysis.system, parameters)
    let outcome = run.solve()
    return LinearProgramSolution(outcome, of: program, scaled)
  }
}

/// What is known of all programmes with one pattern.
private struct Analysis: Sendable {
  let pattern: LinearProgram.Pattern
  let isFree: [Bool]
  let empty: SparseMatrix
  /// Where each coefficient goes.
  let places: [Int32]
  let system: KKTSystem

  init(_ program: LinearProgram) {
    pattern = program.pattern
    isFree = Self.isFree(program)
    (empty, places) = SparseMatrix.compressed(
      rowCount: program.rightHandSides.count, columnCount: program.costs.count,
      rows: pattern.entryRows, columns: pattern.entryColumns)
    system = KKTSystem(empty, stages: pattern, isFree: isFree)
  }

  func serves(_ program: LinearProgram) -> Bool {
    pattern == program.pattern && isFree == Self.isFree(program)
  }

  func matrix(_ program: LinearProgram) -> SparseMatrix {
    var matrix = empty
    for (place, value) in zip(places, program.coefficients) { matrix.values[Int(place)] += value }
    return matrix
  }

  private static func isFree(_ program: LinearProgram) -> [Bool] {
    zip(program.lower, program.upper).map { $0 == -.infinity && $1 == .infinity }
  }
}
