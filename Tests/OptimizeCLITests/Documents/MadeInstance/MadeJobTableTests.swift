import GridPricing
import Optimizer
import Testing

@testable import optimize_cli

struct MadeJobTableTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func jobs(_ mix: InstanceRecipe.Mix) throws -> [Job] {
    let recipe = InstanceRecipe(jobs: 4000, slots: 1000, gpus: 700, seed: 9, mix: mix)
    var random = RandomBits(seed: recipe.seed)
    let planted = try PlantedJobs(recipe, &random)
    try MadeJobTable(planted, recipe).write(to: folder.file("jobs.csv"), &random)
    let list = JobReader.read(try InputDocument.read(folder.file("jobs.csv")))
    #expect(list.errors.isEmpty)
    return list.jobs
  }

  @Test func rigidJobsHaveAWindowAndNothingElse() throws {
    let jobs = try jobs(.rigid)
    #expect(jobs.count == 4000)
    #expect(
      jobs.allSatisfy {
        $0.release != nil && $0.deadline != nil && $0.preemption == nil && $0.scaling == nil
          && $0.value == nil && $0.due == nil && $0.powerCaps.isEmpty && $0.after.isEmpty
      })
  }

  @Test func everyKindHasItsShare() throws {
    let jobs = try jobs(.mixed)
    func share(_ isOne: (Job) -> Bool) -> Double {
      Double(jobs.count(where: isOne)) / Double(jobs.count)
    }
    #expect(abs(share { $0.preemption == nil && $0.scaling == nil } - 0.4) < 0.03)
    #expect(abs(share { $0.preemption == Preemption() } - 0.2) < 0.03)
    #expect(abs(share { ($0.preemption?.restartMinutes ?? 0) > 0 } - 0.1) < 0.03)
    #expect(abs(share { $0.scaling?.isResizable == false } - 0.15) < 0.03)
    #expect(abs(share { $0.scaling?.isResizable == true } - 0.15) < 0.03)
    #expect(abs(share { !$0.powerCaps.isEmpty } - 0.2) < 0.03)
    #expect(abs(share { $0.due != nil } - 0.2) < 0.03)
    #expect(abs(share { $0.value != nil } - 0.18) < 0.04)
    #expect(share { !$0.after.isEmpty } > 0.05)
  }

  @Test(arguments: [(5, 96), (5, 2016), (15, 96)])
  func pricesFallBelowZero(slotMinutes: Int, slots: Int) throws {
    for seed in 1...10 {
      let recipe = InstanceRecipe(
        jobs: 1, slots: slots * 3, gpus: 1, seed: UInt64(seed), slotMinutes: slotMinutes)
      #expect(try MadeSeries(recipe).negativeSlots > 0)
    }
  }
}
