import GridPricing
import Testing

@testable import Optimizer

/// Why jobs of every kind stand where they do.
@Suite struct KindExplanationTests {
  private typealias Tiny = TinyProblem

  /// The reason of each job in the plan of a problem, without what it saves.
  private func reasons(_ jobs: [Job], prices: [Double], gpus: Int = 8) throws -> [String] {
    let problem = try Tiny.problem(
      jobs, Tiny.site(prices: prices, gpus: gpus), slots: prices.count)
    return Solver().solve(problem, until: .first(of: [.gap(0), .workWithoutGain(2_000)])).reasons
  }

  @Test func theReleaseDateHoldsAJob() throws {
    #expect(
      try reasons([Tiny.job("a", hours: 1, release: 1)], prices: [10, 50, 50])
        == [
          "the release date holds it: at 2026-01-12T00:00:00Z it would cost 0.08 EUR instead of "
            + "0.4 EUR"
        ])
  }

  @Test func aPredecessorHoldsAJob() throws {
    var second = Tiny.job("b", gpus: 1, hours: 1)
    second.after = ["a\n"]
    let found = try reasons(
      [Tiny.job("a\n", gpus: 4, hours: 1, deadline: 1), second], prices: [10, 60, 50])
    #expect(
      found[1]
        == "waits for job \"a\\n\" until 2026-01-12T01:00:00Z: at 2026-01-12T00:00:00Z it would "
        + "cost 0.01 EUR instead of 0.05 EUR", "\(found)")
  }

  @Test func aSuccessorHoldsAJob() throws {
    var second = Tiny.job("b", gpus: 1, hours: 1, deadline: 2)
    second.after = ["a"]
    let found = try reasons(
      [Tiny.job("a", gpus: 4, hours: 1), second], prices: [60, 50, 10])
    #expect(found[0].contains("\"b\""), "\(found)")
  }

  @Test func theJobThatStandsThereIsNamed() throws {
    let found = try reasons(
      [Tiny.job("a", hours: 1, deadline: 1), Tiny.job("b", hours: 1)], prices: [10, 60, 50])
    #expect(
      found[1].hasPrefix(
        "its cheapest place, at 2026-01-12T00:00:00Z for 0.08 EUR instead of 0.4 EUR, was taken "
          + "by \"a\""), "\(found)")
  }

  @Test func aPowerCapSaysWhatItSaves() throws {
    var job = Tiny.job("a", gpus: 1, hours: 1)
    job.powerCaps = [PowerCap(powerPerGPU: .watts(500), speed: 0.8)]
    #expect(
      try reasons([job], prices: [1000, 1000])
        == [
          "runs at its cheapest hours; capped at 500.0 W per GPU, 0.375 EUR less than at full power"
        ])
  }

  @Test func aCountSaysWhatItSaves() throws {
    var job = Tiny.job("a", gpus: 1, hours: 2)
    job.scaling = Scaling(gpus: [1, 2], speed: [1, 2])
    #expect(
      try reasons([job], prices: [1000, 5000])
        == ["runs at its cheapest hours; on 2 GPUs, 4.0 EUR less than on 1"])
  }

  @Test func aCountThatChangesIsAtItsCheapestPlace() throws {
    var job = Tiny.job("a", gpus: 1, hours: 4)
    job.scaling = Scaling(gpus: [1, 2], speed: [1, 1.5], isResizable: true)
    let found = try reasons([job], prices: [1000, 5000, 1000])
    #expect(found[0].hasPrefix("runs at its cheapest hours; on 1 to 2 GPUs"), "\(found)")
  }

  @Test func latenessIsSaid() throws {
    var job = Tiny.job("a", gpus: 1, hours: 1)
    job.due = Tiny.hour(1)
    job.latenessCostPerHour = .amount(0.25)
    #expect(
      try reasons([job], prices: [5000, 4000, 1000])
        == ["runs at its cheapest hours; ends 2.0 hours after it is due, for 0.5 EUR"])
  }

  @Test func theTransferOfItsInputIsSaid() throws {
    var job = Tiny.job("a", gpus: 1, hours: 1)
    job.homeSite = "fra1"
    job.inputGB = 10
    func reason(_ transfers: Transfers) throws -> String {
      let problem = try Problem(
        jobs: [job],
        sites: [
          Tiny.site("fra1", prices: [3000, 3000]), Tiny.site("oslo", prices: [1000, 2000]),
        ],
        horizon: Horizon(start: Tiny.start, slotMinutes: 60, count: 2), transfers: transfers)
      return Solver().solve(problem).reasons[0]
    }
    #expect(
      try reason(Transfers(costPerGB: .amount(0.05)))
        == "runs at its cheapest hours; its input moves there for 0.5 EUR")
    #expect(
      try reason(Transfers(costPerGB: .amount(5)))
        == "the transfer of its input decides: with that at \"oslo\", it would cost 1.0 EUR "
        + "instead of 3.0 EUR")
  }

  /// The cheapest place of a job that nobody disturbs is the cheapest of all its schedules.
  @Test func theCheapestPlaceIsThatOfBruteForce() throws {
    var kinds = RandomKinds()
    kinds.features.removeAll { $0 == .chained }
    var count = 0
    for seed in 0..<300 {
      let problem = kinds.problem(seed: UInt64(40_000 + seed))
      let search = KindBruteForce(problem)
      var places = CheapestPlaces(problem)
      let rows = PriceRows(problem.compiled, nil)
      for (number, job) in problem.jobs.enumerated() {
        let isCostly =
          (job.preemption?.restartMinutes ?? 0) + (job.preemption?.minimumRunMinutes ?? 0) > 0
        let isRamped = job.preemption != nil && problem.compiled.hasStartRamps
        guard job.scaling?.isResizable == true || !(isCostly || isRamped) else { continue }
        let least = search.ways(of: job).map(\.cost).min()!
        let cheapest = places.cheapest(number, rows)
        let found = try #require(cheapest)
        count += 1
        #expect(abs(found.cost - least) < 1e-6, "seed \(seed), \(job): \(found)")
        let none = places.cheapest(number, rows, below: found.cost)
        #expect(none == nil, "seed \(seed), \(job)")
        let limit = found.cost + 1e-4 * (1 + abs(found.cost))
        let below = places.cheapest(number, rows, below: limit)
        #expect(abs((below?.cost ?? .infinity) - least) < 1e-6, "seed \(seed), \(job)")
      }
    }
    #expect(count > 100)
  }

  /// Whatever is planned, every job gets one line, and one at its cheapest hours is there.
  @Test(arguments: 0..<4)
  func everyJobHasOneLine(block: Int) {
    for seed in 0..<25 {
      let problem = RandomKinds().problem(seed: UInt64(50_000 + 25 * block + seed))
      let solution = Solver().solve(
        problem, until: .first(of: [.gap(0.01), .workWithoutGain(500)]))
      let search = KindBruteForce(problem)
      for (number, reason) in solution.reasons.enumerated() {
        #expect(!reason.isEmpty && !reason.contains("\n"))
        let job = problem.jobs[number]
        guard reason.hasPrefix("runs at its cheapest hours"), job.preemption == nil,
          job.after.isEmpty,
          let cost = solution.plan.evaluation.jobs[number]?.cost,
          !problem.jobs.contains(where: { $0.after.contains(job.id) })
        else { continue }
        let least = search.ways(of: job).map(\.cost).min()!
        #expect(cost <= least + 1e-5 * (1 + abs(least)), "\(least), \(cost): \(reason)")
      }
    }
  }
}
