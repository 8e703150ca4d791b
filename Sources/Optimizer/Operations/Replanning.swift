import GridPricing

/// A plan for a problem that begins with an earlier plan: what has started keeps its place, all else is
/// planned again from the earlier places and shadow prices.
///
/// ```swift
/// let replanning = Replanning(of: lastNight, for: problem, at: now)
/// let solution = solver.solve(replanning)
/// ```
/// Jobs are known by their ids. The problem may have other jobs, prices, sites and another horizon than
/// the plan; the plan is not trusted, and what of it the problem does not allow is planned anew.
public struct Replanning: Sendable {
  /// What is planned.
  public let problem: Problem
  /// Jobs that have started and keep their places.
  public let startedJobs: Int
  /// Jobs that have not started and whose earlier places are a beginning.
  public let knownJobs: Int
  /// Ids of the jobs that have started, but not in a way that the problem allows, or has room for.
  public let brokenJobs: [String]
  private let kept: [Placement]
  private let firstSlot: Int
  private let start: WarmStart

  /// - Parameters:
  ///   - plan: the earlier plan, whole or partial.
  ///   - instant: jobs that the plan starts before it have started, all others start at the next slot
  ///     edge or later; by default the horizon's start, where nothing has.
  /// - Complexity: O(jobs + slots).
  public init(of plan: PlanDocument, for problem: Problem, at instant: Instant? = nil) {
    self.problem = problem
    let compiled = problem.compiled
    let now = instant ?? problem.horizon.start
    firstSlot = min(max(0, problem.horizon.firstEdge(notBefore: now)), problem.horizon.count)
    let numbers = plan.numbers(of: problem.jobs)
    let hasStarted = problem.jobs.indices.map { job in
      guard let first = numbers[job].flatMap({ plan.jobs[$0].segments.first }) else { return false }
      return first.start < now || (problem.jobs[job].running != nil && problem.horizon.start < now)
    }
    let places = problem.mapJobs { job in
      guard let number = numbers[job] else { return Placement() }
      var entry = plan.jobs[number]
      if !hasStarted[job] { entry.drawAsNow(problem.jobs[job]) }
      return compiled.place(of: entry, job, problem) ?? Placement()
    }
    let started = zip(places, hasStarted).map { $1 ? $0 : Placement() }
    let kept = SearchState(compiled, thatFit: started, PriceRows(compiled, nil)).placements
    self.kept = kept
    startedJobs = kept.count(where: \.isPlaced)
    knownJobs = zip(places, hasStarted).count { $0.isPlaced && !$1 }
    brokenJobs = problem.jobs.indices
      .filter { hasStarted[$0] && !kept[$0].isPlaced }.map { problem.jobs[$0].id }
    start = WarmStart(placements: places, prices: MarketPrices(of: plan, in: problem))
  }

  /// Lets `look` search for what is open.
  fileprivate func search(
    _ compiled: CompiledProblem, _ look: (CompiledProblem, WarmStart) -> SearchOutcome
  ) -> SearchOutcome {
    if firstSlot == 0 && startedJobs == 0 { return look(compiled, start) }
    let rest = RestProblem(compiled, keeping: kept, from: firstSlot, jobs: problem.jobs)
    return rest.outcome(look(rest.compiled, rest.start(start)))
  }

  fileprivate var warnings: [Warning] {
    brokenJobs.map {
      Warning(
        code: "broken-job",
        message: "job \(quoted($0)) has started where the scenario does not let it run, or has no "
          + "room: it is planned anew, in full")
    }
  }
}

extension Solver {
  /// Plans a problem from an earlier plan.
  ///
  /// The bound is that of the whole problem: it knows nothing of jobs that have started.
  public func solve(
    _ replanning: Replanning, until rule: StoppingRule = .standard,
    observer: (any SearchObserver)? = nil
  ) -> Solution {
    solve(replanning.problem, until: rule, warnings: replanning.warnings) { compiled, rule in
      replanning.search(compiled) { search($0, from: $1, until: rule, observer: observer) }
    }
  }
}

extension PlanDocument {
  /// By job: its number in the plan; nil where the plan does not know it.
  fileprivate func numbers(of jobs: [Job]) -> [Int?] {
    // By number: a loop over entries copies all that each of them owns.
    if jobs.count == self.jobs.count,
      jobs.indices.allSatisfy({ jobs[$0].id == self.jobs[$0].id })
    {
      return Array(jobs.indices)
    }
    let numbers = Dictionary(zip(self.jobs.map(\.id), self.jobs.indices)) { first, _ in first }
    return jobs.map { numbers[$0.id] }
  }
}

extension PlanDocument.JobEntry {
  /// A job that has not started may draw another power than when it was planned: its slots are as good a
  /// beginning as before. What is no cap of today was full power.
  fileprivate mutating func drawAsNow(_ job: Job) {
    let full = job.powerPerGPU.watts
    for index in segments.indices {
      let planned = segments[index].wattsPerGPU
      if planned != full, !job.powerCaps.contains(where: { $0.powerPerGPU.watts == planned }) {
        segments[index].wattsPerGPU = full
      }
    }
  }
}

extension CompiledProblem {
  /// Where a job of a plan runs; nil where the problem does not let it run there.
  fileprivate func place(
    of entry: PlanDocument.JobEntry, _ index: Int, _ problem: Problem
  ) -> Placement? {
    guard let place = try? PlanOccupancy.placement(of: entry, index, problem), place.isPlaced,
      options[Int(place.option)].allows(place)
    else { return nil }
    return place
  }
}
