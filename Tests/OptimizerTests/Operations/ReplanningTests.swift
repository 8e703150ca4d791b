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

  /// A price of power that was scarce, or just dearer, binds nobody where nothing limits the power.
  @Test func whatNothingLimitsIsNotScarce() throws {
    func problem(energy: Double, from first: Double) throws -> Problem {
      var site = TinyProblem.site(prices: (0..<6).map { energy + 3 * Double($0) })
      site.gridLimits = [
        GridLimit(
          start: TinyProblem.hour(first), end: TinyProblem.hour(first + 1), power: .kilowatts(4))
      ]
      let jobs = (0..<5).map { TinyProblem.job("job-\($0)", gpus: 3, hours: 2) }
      return try TinyProblem.problem(jobs, site, slots: 6)
    }
    let old = document(solver.solve(try problem(energy: 90, from: 1)))
    let cheaper = try problem(energy: 30, from: 3)
    let prices = try #require(MarketPrices(of: old, in: cheaper))
    #expect(prices.power[3] > 0 && prices.power.count { $0 != 0 } == 1)
    let new = document(solver.solve(Replanning(of: old, for: cheaper)))
    #expect(Verification(of: cheaper).report(on: new).violations.map(\.description) == [])
  }

  /// Jobs at full power and at a cap keep their slots where their full power is another one today.
  @Test func placesOfJobsThatDrawMoreAreKnown() throws {
    func problem(kW: Double) throws -> Problem {
      let jobs = [("full", 2.0), ("capped", 6.0)].map { name, deadline in
        var job = TinyProblem.job(name, gpus: 4, hours: 2, deadline: deadline, kW: kW)
        job.powerCaps = [PowerCap(powerPerGPU: .kilowatts(0.4), speed: 0.5)]
        return job
      }
      let prices = [30.0, 30, 10, 10, 10, 10]
      return try TinyProblem.problem(jobs, TinyProblem.site(prices: prices), slots: 6)
    }
    let old = document(solver.solve(try problem(kW: 1)))
    #expect(old.jobs.map { $0.segments[0].wattsPerGPU } == [1000, 400])
    let replanning = Replanning(of: old, for: try problem(kW: 1.1))
    #expect(replanning.knownJobs == 2)
    let new = document(solver.solve(replanning))
    #expect(new.jobs.map { $0.segments[0].wattsPerGPU } == [1100, 400])
  }

  // MARK: More jobs than a thread takes at a time

  private let quick = StoppingRule.first(of: [.gap(0.05), .workWithoutGain(1)])

  /// Jobs in one piece, ones that pause, for nothing and at a price, malleable ones and some that wait for
  /// the one before.
  private func manyJobs(
    threads: Int, named name: (Int) -> String = { "job-\($0)" }
  ) throws -> Problem {
    let jobs = (0..<300).map { number in
      var job = TinyProblem.job(
        name(number), gpus: 1 + number % 3, hours: 0.75 + Double(number % 5),
        release: Double(number % 24), deadline: Double(number % 24 + 11),
        value: number % 7 == 0 ? 0.3 : nil,
        after: number % 10 == 9 ? [name(number - 1)] : [])
      switch number % 20 {
      case 1...6: job.preemption = Preemption()
      case 7, 8: job.preemption = Preemption(minimumRunMinutes: 60, restartMinutes: 12)
      case 10:
        job.scaling = Scaling(
          gpus: [job.gpus, job.gpus + 1], speed: [1, 1.3], isResizable: true, resizeMinutes: 6)
      default: break
      }
      return job
    }
    let prices = (0..<48).map { 30 + 4.5 * Double($0 * 7 % 24) }
    return try Problem(
      jobs: jobs, sites: [TinyProblem.site(prices: prices, gpus: 60)],
      horizon: Horizon(start: TinyProblem.start, slotMinutes: 60, count: 48), threads: threads)
  }

  @Test func documentsAndKnownPlacesDoNotDependOnThreads() throws {
    let found = try [1, 3].map { threads in
      let solver = Solver(SolverParameters(threads: threads))
      let problem = try manyJobs(threads: threads)
      let old = document(solver.solve(problem, until: quick))
      let replanning = Replanning(of: old, for: problem, at: TinyProblem.hour(5))
      return (old: old, replanning, new: document(solver.solve(replanning, until: quick)))
    }
    #expect(found[0].old == found[1].old && found[0].new == found[1].new)
    #expect(found[0].old.jobs.allSatisfy { $0.reason?.isEmpty == false })
    #expect(found[0].1.startedJobs > 10 && found[0].1.startedJobs == found[1].1.startedJobs)
    #expect(found[0].1.knownJobs > 150 && found[0].1.knownJobs == found[1].1.knownJobs)
  }

  /// Where known prices and places prove a gap that is good enough, nothing more is asked.
  @Test func aGoodPlanIsTakenUpAsItIs() throws {
    let problem = try manyJobs(threads: 1)
    let old = document(solver.solve(problem, until: quick))
    let gap = try #require(old.bound?.gap) + 0.02
    let solution = solver.solve(Replanning(of: old, for: problem), until: .gap(gap))
    let new = document(solution)
    #expect(solution.stop == .gap && solution.progress.work <= 2 * problem.jobs.count)
    #expect(new.jobs.map(\.segments) == old.jobs.map(\.segments))
    #expect(Verification(of: problem).report(on: new).violations.map(\.description) == [])
  }

  @Test func mostJobsMayBeNew() throws {
    let old = document(solver.solve(try manyJobs(threads: 1), until: quick))
    let problem = try manyJobs(threads: 1) { $0 % 5 == 0 ? "job-\($0)" : "new-\($0)" }
    let replanning = Replanning(of: old, for: problem)
    #expect((1...60).contains(replanning.knownJobs))
    let new = document(solver.solve(replanning, until: quick))
    #expect(new.status == .feasible || new.status == .optimal)
    #expect(Verification(of: problem).report(on: new).violations.map(\.description) == [])
  }
}
