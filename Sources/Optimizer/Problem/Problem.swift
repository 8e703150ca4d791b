import Foundation
import GridPricing
import Synchronization

/// One planning problem: jobs, sites and a horizon, checked once and immutable from then on.
///
/// Later code trusts it: every job has at least one pool it fits on alone, every series has a value
/// in every slot, every amount is in the currency of the objective.
public struct Problem: Sendable {
  /// In the order in which plans list them.
  public let jobs: [Job]
  /// In the order in which plans list them.
  public let sites: [Site]
  /// The slots that are planned.
  public let horizon: Horizon
  /// What a plan minimises.
  public let objective: Objective
  /// What moving a job's input to another site than its home costs.
  public let transfers: Transfers
  /// What is done about missing values in the series.
  package let gaps: GapRule
  /// Oddities that do not stop the plan.
  public let warnings: [Warning]
  /// The series of each site, sampled on the horizon; in the order of `sites`.
  package let signals: [SiteSignals]
  /// What each site's plant does and costs; in the order of `sites`.
  package let books: [SiteBooks]
  private let threads: Int
  private let compilation = Compilation()

  /// Checks a problem.
  ///
  /// - Parameters:
  ///   - gaps: what to do about missing values in the series; by default they are errors.
  ///   - threads: to check the problem, to evaluate and document its plans and to take up earlier ones
  ///     with; nothing of that depends on it.
  /// - Throws: every issue found, not only the first.
  public init(
    jobs: [Job], sites: [Site], horizon: Horizon, objective: Objective = Objective(),
    transfers: Transfers = Transfers(), gaps: GapRule = .none,
    threads: Int = ProcessInfo.processInfo.activeProcessorCount
  ) throws(ProblemError) {
    var check = ProblemCheck(horizon: horizon, objective: objective, transfers: transfers)
    check.checkObjective()
    check.checkTransfers()
    let signals = check.checkSites(sites, gaps: gaps)
    check.checkJobs(jobs, sites: sites, threads: threads)
    guard check.issues.isEmpty, let signals else { throw ProblemError(issues: check.issues) }
    self.jobs = jobs
    self.sites = sites
    self.horizon = horizon
    self.objective = objective
    self.transfers = transfers
    self.gaps = gaps
    self.signals = signals
    books = zip(sites, signals).map {
      SiteBooks($0, $1, on: horizon, objective: objective)
    }
    warnings = check.warnings
    self.threads = threads
  }

  /// The results of `body` for every job, by its number, in the order of the jobs.
  func mapJobs<Result: Sendable>(_ body: @Sendable (Int) -> Result) -> [Result] {
    ParallelBlocks(threads: threads).map(jobs.count, by: Self.jobsAtOnce, body)
  }

  /// Jobs that a thread takes at a time.
  private static let jobsAtOnce = 256

  /// What the search works on. Made when somebody asks for it first: to verify a plan takes none.
  package var compiled: CompiledProblem {
    compilation.value {
      CompiledProblem(
        jobs: jobs, sites: sites, signals: signals, books: books, horizon: horizon,
        objective: objective, transfers: transfers, threads: threads)
    }
  }
}

/// A compiled problem that all copies of a problem share.
private final class Compilation: Sendable {
  private let compiled = Mutex<CompiledProblem?>(nil)

  func value(_ make: () -> CompiledProblem) -> CompiledProblem {
    compiled.withLock { compiled in
      let value = compiled ?? make()
      compiled = value
      return value
    }
  }
}

extension Problem {
  /// Makes options of jobs for this problem. O(sites · slots) to set up.
  var optionBuilder: OptionBuilder {
    OptionBuilder(sites: sites, books: books, horizon: horizon, transfers: transfers)
  }

  /// What the sites cost without any job, their plants running by themselves.
  package var costWithoutJobs: Double {
    zip(books, signals).reduce(0) { $0 + $1.0.operation(itReferenceKW: $1.1.fixedKW).costs.total }
  }
}
