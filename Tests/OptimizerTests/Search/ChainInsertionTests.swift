import GridPricing
import Testing

@testable import Optimizer

@Suite struct ChainInsertionTests {
  /// Three jobs, each after the one before, at random costs: against all starts.
  @Test func aChainGetsItsCheapestStarts() throws {
    let start = Instant(iso8601: "2026-01-12T00:00:00Z")!
    let site = Site(
      id: "fra", price: .constant(perMWh: 100, currency: "EUR"),
      pools: [GPUPool(id: "gpu", gpus: 1)])
    let lengths = [2, 1, 3]
    let jobs = lengths.enumerated().map { number, length in
      Job(
        id: "job-\(number)", pool: "gpu", gpus: 1, hours: Double(length),
        powerPerGPU: .watts(1000), after: number == 0 ? [] : ["job-\(number - 1)"])
    }
    let count = 14
    let problem = try Problem(
      jobs: jobs, sites: [site], horizon: Horizon(start: start, slotMinutes: 60, count: count)
    ).compiled
    var random = RandomSource(seed: 5)
    for _ in 0..<30 {
      var rows = PriceRows(problem, nil)
      for slot in 0..<count {
        rows.energy[slot + 1] = rows.energy[slot] + Double(random.below(50))
      }
      func cost(_ job: Int, _ start: Int) -> Double {
        problem.options[job].addedKW * (rows.energy[start + lengths[job]] - rows.energy[start])
      }
      var least = Double.infinity
      for first in 0...count - 6 {
        for second in first + 2...count - 4 {
          for third in second + 1...count - 3 {
            least = min(least, cost(0, first) + cost(1, second) + cost(2, third))
          }
        }
      }
      var chains = ChainInsertion(problem)
      let places = chains.best(
        [0, 1, 2], SearchState(problem), rows, isPending: [true, true, true])
      let found = try #require(places)
      #expect(abs(found.reduce(0) { $0 + $1.cost } - least) < 1e-9)
      for (place, next) in zip(found, found.dropFirst()) {
        #expect(place.lastSlot < next.firstSlot)
      }
    }
  }
}
