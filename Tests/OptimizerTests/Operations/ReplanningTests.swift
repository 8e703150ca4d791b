import GridPricing
import Testing

@testable import Optimizer

/// New plans from earlier ones.
struct ReplanningTests {
  private let solver = Solver(SolverParameters(threads: 1))
  private let brief = StoppingRule.first(of: [.gap(0.001), .workWithoutGain(2_000)])

  private func document(_ solution: Solution) -> PlanDocument {
    solution.document(generator: PlanDocument.Generator(version: "0", seed: 1))
  }

  /// Problems of every kind of job, planned again after a few hours, with one job changed.
  @Test(arguments: 0..<8)
  func whatHasStartedStaysAndAllElseStartsLater(block: Int) throws {
    var started = 0
    for seed in 0..<25 {
      let problem = RandomKinds().problem(seed: UInt64(30_000 + 25 * block + seed))
      let old = document(solver.solve(problem, until: brief))
      let now = problem.horizon.edge(2)
      let replanning = Replanning(of: old, for: problem, at: now)
      #expect(replanning.brokenJobs == [], "seed \(seed)")
      let new = document(solver.solve(replanning, until: brief))
      let report = Verification(of: problem).report(on: new)
      #expect(report.violations.map(\.description) == [], "block \(block), seed \(seed)")
      for (before, after) in zip(old.jobs, new.jobs) {
        if let first = before.segments.first, first.start < now {
          started += 1
          #expect(after.segments == before.segments, "block \(block), seed \(seed)")
        } else if let first = after.segments.first {
          #expect(first.start >= now, "block \(block), seed \(seed)")
        }
      }
    }
    #expect(started > 10)
  }

  /// As long as nothing has started, the earlier plan is a beginning that is never left for a dearer one.
  @Test func theSameProblemNeedsNoSearch() throws {
    for seed in 0..<20 {
      let problem = RandomKinds().problem(seed: UInt64(31_000 + seed))
      let old = solver.solve(problem, until: .first(of: [.gap(0), .workWithoutGain(20_000)]))
      let replanning = Replanning(of: document(old), for: problem)
      let placed = old.plan.schedule.assignments.count { $0 != nil }
      #expect(replanning.knownJobs == placed && replanning.startedJobs == 0)
      let new = solver.solve(replanning, until: .workWithoutGain(1))
      guard old.status != .partial, old.status != .infeasible else { continue }
      #expect(new.plan.cost.amount <= old.plan.cost.amount + 1e-6 * abs(old.plan.cost.amount))
    }
  }

  @Test func aJobWithoutItsGPUsIsPlannedAnew() throws {
    let jobs = ["one", "two"].map { TinyProblem.job($0, gpus: 4, hours: 2) }
    let prices = [1.0, 1, 50, 50, 50, 50]
    let problem = try TinyProblem.problem(jobs, TinyProblem.site(prices: prices), slots: 6)
    let old = document(solver.solve(problem))
    #expect(old.jobs.map { $0.segments[0].start } == [TinyProblem.start, TinyProblem.start])
    let outage = TinyProblem.site(
      prices: prices,
      availability: [.init(start: TinyProblem.hour(1), end: TinyProblem.hour(3), gpus: 4)])
    let smaller = try TinyProblem.problem(jobs, outage, slots: 6)
    let replanning = Replanning(of: old, for: smaller, at: TinyProblem.hour(1))
    #expect(replanning.startedJobs == 1 && replanning.brokenJobs == ["two"])
    let solution = solver.solve(replanning)
    let new = document(solution)
    #expect(new.jobs[0].segments == old.jobs[0].segments)
    #expect(new.jobs[1].segments[0].start >= TinyProblem.hour(2))
    #expect(solution.warnings.map(\.code) == ["broken-job"])
    #expect(Verification(of: smaller).report(on: new).violations.isEmpty)
  }

  /// A later horizon, other jobs: what is known by name and time is taken over.
  @Test func placesAndPricesAreFoundByTime() throws {
    let jobs = (0..<4).map { TinyProblem.job("job-\($0)", gpus: 8, hours: 1) }
    let old = document(
      solver.solve(
        try TinyProblem.problem(jobs, TinyProblem.site(prices: [9, 8, 1, 2, 3, 4]), slots: 6)))
    let site = Site(
      id: "fra1",
      price: PriceSeries(
        currency: "EUR", start: TinyProblem.hour(3), stepMinutes: 60, perMWh: [2, 3, 4, 9]),
      pools: [GPUPool(id: "h200", gpus: 8, idlePowerPerGPU: .watts(0))])
    let later = try Problem(
      jobs: jobs.dropFirst() + [TinyProblem.job("new", gpus: 8, hours: 1)], sites: [site],
      horizon: Horizon(start: TinyProblem.hour(3), slotMinutes: 60, count: 4))
    let inside = old.jobs.dropFirst().count { $0.segments[0].start >= TinyProblem.hour(3) }
    let replanning = Replanning(of: old, for: later)
    #expect(replanning.knownJobs == inside && inside >= 2)
    let prices = try #require(MarketPrices(of: old, in: later))
    let published = try #require(old.sites[0].shadowPrices).gpuHour[0].values
    #expect(Array(prices.gpu.prefix(3)) == Array(published[3...5]))
    #expect(solver.solve(replanning).status == .optimal)
  }
}
