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

  @Test(arguments: [1, 2, 5])
  func blocksComeInOrder(threads: Int) {
    let numbers = ParallelBlocks(threads: threads).flatMap(10, by: 3) { $0.map { 2 * $0 } }
    #expect(numbers == (0..<10).map { 2 * $0 })
  }
}
