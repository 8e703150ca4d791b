import Dispatch

/// Runs independent blocks of work on several threads; which thread takes which block never shows,
/// because every block writes only its own result and results are merged in block order.
package struct ParallelBlocks: Sendable {
  /// At least 1.
  package let threads: Int

  package init(threads: Int) { self.threads = threads }

  /// The results of `body` for 0, 1, … `count` − 1, in that order.
  ///
  /// - Parameter size: how many of them, one after the other, a thread takes at a time.
  package func map<Result: Sendable>(
    _ count: Int, by size: Int = 1, _ body: @Sendable (Int) -> Result
  ) -> [Result] {
    guard threads > 1, count > size else { return (0..<count).map(body) }
    return unsafe [Result](unsafeUninitializedCapacity: count) { buffer, initialized in
      let base = unsafe Slots(base: buffer.baseAddress!)
      let lanes = min(threads, (count + size - 1) / size)
      DispatchQueue.concurrentPerform(iterations: lanes) { lane in
        for first in stride(from: lane * size, to: count, by: lanes * size) {
          for index in first..<min(count, first + size) {
            unsafe (base.base + index).initialize(to: body(index))
          }
        }
      }
      initialized = count
    }
  }

  /// The results of two pieces of work.
  package func both<First: Sendable, Second: Sendable>(
    _ first: @Sendable () -> First, _ second: @Sendable () -> Second
  ) -> (First, Second) {
    let results = map(2) { number -> Either<First, Second> in
      number == 0 ? .first(first()) : .second(second())
    }
    guard case .first(let first) = results[0], case .second(let second) = results[1] else {
      preconditionFailure("results come in the order of their work")
    }
    return (first, second)
  }

  private enum Either<First: Sendable, Second: Sendable>: Sendable {
    case first(First)
    case second(Second)
  }

  /// Lets `body` change every element in place.
  package func update<Element: Sendable>(
    _ elements: inout [Element], _ body: @Sendable (inout Element, Int) -> Void
  ) {
    let count = elements.count
    unsafe elements.withUnsafeMutableBufferPointer { buffer in
      guard threads > 1, count > 1 else {
        for index in buffer.indices { unsafe body(&buffer[index], index) }
        return
      }
      let slots = unsafe Slots(base: buffer.baseAddress!)
      let lanes = min(threads, count)
      DispatchQueue.concurrentPerform(iterations: lanes) { lane in
        for index in stride(from: lane, to: count, by: lanes) {
          unsafe body(&slots.base[index], index)
        }
      }
    }
  }

  /// What `body` makes of 0 ..< `count` in blocks of `size`, one after the other.
  package func flatMap<Result: Sendable>(
    _ count: Int, by size: Int, _ body: @Sendable (Range<Int>) -> [Result]
  ) -> [Result] {
    joined(map((count + size - 1) / size) { body($0 * size..<min(count, ($0 + 1) * size)) })
  }

  /// The elements of all arrays, one after the other.
  package func joined<Element: Sendable>(_ arrays: [[Element]]) -> [Element] {
    let ends = arrays.reduce(into: [0]) { $0.append($0[$0.count - 1] + $1.count) }
    let count = ends[arrays.count]
    guard threads > 1, arrays.count > 1, count > 0 else { return arrays.flatMap { $0 } }
    return unsafe [Element](unsafeUninitializedCapacity: count) { buffer, initialized in
      let slots = unsafe Slots(base: buffer.baseAddress!)
      _ = map(arrays.count) { number in
        for (position, element) in arrays[number].enumerated() {
          unsafe (slots.base + ends[number] + position).initialize(to: element)
        }
      }
      initialized = count
    }
  }

  /// Each element is written by exactly one lane before anybody reads it.
  @safe private struct Slots<Result>: @unchecked Sendable {
    let base: UnsafeMutablePointer<Result>
  }
}
