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
    /// Over what the jobs themselves can change.
    var variableGap: Double?

    init(_ progress: SearchProgress, costWithoutJobs: Double) {
      seconds = progress.elapsed / .seconds(1)
      cost = progress.cost
      bound = progress.bound
      if let cost, let bound {
        variableGap = Gap.variable(
          total: cost, lower: bound, withoutJobs: costWithoutJobs, absolute: abs(cost))
      }
    }

    var gap: Double? {
      guard let cost, let bound else { return nil }
      return Gap.relative(total: cost, lower: bound)
    }
  }

  let instance: String
  /// How the jobs of a core instance were taken; nil for a scenario.
  let mode: CoreInstance.Mode?
  let settings: BenchmarkSettings
  let jobs: Int
  let slots: Int
  let currency: String
  /// Reading the files.
  let readSeconds: Double
  /// Checking the problem and sampling its series.
  let buildSeconds: Double
  /// The cost of the sites without jobs.
  let costWithoutJobs: Double
  let trajectory: [Milestone]
  let solution: Solution
  let peakMB: Double?

  /// Solves an instance once.
  ///
  /// - Parameter readSeconds: how long it took to read.
  init(
    _ instance: BenchmarkInstance, _ mode: CoreInstance.Mode?, readSeconds: Double,
    _ settings: BenchmarkSettings, _ console: Console
  ) throws {
    let clock = ContinuousClock()
    let began = clock.now
    let problem = try instance.problem(mode, threads: settings.threads)
    buildSeconds = (clock.now - began) / .seconds(1)
    costWithoutJobs = problem.costWithoutJobs

    let recorder = Recorder(console, costWithoutJobs: costWithoutJobs)
    let solver = Solver(SolverParameters(threads: settings.threads, seed: UInt64(settings.seed)))
    solution = solver.solve(problem, until: settings.rule, observer: recorder)
    recorder.display.finish()

    self.instance = instance.name
    self.mode = mode
    self.settings = settings
    self.readSeconds = readSeconds
    currency = problem.objective.currency
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

  var variableGap: Double? {
    guard let cost, let bound = solution.lowerBound?.amount else { return nil }
    return Gap.variable(
      total: cost, lower: bound, withoutJobs: costWithoutJobs,
      absolute: abs(cost))
  }

  /// How its jobs were taken, as output says it.
  var modeName: String { mode?.rawValue ?? "scenario" }

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

  private let costWithoutJobs: Double

  init(_ console: Console, costWithoutJobs: Double) {
    display = SearchDisplay(console)
    self.costWithoutJobs = costWithoutJobs
  }

  func progressed(_ progress: SearchProgress) {
    trajectory.append(BenchmarkRun.Milestone(progress, costWithoutJobs: costWithoutJobs))
    display.progressed(progress)
  }
}
