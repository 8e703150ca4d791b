import Testing

@testable import Optimizer

@Suite struct ChainInsertionTests {
  /// Three jobs, each after the one before, at random costs: against all starts.
  @Test func aChainGetsItsCheapestStarts() throws {
    let lengths = [2, 1, 3]
    let count = 14
    let problem = try TinyProblem.chain(lengths, slots: count)
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
      let empty = SearchState(problem)
      let places = chains.best(
        [0, 1, 2], between: [0..<count, 0..<count, 0..<count], empty.occupancy, rows)
      let found = try #require(places)
      #expect(abs(found.reduce(0) { $0 + $1.cost } - least) < 1e-9)
      for (place, next) in zip(found, found.dropFirst()) {
        #expect(place.lastSlot < next.firstSlot)
      }
    }
  }
}
