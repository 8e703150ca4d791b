import GridPricing
import Testing

@testable import Optimizer

/// What every policy keeps on random problems.
@Suite struct BaselinePropertyTests {
  @Test(arguments: BaselinePolicy.allCases)
  func keepsReleasesCapacityAndLimits(_ policy: BaselinePolicy) throws {
    var random = RandomSource(seed: 41)
    for round in 0..<400 {
      let problem = try TinyProblem.random(&random, jobs: 4 + round % 9)
      let outcome = policy.schedule(problem)
      let assignments = outcome.schedule.assignments
      #expect(TinyProblem.violations(outcome.schedule, problem) == [], "round \(round)")
      #expect(outcome.beyondHorizon == assignments.indices.filter { assignments[$0] == nil })
      let late = zip(problem.jobs, assignments).count { job, assignment in
        assignment.map { TinyProblem.isLate(job, $0, problem) } ?? true
      }
      #expect(outcome.lateJobs == late, "round \(round)")
      for job in outcome.beyondHorizon {
        #expect(
          try earliest(job, outcome.schedule, problem, before: policy) == nil, "round \(round)")
      }
      #expect(policy.schedule(problem) == outcome)
    }
  }

  @Test func runNowStartsEachJobAtItsEarliest() throws {
    var random = RandomSource(seed: 42)
    for round in 0..<400 {
      let problem = try TinyProblem.random(&random, jobs: 4 + round % 9)
      let schedule = BaselinePolicy.runNow.schedule(problem).schedule
      for job in problem.jobs.indices {
        let found = try earliest(job, schedule, problem, before: .runNow)
        #expect(found == schedule.assignments[job], "round \(round)")
      }
    }
  }

  /// The earliest run in one piece of a job beside those that the policy took before it, by trying
  /// every start; sites in order.
  private func earliest(
    _ job: Int, _ schedule: Schedule, _ problem: Problem, before policy: BaselinePolicy
  ) throws -> Assignment? {
    let run = BaselineRun(problem)
    let order = policy == .earliestDeadlineFirst ? run.deadlineOrder : run.releaseOrder
    var partial = Schedule(assignments: problem.jobs.map { _ in nil })
    for other in order.prefix(while: { $0 != job }) {
      partial.assignments[other] = schedule.assignments[other]
    }
    let slots = JobWindow.slotCount(JobWindow(problem.jobs[job], on: problem.horizon).workSlots)
    for start in 0...problem.horizon.count - slots {
      for site in problem.sites.indices
      where problem.jobs[job].gpus <= problem.sites[site].pools[0].gpus {
        let candidate = Assignment(site: site, pool: 0, runs: [start..<start + slots])
        partial.assignments[job] = candidate
        if TinyProblem.violations(partial, problem) == [] { return candidate }
      }
    }
    return nil
  }

  /// A stretch is 32 slots: long horizons go through the summaries, short ones do not.
  @Test func earliestStartsAgreeWithAPlainSearchOverManyStretches() throws {
    var random = RandomSource(seed: 43)
    for round in 0..<40 {
      let slots = 100 + random.below(130)
      let jobs = (0..<60).map { number in
        TinyProblem.job(
          "job\(number)", gpus: 1 + random.below(8), hours: 0.5 + random.unit() * 70,
          release: Double(random.below(slots - 80)))
      }
      let problem = try TinyProblem.problem(
        jobs,
        TinyProblem.site(
          prices: [Double](repeating: 1, count: slots), gpus: 12,
          limitKW: round % 2 == 0 ? 9.5 : nil), slots: slots)
      let schedule = BaselinePolicy.runNow.schedule(problem).schedule
      var free = [Int](repeating: 12, count: slots)
      var room = [Double](repeating: round % 2 == 0 ? 9.5 : 1e9, count: slots)
      for job in BaselineRun(problem).releaseOrder {
        let option = problem.compiled.options[job]
        let gpus = Int(option.gpus)
        func fits(_ start: Int) -> Bool {
          (start..<start + option.slots).allSatisfy { slot in
            let part = slot == start + option.slots - 1 ? option.lastFraction : 1
            return free[slot] >= gpus && room[slot] >= Double(gpus) * part - 1e-9
          }
        }
        let last = slots - option.slots
        let start = (option.firstSlot..<max(option.firstSlot, last + 1)).first(where: fits)
        #expect(schedule.assignments[job]?.runs == start.map { [$0..<$0 + option.slots] })
        guard let start else { continue }
        for slot in start..<start + option.slots {
          free[slot] -= gpus
          room[slot] -=
            Double(gpus) * (slot == start + option.slots - 1 ? option.lastFraction : 1)
        }
      }
    }
  }
}
