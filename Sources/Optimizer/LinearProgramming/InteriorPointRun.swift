/// One solution of a linear programme by the interior-point method.
struct InteriorPointRun {
  /// How a run ended.
  struct Outcome {
    var status: LinearProgramSolution.Status
    var x: [Double]
    var y: [Double]
    var accuracy: LinearProgramSolution.Accuracy
    var iterations: Int
  }

  private let program: ScaledProgram
  private let parameters: InteriorPoint.Parameters
  private var system: KKTSystem
  private var iterate: Iterate
  private var best: Outcome
  private var sinceBest = 0

  init(_ program: ScaledProgram, _ system: KKTSystem, _ parameters: InteriorPoint.Parameters) {
    self.program = program
    self.parameters = parameters
    self.system = system
    iterate = Iterate(startOf: program, &self.system)
    best = Outcome(
      status: .stalled, x: iterate.x, y: iterate.y, accuracy: .none, iterations: 0)
  }

  mutating func solve() -> Outcome {
    for iteration in 0...parameters.iterations {
      let residuals = Residuals(of: iterate, in: program)
      note(residuals.accuracy, iteration)
      if isDone { break }
      let barrier = Barrier(iterate, program)
      system.factorize(program.matrix, weights: barrier.weights)
      let predictor = barrier.step(
        to: [Double](repeating: 0, count: iterate.slacks.count), residuals, system, refinements: 0)
      let corrector = barrier.step(
        to: targets(after: predictor), residuals, system, refinements: parameters.refinements)
      iterate.advance(along: corrector)
    }
    return best
  }

  /// Good enough, or no better for long, or beyond what numbers can hold.
  private var isDone: Bool {
    best.accuracy.worst <= parameters.aim || sinceBest > parameters.patience
      || !iterate.mu.isFinite
  }

  /// Products of slacks and duals to go for: centred where the predictor gets little done, less
  /// what a full predictor step would add.
  private func targets(after predictor: Iterate) -> [Double] {
    let mu = iterate.mu
    let left = mu > 0 ? iterate.mu(after: predictor) / mu : 0
    var targets = predictor.slacks
    targets.multiply(by: predictor.duals)
    for index in targets.indices { targets[index] = left * left * left * mu - targets[index] }
    return targets
  }

  /// Keeps the iterate if none was better.
  private mutating func note(_ accuracy: LinearProgramSolution.Accuracy, _ iteration: Int) {
    best.iterations = iteration
    sinceBest += 1
    guard accuracy.worst < best.accuracy.worst else { return }
    sinceBest = 0
    best = Outcome(
      status: accuracy.worst <= parameters.accepted ? .optimal : .stalled, x: iterate.x,
      y: iterate.y, accuracy: accuracy, iterations: iteration)
  }
}
