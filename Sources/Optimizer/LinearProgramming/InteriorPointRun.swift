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
  nonisolated(unsafe) static var refinements = 2
  nonisolated(unsafe) static var verbose = false

  init(_ program: ScaledProgram, _ system: KKTSystem, _ parameters: InteriorPoint.Parameters) {
    self.program = program
    self.parameters = parameters
    self.system = system
    iterate = Iterate(startOf: program, &self.system)
    let nothing = LinearProgramSolution.Accuracy(
      primalResidual: .infinity, dualResidual: .infinity, gap: .infinity)
    best = Outcome(status: .stalled, x: iterate.x, y: iterate.y, accuracy: nothing, iterations: 0)
  }

  mutating func solve() -> Outcome {
    for iteration in 0...parameters.iterations {
      let residuals = Residuals(of: iterate, in: program)
      if unsafe Self.verbose { print(iteration, iterate.mu, residuals.accuracy) }
      if let end = judge(residuals, iteration) { return end }
      let barrier = Barrier(iterate, program)
      system.factorize(program.matrix, weights: barrier.weights)
      let predictor = barrier.step(
        to: [Double](repeating: 0, count: iterate.slacks.count), residuals, system, refinements: 0)
      let corrector = barrier.step(
        to: targets(after: predictor), residuals, system, refinements: unsafe Self.refinements)
      if unsafe Self.verbose { print("   ", iterate.lengths(along: corrector)) }
      iterate.advance(along: corrector)
    }
    return best
  }

  /// Products of slacks and duals to go for: centred where the predictor gets little done, less
  /// what a full predictor step would add.
  private func targets(after predictor: Iterate) -> [Double] {
    let ratio = iterate.mu > 0 ? iterate.mu(after: predictor) / iterate.mu : 0
    let centre = ratio * ratio * ratio * iterate.mu
    return zip(predictor.slacks, predictor.duals).map { centre - $0 * $1 }
  }

  /// Notes the best iterate, and ends where it is good enough, proves that there is no optimum, or
  /// gets no better.
  private mutating func judge(_ residuals: Residuals, _ iteration: Int) -> Outcome? {
    var now = Outcome(
      status: .stalled, x: iterate.x, y: iterate.y, accuracy: residuals.accuracy,
      iterations: iteration)
    sinceBest += 1
    best.iterations = iteration
    if now.accuracy.worst < best.accuracy.worst {
      best = now
      if now.accuracy.worst <= parameters.accepted { best.status = .optimal }
      sinceBest = 0
    }
    if best.accuracy.worst <= parameters.aim { return best }
    if Certificate.provesInfeasible(iterate, residuals, program) {
      now.status = .infeasible
      return now
    }
    if let ray = Certificate.ray(iterate, program) {
      now.status = .unbounded
      now.x = ray
      return now
    }
    let isHopeless = !now.accuracy.worst.isFinite || sinceBest > parameters.patience
    return isHopeless || iteration == parameters.iterations ? best : nil
  }
}
