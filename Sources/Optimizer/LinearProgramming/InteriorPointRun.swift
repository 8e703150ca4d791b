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
  private var residuals: Residuals
  private var barrier: Barrier
  /// The step in the making, and the products of slacks and duals that it goes for.
  private var step: Iterate
  private var targets: [Double]
  private var best: Outcome
  private var sinceBest = 0

  init(_ program: ScaledProgram, _ system: KKTSystem, _ parameters: InteriorPoint.Parameters) {
    self.program = program
    self.parameters = parameters
    self.system = system
    self.system.take(program.matrix)
    iterate = Iterate(startOf: program, &self.system)
    residuals = Residuals(of: program)
    barrier = Barrier(of: program)
    step = iterate
    targets = iterate.slacks
    best = Outcome(status: .stalled, x: iterate.x, y: iterate.y, accuracy: .none, iterations: 0)
  }

  mutating func solve() -> Outcome {
    for iteration in 0...parameters.iterations {
      residuals.measure(iterate, program)
      note(iteration)
      if isDone { break }
      barrier.move(to: iterate)
      system.factorize(weights: barrier.weights)
      aimAtBounds()
      barrier.find(&step, to: targets, residuals, &system, refinements: 0)
      aimAtCentre(after: step)
      barrier.find(&step, to: targets, residuals, &system, refinements: parameters.refinements)
      iterate.advance(along: step)
    }
    return best
  }

  /// Good enough, or no better for long, or beyond what numbers can hold.
  private var isDone: Bool {
    best.accuracy.worst <= parameters.aim || sinceBest > parameters.patience
      || !iterate.mu.isFinite
  }

  /// The predictor goes for products of 0.
  private mutating func aimAtBounds() {
    for index in targets.indices { targets[index] = 0 }
  }

  /// The corrector goes for equal products, the larger the less the predictor gets done, less what
  /// a full predictor step would add.
  private mutating func aimAtCentre(after predictor: Iterate) {
    let mu = iterate.mu
    let left = mu > 0 ? iterate.mu(after: predictor) / mu : 0
    let centre = left * left * left * mu
    targets.set(to: predictor.slacks)
    targets.multiply(by: predictor.duals)
    for index in targets.indices { targets[index] = centre - targets[index] }
  }

  /// Keeps the iterate if none was better.
  private mutating func note(_ iteration: Int) {
    best.iterations = iteration
    sinceBest += 1
    guard residuals.accuracy.worst < best.accuracy.worst else { return }
    sinceBest = 0
    best.accuracy = residuals.accuracy
    best.status = residuals.accuracy.worst <= parameters.accepted ? .optimal : .stalled
    best.x.set(to: iterate.x)
    best.y.set(to: iterate.y)
  }
}
