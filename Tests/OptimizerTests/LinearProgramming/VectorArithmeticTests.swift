import Testing

@testable import Optimizer

struct VectorArithmeticTests {
  @Test func elementByElement() {
    var vector = [1.0, 2, 3]
    vector.add(2, times: [1, 0, -1])
    #expect(vector == [3, 2, 1])
    vector.multiply(by: [2, 3, 4])
    #expect(vector == [6, 6, 4])
    vector.divide(by: [3, 2, 8])
    #expect(vector == [2, 3, 0.5])
    vector.subtract([1, 2, 3], times: [2, 1, 0])
    #expect(vector == [0, 1, 0.5])
    vector.set(to: [7, 8, 9])
    #expect(vector == [7, 8, 9])
  }

  @Test func atPlaces() {
    var vector = [1.0, 2, 3]
    vector.add(-1, times: [1, 1, 5], at: [0, 0, 2])
    #expect(vector == [-1, 2, -2])
    vector.set(to: [4, 5], at: [1, 1, 0])
    #expect(vector == [5, 5, 4])
  }

  @Test func numbersOfVectors() {
    #expect([1.0, 2, 3].dot([4, -5, 6]) == 12)
    #expect([1.0, -4, 3].norm == 4)
    #expect([2.0, 4].largestShrinkage(along: [1, -2]) == 0.5)
    #expect([2.0, 4].largestShrinkage(along: [1, 2]) == 0)
  }

  @Test func vectorsOfOneSizeOnly() async {
    await #expect(processExitsWith: .failure) { _ = [1.0].dot([1, 2]) }
    await #expect(processExitsWith: .failure) {
      var vector = [1.0]
      vector.add(1, times: [1], at: [1])
    }
  }
}
