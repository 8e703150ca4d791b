import GridPricing
import Testing

@testable import Optimizer

@Suite struct JobWindowTests {
  private static let start = Instant(iso8601: "2026-01-12T00:00:00Z")!

  private func problem(_ job: Job, slotMinutes: Int) throws -> Problem {
    let site = Site(
      id: "fra", price: .constant(perMWh: 100, currency: "EUR"),
      pools: [GPUPool(id: "h200", gpus: 8)])
    return try Problem(
      jobs: [job], sites: [site],
      horizon: Horizon(start: Self.start, slotMinutes: slotMinutes, count: 8))
  }

  private func job(hours: Double, preemption: Preemption? = nil) -> Job {
    Job(
      id: "train", pool: "h200", gpus: 8, hours: hours, powerPerGPU: .watts(700),
      preemption: preemption)
  }

  private static let almostWhole: [(slotMinutes: Int, hours: Double, why: String)] = [
    (15, 0.5, "whole slots"),
    (60, 1.0000009, "3.24 ms more than a slot"),
    (60, 1.0000002, "less than a millisecond more"),
    (1440, 24.00002, "72 ms more than a slot"),
    (1440, 23.99998, "72 ms less than a slot"),
    (60, 1e-6, "next to no time"),
    (60, 1.0000004, "1.44 ms more than a slot"),
    (15, 0.2500005, "1.8 ms more than a slot"),
  ]

  /// Nothing is rounded by more than the verifier forgives, however long the slots.
  @Test(arguments: almostWhole)
  func plansOfAlmostWholeSlotsAreSound(slotMinutes: Int, hours: Double, why: String) throws {
    for preemption in [nil, Preemption(), Preemption(restartMinutes: 1)] {
      let problem = try problem(job(hours: hours, preemption: preemption), slotMinutes: slotMinutes)
      let plan = Solver().solve(problem).document(generator: ExamplePlan.document.generator)
      #expect(Verification(of: problem).report(on: plan).violations == [], "\(why)")
    }
  }

  /// A deadline just before an edge is not the edge, unless it is a millisecond.
  @Test(arguments: [(60, 3), (1440, 60)])
  func aDeadlineBeforeAnEdgeIsKept(slotMinutes: Int, early: Int64) throws {
    var job = job(hours: Double(slotMinutes) / 60)
    job.release = Self.start
    job.deadline = Instant(milliseconds: Self.start.milliseconds + Int64(slotMinutes) * 60_000 - 1)
    let nearly = try problem(job, slotMinutes: slotMinutes)
    let plan = Solver().solve(nearly).document(generator: ExamplePlan.document.generator)
    #expect(Verification(of: nearly).report(on: plan).violations == [])
    job.deadline?.milliseconds -= early - 1
    #expect(throws: ProblemError.self) { try problem(job, slotMinutes: slotMinutes) }
  }
}
