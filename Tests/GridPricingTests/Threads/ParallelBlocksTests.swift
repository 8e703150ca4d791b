import Testing

@testable import GridPricing

struct ParallelBlocksTests {
  @Test(arguments: [1, 2, 5])
  func arraysAreJoinedInOrder(threads: Int) {
    let blocks = ParallelBlocks(threads: threads)
    #expect(blocks.joined([["a", "b"], [], ["c"], ["d", "e", "f"]]) == "abcdef".map(String.init))
    #expect(blocks.joined([[String]]()).isEmpty)
    #expect(blocks.joined([[Int](), []]).isEmpty)
  }

  @Test(arguments: [1, 2, 5], [1, 3, 10, 40])
  func resultsComeInOrder(threads: Int, size: Int) {
    let blocks = ParallelBlocks(threads: threads)
    for count in [0, 1, 9, 10, 31] {
      let found = blocks.map(count, by: size) { "number \($0)" }
      #expect(found == (0..<count).map { "number \($0)" })
    }
  }

  @Test(arguments: [1, 2, 5])
  func blocksComeInOrder(threads: Int) {
    let numbers = ParallelBlocks(threads: threads).flatMap(10, by: 3) { $0.map { 2 * $0 } }
    #expect(numbers == (0..<10).map { 2 * $0 })
  }
}
