import Testing

@testable import Optimizer

@Suite struct HeldSlotsTests {
  private let held = HeldSlots(
    place: PoolPlace(site: 0, pool: 0), runs: [0..<2, 2..<3, 3..<4, 6..<8], gpus: [4, 8, 2, 4],
    watts: 1000, lastPart: 0.5)

  /// Four to begin with, four more, none when they get fewer, and all after the pause.
  @Test func startsAreBeginsResumptionsAndIncreases() {
    #expect(held.starts(isRunning: false).map(\.slot) == [0, 2, 3, 6])
    #expect(held.starts(isRunning: false).map(\.gpus) == [4, 4, 0, 4])
  }

  @Test func goingOnIsNoStart() {
    #expect(held.starts(isRunning: true).map(\.slot) == [2, 3, 6])
  }

  @Test func theLastSlotIsUsedInPart() {
    #expect(held.finish == 7.5)
    var parts: [(slot: Int, gpus: Int, part: Double)] = []
    held.forEachPart { parts.append(($0, $1, $2)) }
    #expect(parts.map(\.part) == [1, 1, 1, 1, 1, 0.5])
    #expect(parts.map(\.gpus) == [4, 4, 8, 2, 4, 4])
  }
}
