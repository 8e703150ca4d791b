import Optimizer

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// How instances are solved.
struct BenchmarkSettings: Sendable {
  var timeLimit: Duration
  var gap: Double
  var threads: Int
  var seed: Int

  var rule: StoppingRule {
    .first(of: [
      .gap(max(gap, Gap.optimal)), .runtime(timeLimit), .when { Interruption.current != nil },
    ])
  }
}

/// One instance solved once, and what was known at each moment.
struct BenchmarkRun: Sendable {
  /// What was known when cost or bound became better.
  struct Milestone: Sendable {
    var seconds: Double
    var cost: Double?
    var bound: Double?

    init(_ progress: SearchProgress) {
      seconds = progress.elapsed / .seconds(1)
      cost = progress.cost
      bound = progress.bound
    }

    var gap: Double? {
      guard let cost, let bound else { return nil }
      return Gap.relative(total: cost, lower: bound)
    }
  }

  let instance: String
  let mode: CoreInstance.Mode
  let settings: BenchmarkSettings
  let jobs: Int
  let slots: Int
  /// Reading the file and checking the problem.
  let readSeconds: Double
  let trajectory: [Milestone]
  let solution: Solution
  let peakMB: Double?

  init(
    _ path: String, _ mode: CoreInstance.Mode, _ settings: BenchmarkSettings, _ console: Console
  ) throws {
    let clock = ContinuousClock()
    let began = clock.now
    let instance = try CoreInstanceReader.read(path)
    let problem = try instance.problem(mode)
    readSeconds = (clock.now - began) / .seconds(1)

    let recorder = Recorder(console)
    let solver = Solver(SolverParameters(threads: settings.threads, seed: UInt64(settings.seed)))
    solution = solver.solve(problem, until: settings.rule, observer: recorder)
    recorder.display.finish()

    self.instance = instance.name
    self.mode = mode
    self.settings = settings
    jobs = problem.jobs.count
    slots = problem.horizon.count
    trajectory = recorder.trajectory
    peakMB = Self.peakMemory
  }

  var seconds: Double { solution.progress.elapsed / .seconds(1) }
  var firstPlanSeconds: Double? { trajectory.first { $0.cost != nil }?.seconds }

  /// When the bound became what it is.
  var provenSeconds: Double? {
    trajectory.first { $0.bound == trajectory.last?.bound && $0.bound != nil }?.seconds
  }

  /// The cost by evaluation of the plan; absent where jobs are not placed.
  var cost: Double? { solution.lowerBound == nil ? nil : solution.plan.cost.amount }

  /// The most memory that this program has held so far.
  private static var peakMemory: Double? {
    var usage = rusage()
    #if canImport(Darwin)
      let unit = 1.0
      let answer = unsafe getrusage(RUSAGE_SELF, &usage)
    #else
      let unit = 1024.0
      let answer = unsafe getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
    #endif
    return answer == 0 ? Double(usage.ru_maxrss) * unit / 1e6 : nil
  }
}

/// Keeps what a search reports, and shows it.
private final class Recorder: SearchObserver {
  let display: SearchDisplay
  var trajectory: [BenchmarkRun.Milestone] = []

  init(_ console: Console) { display = SearchDisplay(console) }

  func progressed(_ progress: SearchProgress) {
    trajectory.append(BenchmarkRun.Milestone(progress))
    display.progressed(progress)
  }
}
