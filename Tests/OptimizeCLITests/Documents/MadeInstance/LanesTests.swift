import GridPricing
import Testing

@testable import optimize_cli

struct LanesTests {
  @Test(arguments: [(1, 1), (1, 3), (2, 7), (3, 3), (5, 64), (13, 100), (900, 1000), (977, 65_537)])
  func widthsAddUpToTheGPUs(count: Int, gpus: Int) {
    var random = RandomBits(seed: 5)
    let widths = Lanes.widths(count: count, gpus: gpus, &random)
    #expect(widths.count == count && widths.reduce(0, +) == gpus)
    #expect(widths.allSatisfy { $0 >= 1 })
    // Fewer lanes than binary digits cannot all be powers of two.
    if count >= gpus.nonzeroBitCount {
      #expect(widths.allSatisfy { $0.nonzeroBitCount == 1 })
    }
  }

  @Test(arguments: [0.3, 0.85, 1])
  func noLaneIsLongerThanTheHorizon(fill: Double) {
    var random = RandomBits(seed: 6)
    let durations = (0..<500).map { _ in Int32(1 + random.below(12)) }
    let lanes = Lanes(durations: durations, slots: 96, fill: fill)
    var load = [Int](repeating: 0, count: lanes.load.count)
    for (lane, duration) in zip(lanes.laneOfJob, durations) { load[Int(lane)] += Int(duration) }
    #expect(load == lanes.load && load.allSatisfy { $0 <= 96 })
  }
}
