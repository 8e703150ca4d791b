import GridPricing
import Testing

@testable import Optimizer

/// Conflicts on small random problems, against brute force.
@Suite struct ConflictPropertyTests {
  /// Every conflict of a random problem whose jobs a seeded list schedule places.
  private func forEachConflict(
    seed: UInt64, rounds: Int, slots: Int = 7,
    _ body: (Problem, [Assignment?], Int, Conflict) throws -> Void
  ) throws {
    var random = RandomSource(seed: seed)
    for _ in 0..<rounds {
      let problem = try TinyProblem.random(
        &random, slots: slots, jobs: 4 + random.below(5), tight: true)
      var state = SearchState(problem.compiled)
      var insertion = Insertion(problem.compiled)
      let rows = PriceRows(problem.compiled, nil)
      for job in problem.jobs.indices.shuffled(using: &random) {
        if let found = insertion.best(problem.compiled.jobs[job], state.occupancy, rows) {
          state.place(job, found)
        }
      }
      var finder = ConflictFinder(problem, state.placements)
      let unplaced = state.unplacedJobs
      let schedule = Schedule(state.placements, problem.compiled)
      for (job, conflict) in zip(unplaced, finder.conflicts(unplaced)) {
        try body(problem, schedule.assignments, job, conflict)
      }
    }
  }

  @Test func conflictsAreIrreducible() throws {
    var evidence = [0, 0, 0]
    try forEachConflict(seed: 7, rounds: 120) { problem, _, job, conflict in
      let others = conflict.others.map { id in problem.jobs.firstIndex { $0.id == id }! }
      #expect(conflict.job == problem.jobs[job].id)
      var search = TinySearch(problem)
      switch conflict.evidence {
      case .proven:
        evidence[0] += 1
        let fits = search.canPlace([job] + others)
        #expect(!fits, "\(conflict)")
      case .notFound: evidence[1] += 1
      case .held:
        evidence[2] += 1
        return
      }
      for left in [job] + others {
        let rest = ([job] + others).filter { $0 != left }
        let fits = search.canPlace(rest)
        #expect(fits, "without \(problem.jobs[left].id): \(conflict)")
      }
    }
    // Most conflicts of a few jobs are proven; the rest stand for schedules that were hard to find.
    #expect(evidence[0] > 50 && evidence[0] > 5 * evidence[1], "\(evidence)")
  }

  @Test func theLaterDeadlineIsTheEarliestThatFits() throws {
    var count = 0
    try forEachConflict(seed: 8, rounds: 120) { problem, assignments, job, conflict in
      func fits(by deadline: Instant?) -> Bool {
        var jobs = problem.jobs
        jobs[job].deadline = deadline
        guard
          let changed = try? Problem(jobs: jobs, sites: problem.sites, horizon: problem.horizon)
        else { return false }
        var search = TinySearch(changed, beside: assignments)
        return search.canPlace([job])
      }
      guard let later = conflict.laterDeadline else {
        #expect(!fits(by: nil), "\(conflict)")
        return
      }
      count += 1
      #expect(fits(by: later), "\(conflict)")
      #expect(!fits(by: Instant(milliseconds: later.milliseconds - 60_000)), "\(conflict)")
    }
    #expect(count > 25)
  }

  @Test func theMissingGPUsAndPowerMakeItFit() throws {
    var counts = (gpus: 0, power: 0)
    try forEachConflict(seed: 9, rounds: 120) { problem, assignments, job, conflict in
      func fits(gpus: Int, kW: Double, in window: Range<Int>) throws -> Bool {
        let name =
          switch conflict.shortage {
          case .gpus(_, let site, _, _), .power(let site, _, _), .cooling(let site, _, _): site
          case .starts, .time, .chain, .predecessor: ""
          }
        let sites = problem.sites.map { site in
          var site = site
          guard site.id == name else { return site }
          let old = site.pools[0].capacity(on: problem.horizon)
          site.pools[0].gpus += gpus
          site.pools[0].availability = old.indices.map { slot in
            .init(
              start: problem.horizon.edge(slot), end: problem.horizon.edge(slot + 1),
              gpus: old[slot] + (window.contains(slot) ? gpus : 0))
          }
          site.gridLimit = site.gridLimit.map { $0 + .kilowatts(kW) }
          return site
        }
        let changed = try Problem(jobs: problem.jobs, sites: sites, horizon: problem.horizon)
        var search = TinySearch(changed, beside: assignments)
        return search.canPlace([job])
      }
      let (gpus, kW) = (conflict.missingGPUs, conflict.missingPower.kilowatts)
      guard gpus > 0 || kW > 0 else {
        // The search wants a whole slot of power for the last, partial slot of such a job.
        #expect(problem.jobs[job].preemption != nil)
        return
      }
      let fitsWithAll = try fits(gpus: gpus, kW: kW, in: conflict.window)
      #expect(fitsWithAll, "\(conflict)")
      let everywhere = 0..<problem.horizon.count
      if kW == 0 {
        counts.gpus += 1
        let fitsWithLess = try fits(gpus: gpus - 1, kW: 0, in: everywhere)
        #expect(!fitsWithLess, "\(conflict)")
      }
      if gpus == 0 { counts.power += 1 }
    }
    #expect(counts.gpus > 25 && counts.power > 3, "\(counts)")
  }

  @Test func theSameProblemGivesTheSameConflicts() throws {
    var first: [Conflict] = []
    try forEachConflict(seed: 10, rounds: 20) { first.append($3) }
    var second: [Conflict] = []
    try forEachConflict(seed: 10, rounds: 20) { second.append($3) }
    #expect(first == second)
  }

  @Test func exhaustiveSearchAgreesWithBruteForce() throws {
    var random = RandomSource(seed: 11)
    var verdicts = [0, 0, 0]
    for _ in 0..<400 {
      let problem = try TinyProblem.random(
        &random, slots: 7, jobs: 3 + random.below(3), tight: true)
      let jobs = Array(problem.jobs.indices)
      var brute = TinySearch(problem)
      let truth = brute.canPlace(jobs)
      if ConflictEnergy(problem: problem.compiled).isExceeded(by: jobs) { #expect(!truth) }
      var search = ConflictSearch(jobs, problem.compiled, steps: 1_000_000)!
      let isExact = search.isExact
      switch search.hasSchedule() {
      case true?:
        verdicts[0] += 1
        if isExact { #expect(truth) }
      case false?:
        verdicts[1] += 1
        #expect(!truth)
      case nil: verdicts[2] += 1
      }
    }
    #expect(verdicts[0] > 50 && verdicts[1] > 50 && verdicts[2] == 0, "\(verdicts)")
  }
}
