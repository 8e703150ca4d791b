import GridPricing
import Testing

@testable import Optimizer

@Suite struct PrecedencePassesTests {
  private static let start = Instant(iso8601: "2026-03-01T00:00:00Z")!

  private struct Example {
    let facts: ScenarioFacts

    /// Three jobs in one piece, some of which wait for others.
    init(_ random: inout SplitMix) throws {
      func number(_ range: ClosedRange<Double>) -> Double { .random(in: range, using: &random) }
      let sites = ["a", "b"].map { id in
        Site(
          id: id, price: .constant(perMWh: 50, currency: "EUR"),
          pools: [GPUPool(id: "p", gpus: 4)])
      }
      let jobs = (0..<3).map { job in
        Job(
          id: "j\(job)", pool: "p", gpus: 1, hours: number(0.5...2.5), powerPerGPU: .watts(1000),
          deadline: Bool.random(using: &random) ? nil : start.advanced(byHours: number(4...6)),
          value: Bool.random(using: &random) ? nil : .amount(1),
          homeSite: Bool.random(using: &random) ? nil : "a", inputGB: number(0...2000),
          after: (job + 1..<3).filter { _ in Bool.random(using: &random) }.map { "j\($0)" })
      }
      facts = try ScenarioFacts(
        jobs: jobs, sites: sites,
        horizon: Horizon(start: start, slotMinutes: 60, count: 6),
        objective: Objective(currency: "EUR"), transfers: Transfers(gigabitsPerSecond: 2),
        gaps: .none)
    }

    /// Every way to run the jobs or not, as starts by job.
    var plans: [[Int?]] {
      let ways: [Int?] = [nil] + (0..<6).map(Optional.some)
      return ways.flatMap { one in
        ways.flatMap { two in ways.map { [one, two, $0] } }
      }.filter(isSound)
    }

    func finish(_ job: Int, _ start: Int) -> Double { Double(start) + facts.jobs[job].hours }

    private func isSound(_ starts: [Int?]) -> Bool {
      starts.indices.allSatisfy { number in
        let job = facts.jobs[number]
        guard let start = starts[number] else { return job.value != nil }
        let deadline = job.deadline.map { PrecedencePassesTests.start.hours(to: $0) } ?? 6
        return finish(number, start) <= deadline
          && job.after.allSatisfy { id in
            let other = facts.jobs.firstIndex { $0.id == id }!
            return starts[other].map { finish(other, $0) <= Double(start) } ?? false
          }
      }
    }
  }

  @Test func theWindowsHoldEveryPlan() throws {
    var random = SplitMix(state: 13)
    var (narrowed, plans) = (0, 0)
    for round in 0..<300 {
      let example = try Example(&random)
      let passes = PrecedencePasses(example.facts)
      for starts in example.plans {
        plans += 1
        for (job, start) in starts.enumerated() {
          guard let start else {
            #expect(!passes.mustRun[job], "round \(round)")
            continue
          }
          #expect(start >= passes.first[job], "round \(round)")
          #expect(example.finish(job, start) <= passes.deadline[job] + 1e-6, "round \(round)")
        }
      }
      let own = example.facts.jobFacts
      narrowed +=
        (0..<3).filter { passes.first[$0] > 0 || passes.deadline[$0] < own[$0].deadline }.count
    }
    #expect(narrowed > 200 && plans > 1000)
  }

  /// Three hours before the deadline, two of which its successor takes.
  @Test func onlyASuccessorThatMustRunTightensADeadline() throws {
    for (value, deadline) in [(nil, 3.0), (Money.amount(1), 8)] {
      var plan = KindPlan.chained
      plan.jobs[0].value = value
      let facts = try ScenarioFacts(
        jobs: plan.jobs, sites: plan.sites, horizon: KindPlan.horizon,
        objective: Objective(currency: "EUR"), gaps: .none)
      let passes = PrecedencePasses(facts)
      #expect(passes.deadline == [5, deadline])
      #expect(passes.first == [2, 0])
    }
  }
}
