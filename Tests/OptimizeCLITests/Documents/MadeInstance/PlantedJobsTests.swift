import GridPricing
import Testing

@testable import optimize_cli

struct PlantedJobsTests {
  private static let recipe = InstanceRecipe(jobs: 20_000, slots: 2016, gpus: 3000, seed: 7)
  private let planted: PlantedJobs

  init() throws {
    var random = RandomBits(seed: Self.recipe.seed)
    planted = try PlantedJobs(Self.recipe, &random)
  }

  @Test func thePlantedRunsFitSideBySide() {
    var change = [Int](repeating: 0, count: Self.recipe.slots + 1)
    for job in planted.jobs {
      #expect(job.release >= 0 && job.release <= job.start)
      #expect(job.end <= job.deadline && job.deadline <= Self.recipe.slots)
      change[Int(job.start)] += Int(job.gpus)
      change[Int(job.end)] -= Int(job.gpus)
    }
    var held = 0
    for step in change {
      held += step
      #expect(held <= Self.recipe.gpus)
    }
  }

  @Test func thereAreAsManyJobsPairsAndGPUsAsAskedFor() {
    #expect(planted.jobs.count == 20_000)
    #expect(Set(planted.jobs.map { [$0.wattsPerGPU, $0.duration] }).count >= 5000)
    #expect(abs(planted.fill(of: Self.recipe) - 0.85) < 0.01)
    #expect(planted.jobs.allSatisfy { PlantedJobs.wattsPerGPU.contains(Int($0.wattsPerGPU)) })
    #expect(planted.jobs.allSatisfy { $0.gpus.nonzeroBitCount == 1 })
  }

  @Test func windowsAreOneToFiveDurations() {
    let lengths = planted.jobs.filter { $0.release > 0 && $0.deadline < Self.recipe.slots }
      .map { Double($0.deadline - $0.release) / Double($0.duration) }
    #expect(lengths.allSatisfy { $0 >= 1 && $0 <= 5 })
    let mean = lengths.reduce(0, +) / Double(lengths.count)
    // The part of a slot is cut off, which takes half of one from the mean of 3 durations.
    #expect((2.8...3.0).contains(mean))
  }

  @Test func durationsAreLogNormal() {
    let sorted = planted.jobs.map(\.duration).sorted()
    #expect((11...13).contains(sorted[sorted.count / 2]))
    #expect(sorted.first == 1 && sorted.last.map { $0 > 150 && $0 <= 252 } == true)
    // One deviation: 12 exp(±0.9).
    #expect((27...32).contains(sorted[sorted.count * 8413 / 10_000]))
    #expect((4...6).contains(sorted[sorted.count * 1587 / 10_000]))
  }

  @Test func chainsFollowTheirPlantedRuns() {
    var random = RandomBits(seed: 3)
    let chains = PlantedChains(planted, slots: Self.recipe.slots, &random)
    var length = [Int](repeating: 1, count: planted.jobs.count)
    var successors: Set<Int32> = []
    for (job, before) in chains.predecessor.enumerated().sorted(by: {
      planted.jobs[$0.offset].start < planted.jobs[$1.offset].start
    }) {
      guard let before else { continue }
      #expect(planted.jobs[Int(before)].end <= planted.jobs[job].start)
      #expect(successors.insert(before).inserted && chains.contains(job))
      length[job] = length[Int(before)] + 1
    }
    #expect(successors.count > 1000)
    #expect(length.max() == 6)
  }
}
