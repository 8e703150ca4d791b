import GridPricing
import Testing

@testable import Optimizer

/// Conflicts worked out by hand.
@Suite struct ConflictTests {
  private typealias Tiny = TinyProblem

  /// The conflicts of all jobs without a start; others run at theirs, in one piece.
  private func conflicts(_ problem: Problem, starts: [Int?]) -> [Conflict] {
    var finder = ConflictFinder(problem, Self.placements(problem, starts))
    return finder.conflicts(starts.indices.filter { starts[$0] == nil })
  }

  static func placements(_ problem: Problem, _ starts: [Int?]) -> [Placement] {
    zip(problem.compiled.jobs, starts).map { job, start in
      guard let start else { return Placement() }
      let option = problem.compiled.options[job.options.lowerBound]
      return Placement(
        option: Int32(job.options.lowerBound), start: Int32(start), count: Int32(option.slots),
        lastFraction: option.lastFraction)
    }
  }

  static let flat = [Double](repeating: 50, count: 24)

  @Test func namesPoolWindowJobsDeadlineAndGPUs() throws {
    let problem = try Tiny.problem(
      [
        Tiny.job("a", gpus: 8, hours: 8, release: 4, deadline: 12),
        Tiny.job("b", gpus: 8, hours: 8, release: 6, deadline: 16),
        Tiny.job("elsewhere", gpus: 8, hours: 4, release: 18, deadline: 24),
        Tiny.job("new", gpus: 32, hours: 4, release: 8, deadline: 12),
      ], Tiny.site(prices: Self.flat, gpus: 32), slots: 24)
    let found = conflicts(problem, starts: [4, 8, 18, nil])
    #expect(
      found == [
        Conflict(
          job: "new",
          shortage: .gpus(pool: "h200", site: "fra1", free: 16, available: 32),
          window: 8..<12, others: ["a"], evidence: .proven,
          laterDeadline: nil, missingGPUs: 16,
          missingPower: .zero)
      ])
  }

  @Test func theReasonIsOneLine() throws {
    let problem = try Tiny.problem(
      [
        Tiny.job("a", gpus: 8, hours: 4, release: 8, deadline: 13),
        Tiny.job("b\n", gpus: 8, hours: 4, release: 8, deadline: 13),
        Tiny.job("new", gpus: 20, hours: 4, release: 8, deadline: 12),
      ], Tiny.site(prices: Self.flat, gpus: 32), slots: 24)
    let found = conflicts(problem, starts: [8, 8, nil])
    #expect(
      found[0].reason(on: problem.horizon)
        == "no place: pool \"h200\" at \"fra1\" has 16 of 32 GPUs free between "
        + "2026-01-12T08:00:00Z and 2026-01-12T12:00:00Z, in proven conflict with "
        + "\"a\", \"b\\n\"; fits with a deadline of 2026-01-12T16:00:00Z or with 4 more GPUs")
  }

  @Test func jobsThatCouldMoveAwayAreNotBlamed() throws {
    // "flexible" stands in the way but could go; "fixed" could not.
    let problem = try Tiny.problem(
      [
        Tiny.job("flexible", gpus: 4, hours: 2, deadline: 20),
        Tiny.job("fixed", gpus: 5, hours: 2, release: 2, deadline: 4),
        Tiny.job("new", gpus: 4, hours: 2, release: 2, deadline: 4),
      ], Tiny.site(prices: Self.flat), slots: 24)
    let found = conflicts(problem, starts: [2, 2, nil])
    #expect(found[0].others == ["fixed"])
    #expect(found[0].evidence == .proven)
    #expect(found[0].missingGPUs == 5)
    #expect(found[0].laterDeadline == Tiny.hour(6))
  }

  @Test func followsTheConflictBeyondTheJobsOwnWindow() throws {
    // "new" pushes "second" out of the first two hours, where "third" stands.
    let problem = try Tiny.problem(
      [
        Tiny.job("second", hours: 2, deadline: 4),
        Tiny.job("third", hours: 2, release: 2, deadline: 4),
        Tiny.job("new", hours: 1, deadline: 1), Tiny.job("apart", hours: 2, release: 10),
      ], Tiny.site(prices: Self.flat), slots: 24)
    let found = conflicts(problem, starts: [0, 2, nil, 10])
    #expect(found[0].others == ["second", "third"])
    #expect(found[0].evidence == .proven)
    #expect(found[0].laterDeadline == Tiny.hour(5))
  }

  @Test func saysWhereNoOtherJobIsInvolved() throws {
    let outage = GPUPool.Availability(start: Tiny.hour(0), end: Tiny.hour(6), gpus: 3)
    let problem = try Tiny.problem(
      [Tiny.job("new", gpus: 4, hours: 2, deadline: 4), Tiny.job("a", gpus: 1, hours: 3)],
      Tiny.site(prices: Self.flat, availability: [outage]), slots: 24)
    let found = conflicts(problem, starts: [nil, 3])
    #expect(
      found[0].reason(on: problem.horizon)
        == "no place: pool \"h200\" at \"fra1\" has 3 of 3 GPUs free between "
        + "2026-01-12T00:00:00Z and 2026-01-12T02:00:00Z, by availability and limits alone; "
        + "fits with a deadline of 2026-01-12T08:00:00Z or with 1 more GPU")
  }

  @Test func namesThePowerLimitWithItsMissingKilowatts() throws {
    let problem = try Tiny.problem(
      [
        Tiny.job("a", gpus: 6, hours: 2, deadline: 2),
        Tiny.job("new", gpus: 6, hours: 1.5, deadline: 2),
      ], Tiny.site(prices: Self.flat, gpus: 16, baseKW: 2, limitKW: 10), slots: 24)
    let found = conflicts(problem, starts: [0, nil])
    #expect(
      found[0].reason(on: problem.horizon)
        == "no place: site \"fra1\" has 2.0 of 10.0 kW free between "
        + "2026-01-12T00:00:00Z and 2026-01-12T02:00:00Z, in proven conflict with \"a\"; "
        + "fits with a deadline of 2026-01-12T03:30:00Z or with 4.0 kW more from the grid")
  }

  @Test func namesALimitForATime() throws {
    var site = Tiny.site(prices: Self.flat, gpus: 16, baseKW: 2)
    site.gridLimits = [GridLimit(start: Tiny.hour(1), end: Tiny.hour(3), power: .kilowatts(5))]
    let problem = try Tiny.problem(
      [Tiny.job("new", gpus: 6, hours: 2, release: 1, deadline: 3)], site, slots: 24)
    let found = conflicts(problem, starts: [nil])
    #expect(
      found[0].reason(on: problem.horizon)
        == "no place: site \"fra1\" has 3.0 of 5.0 kW free between "
        + "2026-01-12T01:00:00Z and 2026-01-12T03:00:00Z, by availability and limits alone; "
        + "fits with a deadline of 2026-01-12T05:00:00Z or with 3.0 kW more from the grid")
  }

  @Test func namesThePlantThatCoolsTooLittle() throws {
    var site = Tiny.site(prices: Self.flat, gpus: 64, baseKW: 2)
    site.cooling = .liquid(
      LiquidCooling(plant: try CoolingPlant(.nvl72Dry, nominalIT: .kilowatts(10))))
    site.weather = .constant(dryBulb: .celsius(20), relativeHumidity: .percent(50))
    let problem = try Tiny.problem([Tiny.job("new", gpus: 20, hours: 2)], site, slots: 24)
    let conflict = conflicts(problem, starts: [nil])[0]
    #expect(
      conflict.shortage == .cooling(site: "fra1", free: .kilowatts(13), limit: .kilowatts(15)))
    #expect(conflict.missingPower == .zero && conflict.missingCooling == .kilowatts(7))
    #expect(conflict.laterDeadline == nil)
    #expect(
      conflict.reason(on: problem.horizon)
        == "no place: site \"fra1\" can cool 13.0 kW more, of 15.0 kW in all, between "
        + "2026-01-12T00:00:00Z and 2026-01-12T02:00:00Z, by availability and limits alone; "
        + "fits with a plant that cools 7.0 kW more of IT power, not later inside the horizon")
  }

  @Test func countsPanelsUnderTheGridLimit() throws {
    var site = Tiny.site(prices: Self.flat, gpus: 16, baseKW: 2, limitKW: 5)
    site.solar = .constant(.kilowatts(2), unit: "kW", role: "solar")
    let problem = try Tiny.problem([Tiny.job("new", gpus: 6, hours: 2)], site, slots: 24)
    let conflict = conflicts(problem, starts: [nil])[0]
    #expect(conflict.missingPower == .kilowatts(1) && conflict.missingGPUs == 0)
  }

  @Test func aDeadlineAtTheEndOfTheHorizonCannotBeLater() throws {
    let problem = try Tiny.problem(
      [Tiny.job("a", hours: 3), Tiny.job("new", hours: 2)],
      Tiny.site(prices: [1, 2, 3, 4]), slots: 4)
    let found = conflicts(problem, starts: [0, nil])
    #expect(found[0].laterDeadline == nil)
    #expect(
      found[0].reason(on: problem.horizon).hasSuffix(
        "fits with 8 more GPUs, not later inside the horizon"))
  }

  @Test func onlyTheFirstFiftyAreLookedInto() throws {
    let jobs = (0..<60).map { Tiny.job("new\($0)", gpus: 8, hours: 2, deadline: 2) }
    let problem = try Tiny.problem(
      [Tiny.job("a", hours: 2, deadline: 2)] + jobs, Tiny.site(prices: Self.flat), slots: 24)
    let found = conflicts(problem, starts: [0] + jobs.map { _ in nil })
    #expect(found.map(\.others) == (0..<60).map { $0 < 50 ? ["a"] : [] })
    #expect(found.allSatisfy { $0.missingGPUs == 8 && $0.laterDeadline == Tiny.hour(4) })
  }

  @Test func jobsWithAValueNeverBlock() throws {
    let problem = try Tiny.problem(
      [
        Tiny.job("optional", hours: 2, deadline: 2, value: 9),
        Tiny.job("new", hours: 2, deadline: 2),
      ],
      Tiny.site(prices: Self.flat), slots: 24)
    let found = conflicts(problem, starts: [0, nil])
    #expect(found[0].others == ["optional"])
    #expect(found[0].evidence == .held)
  }

  // MARK: Chains

  /// The reason of the last job; others stand at their starts.
  private func reason(_ jobs: [Job], starts: [Int?]) throws -> String {
    let problem = try Tiny.problem(jobs, Tiny.site(prices: Self.flat), slots: 24)
    return conflicts(problem, starts: starts).last!.reason(on: problem.horizon)
  }

  private func job(_ id: String, hours: Double, deadline: Double? = nil, after: [String]) -> Job {
    var job = Tiny.job(id, gpus: 4, hours: hours, deadline: deadline)
    job.after = after
    return job
  }

  @Test func namesAPredecessorThatEndsTooLate() throws {
    #expect(
      try reason(
        [Tiny.job("a\n", gpus: 4, hours: 2.5), job("b", hours: 2, deadline: 6, after: ["a\n"])],
        starts: [4, nil])
        == "no place: it waits for job \"a\\n\", which ends at 2026-01-12T07:00:00Z; "
        + "fits with a deadline of 2026-01-12T09:00:00Z")
  }

  @Test func namesAChainThatIsTooLong() throws {
    #expect(
      try reason(
        [
          Tiny.job("a", gpus: 4, hours: 3), job("b", hours: 3, after: ["a"]),
          job("c", hours: 2, deadline: 7, after: ["b"]),
        ], starts: [0, 3, nil])
        == "no place: what it waits for takes until 2026-01-12T06:00:00Z at least, "
        + "in proven conflict with \"a\", \"b\"; fits with a deadline of 2026-01-12T08:00:00Z")
  }

  @Test func namesAPredecessorThatDoesNotRun() throws {
    let jobs = [
      Tiny.job("wide", hours: 4), Tiny.job("a", gpus: 4, hours: 2, deadline: 3),
      job("b", hours: 2, deadline: 7, after: ["a"]),
    ]
    #expect(
      try reason(jobs, starts: [0, nil, nil])
        == "no place: it waits for job \"a\", which does not run; fits with a deadline of "
        + "2026-01-12T08:00:00Z once that ends by 2026-01-12T06:00:00Z")
  }

  @Test func namesAJobThatWaitsAndMustEndInTime() throws {
    let problem = try Tiny.problem(
      [
        Tiny.job("wide", hours: 4, deadline: 4), Tiny.job("a", gpus: 4, hours: 2),
        job("b", hours: 2, deadline: 5, after: ["a"]),
      ], Tiny.site(prices: Self.flat), slots: 24)
    #expect(
      conflicts(problem, starts: [0, nil, nil])[0].reason(on: problem.horizon)
        .hasSuffix(
          "fits with a deadline of 2026-01-12T08:00:00Z for \"b\", which waits for it or with 4 "
            + "more GPUs"))
  }

  @Test func namesTheStartRamp() throws {
    var site = Tiny.site(prices: Self.flat)
    site.startRampGPUsPerMinute = 0.1
    let problem = try Tiny.problem(
      [Tiny.job("a", gpus: 4, hours: 1), Tiny.job("b", gpus: 4, hours: 2, deadline: 2)], site,
      slots: 24)
    #expect(
      conflicts(problem, starts: [0, nil])[0].reason(on: problem.horizon)
        == "no place: site \"fra1\" may start only 2 GPUs more at an edge between "
        + "2026-01-12T00:00:00Z and 2026-01-12T01:00:00Z, held by \"a\"; fits with a "
        + "deadline of 2026-01-12T03:00:00Z or with a start ramp of 0.034 GPUs per minute more")
  }

  @Test func namesASiteThatItsInputReachesTooLate() throws {
    var job = Tiny.job("b", hours: 2, deadline: 4)
    job.homeSite = "fra1"
    job.inputGB = 13.5
    let problem = try Problem(
      jobs: [Tiny.job("a", hours: 4, sites: ["fra1"]), job],
      sites: [Tiny.site(prices: Self.flat), Tiny.site("oslo", prices: Self.flat)],
      horizon: Horizon(start: Tiny.start, slotMinutes: 60, count: 24),
      transfers: Transfers(gigabitsPerSecond: 0.01))
    let reason = conflicts(problem, starts: [0, nil])[0].reason(on: problem.horizon)
    #expect(reason.contains(", and its input reaches \"oslo\" too late; fits with a deadline of "))
    #expect(reason.contains("2026-01-12T05:00:00Z"))
  }
}
