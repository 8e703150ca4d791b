import GridPricing
import Testing

@testable import Optimizer

/// One malleable job and nothing but carbon: the setting of CarbonScaler (Hanafy et al. 2023,
/// doi 10.1145/3626788), whose greedy rule is the optimum for concave speeds and whole slots. Here the
/// plan is compared with a dynamic programme over work done, whatever the speeds.
struct CarbonScalerTests {
  private static let blockSize = 500

  @Test(arguments: 0..<20)
  func plansOfOneJobAreOptimal(block: Int) throws {
    var shapes = Set<String>()
    var greedyMisses = 0
    for seed in block * Self.blockSize..<(block + 1) * Self.blockSize {
      let profile = Profile(seed: UInt64(seed))
      shapes.insert(profile.shape)
      let plan = try Solver(SolverParameters(threads: 1)).solve(
        profile.problem(), until: .first(of: [.gap(1e-9), .workWithoutGain(200)])
      ).plan
      let optimum = profile.optimum()
      if profile.greedy() > optimum * (1 + 1e-6) { greedyMisses += 1 }
      #expect(
        abs(plan.cost.amount - optimum) <= 1e-9 * max(1, optimum),
        "seed \(seed), \(profile.shape): \(plan.cost.amount), optimum \(optimum)")
    }
    #expect(shapes == ["concave", "other"])
    #expect(greedyMisses > 0)
  }
}

/// Counts with their speeds in quarters of the first one, work in quarters of a slot, and grams by slot.
private struct Profile {
  var gpus: [Int] = []
  var quarters: [Int] = []
  var work: Int
  var grams: [Double]

  init(seed: UInt64) {
    var random = RandomProblems.Source(state: seed &* 0x1000_0000_01B3 &+ 17)
    let slots = random.within(6...24)
    grams = (0..<slots).map { _ in Double(random.within(20...600)) }
    // Often it takes a few replicas to run at all.
    var count = random.within(1...4)
    let isConcave = random.happens(0.5)
    var step = 4
    var speed = 4
    for _ in 0..<random.within(1...6) {
      gpus.append(count)
      quarters.append(speed)
      count += 1 + (isConcave ? 0 : random.within(0...2))
      if isConcave {
        step = max(1, step - random.within(0...1))
      } else {
        step = random.within(0...8)
      }
      speed += step
    }
    let most = quarters.max()! * slots
    work = random.within(1...min(most, 6 * slots))
  }

  /// Concave with the first count as a unit.
  var shape: String {
    guard gpus[0] == 1 else { return "other" }
    for index in gpus.indices.dropFirst(2) {
      let before = Double(quarters[index - 1] - quarters[index - 2])
      let after = Double(quarters[index] - quarters[index - 1])
      if after * Double(gpus[index - 1] - gpus[index - 2])
        > before * Double(gpus[index] - gpus[index - 1]) + 1e-9
      {
        return "other"
      }
    }
    return "concave"
  }

  func problem() throws -> Problem {
    let start = Instant(iso8601: "2026-01-01T00:00:00Z")!
    let horizon = Horizon(start: start, slotMinutes: 60, count: grams.count)
    let site = Site(
      id: "site",
      price: PriceSeries(
        currency: "EUR", start: start, stepMinutes: 60, perMWh: grams.map { _ in 0 }),
      carbon: CarbonIntensitySeries(start: start, stepMinutes: 60, gramsPerKWh: grams),
      pools: [GPUPool(id: "gpu", gpus: gpus.max()!)], cooling: .fixedPUE(1))
    var job = Job(
      id: "job", pool: "gpu", gpus: gpus[0], hours: Double(work) / 4, powerPerGPU: .watts(1000))
    job.preemption = Preemption()
    if gpus.count > 1 {
      job.scaling = Scaling(
        gpus: gpus, speed: quarters.map { Double($0) / 4 }, isResizable: true, resizeMinutes: 0)
    }
    return try Problem(
      jobs: [job], sites: [site], horizon: horizon, objective: .init(carbonPrice: .perTonne(100)))
  }

  /// In the currency of the problem, at 100 per tonne.
  func optimum() -> Double {
    var least = [Double](repeating: .infinity, count: work)
    least[0] = 0
    var best = Double.infinity
    for gram in grams {
      let cost = gram * 1e-6 * 100
      for done in (0..<work).reversed() where least[done] < .infinity {
        for (count, speed) in zip(gpus, quarters) where speed > 0 {
          let total = least[done] + cost * Double(count)
          if done + speed < work {
            least[done + speed] = min(least[done + speed], total)
          } else {
            let part = Double(work - done) / Double(speed)
            best = min(best, least[done] + cost * Double(count) * part)
          }
        }
      }
    }
    return best
  }

  /// What the greedy rule pays: steps to the next count, those with the most work for each gram first, then
  /// all of them in time until the work is done.
  func greedy() -> Double {
    var chosen = [Int](repeating: -1, count: grams.count)
    var done = 0
    while done < work {
      let steps = chosen.indices.filter { chosen[$0] + 1 < gpus.count }
      guard let slot = steps.max(by: { worth($0, chosen[$0]) < worth($1, chosen[$1]) }) else {
        return .infinity
      }
      done += quarters[chosen[slot] + 1] - (chosen[slot] < 0 ? 0 : quarters[chosen[slot]])
      chosen[slot] += 1
    }
    var cost = 0.0
    var missing = work
    for (slot, level) in chosen.enumerated() where level >= 0 && missing > 0 {
      let part = min(1, Double(missing) / Double(quarters[level]))
      cost += grams[slot] * 1e-4 * Double(gpus[level]) * part
      missing -= quarters[level]
    }
    return cost
  }

  /// Work for each gram of the step from a count to the next.
  private func worth(_ slot: Int, _ level: Int) -> Double {
    let (work, held) = level < 0 ? (0, 0) : (quarters[level], gpus[level])
    return Double(quarters[level + 1] - work) / (Double(gpus[level + 1] - held) * grams[slot])
  }
}
