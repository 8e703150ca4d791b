/// A part of a fleet, one of as many as there are tasks: every member whose number, divided by the
/// count, leaves the index.
///
/// Neighbours in a fleet tend to be alike, so that every task gets some of each kind.
struct Shard: Equatable, Sendable {
  /// From 0.
  let index: Int
  let count: Int

  /// - Precondition: `index` is from 0 to `count` - 1.
  init(index: Int, count: Int) {
    precondition((0..<count).contains(index), "There is no shard \(index) of \(count).")
    self.index = index
    self.count = count
  }

  func members<Element>(of fleet: [Element]) -> [Element] {
    stride(from: index, to: fleet.count, by: count).map { fleet[$0] }
  }
}
