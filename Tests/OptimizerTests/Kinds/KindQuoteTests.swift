import GridPricing
import Testing

@testable import Optimizer

/// Quotes for jobs of every kind, beside plans with jobs of every kind.
@Suite struct KindQuoteTests {
  /// The last job of a random problem, quoted beside a plan of the others.
  private func forEachQuote(
    _ seeds: Range<Int>, _ body: (Problem, Quote, Double?) throws -> Void
  ) throws {
    for seed in seeds {
      var kinds = RandomKinds()
      kinds.jobs = 2...4
      let whole = kinds.problem(seed: UInt64(20_000 + seed))
      guard let job = whole.jobs.last, job.running == nil else { continue }
      let problem = try Problem(
        jobs: whole.jobs.dropLast(), sites: whole.sites, horizon: whole.horizon,
        objective: whole.objective, transfers: whole.transfers, threads: 1)
      let solution = Solver(SolverParameters(threads: 1)).solve(
        problem, until: .first(of: [.gap(0.01), .workWithoutGain(1_000)]))
      let plan = solution.document(generator: PlanDocument.Generator(version: "0", seed: 1))
      let quote = try Quote(of: job, beside: plan, in: problem)
      var search = KindBruteForce(whole)
      let least = search.cheapest(
        [whole.jobs.count - 1], beside: solution.plan.schedule.assignments + [nil])
      try body(whole, quote, least)
      #expect(!quote.reason.isEmpty && !quote.reason.contains("\n"))
    }
  }

  @Test(arguments: 0..<6)
  func theCostIsThatOfTheCheapestPlaceThatIsFree(block: Int) throws {
    var counts = (quoted: 0, none: 0)
    try forEachQuote(block * 100..<block * 100 + 100) { problem, quote, least in
      let name = "\(problem.jobs[problem.jobs.count - 1]): \(quote)"
      guard let least else {
        counts.none += 1
        #expect(quote.status == .doesNotFit && quote.cost == nil, "\(name)")
        return
      }
      counts.quoted += 1
      let cost = quote.cost ?? .infinity
      #expect(abs(cost - least) < 1e-6, "\(least) for \(name)")
    }
    #expect(counts.quoted > 50 && counts.none > 2, "\(counts)")
  }

  @Test func itWaitsForTheJobsOfThePlan() throws {
    let problem = try TinyProblem.problem(
      [TinyProblem.job("first", gpus: 4, hours: 2.5), TinyProblem.job("dear", hours: 1, value: 0)],
      TinyProblem.site(prices: [10, 10, 10, 12, 50, 50]), slots: 6)
    let plan = Solver().solve(problem).document(generator: .init(version: "0", seed: 1))
    var job = TinyProblem.job("new", gpus: 4, hours: 1)
    job.after = ["first"]
    let waiting = try Quote(of: job, beside: plan, in: problem)
    #expect(waiting.segments.first?.start == TinyProblem.hour(3))
    job.after = ["dear"]
    let quote = try Quote(of: job, beside: plan, in: problem)
    #expect(quote.status == .doesNotFit)
    #expect(quote.reason.contains("it waits for job \"dear\", which does not run"))
    job.after = ["nobody"]
    #expect(throws: QuoteError.self) { try Quote(of: job, beside: plan, in: problem) }
  }

  @Test func aJobThatRunsAlreadyIsRefused() throws {
    let problem = try TinyProblem.problem([], TinyProblem.site(prices: [10, 20]), slots: 2)
    let plan = Solver().solve(problem).document(generator: .init(version: "0", seed: 1))
    var job = TinyProblem.job("new", hours: 1)
    job.running = RunningState(since: TinyProblem.start, site: "fra1", remainingHours: 1)
    let error = #expect(throws: QuoteError.self) {
      try Quote(of: job, beside: plan, in: problem)
    }
    guard case .job(let found)? = error else { return }
    #expect(found.issues[0].place == .job(0, key: "running"))
  }
}
