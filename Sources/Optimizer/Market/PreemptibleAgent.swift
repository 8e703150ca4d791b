/// Answers prices for a job that may run in any slots of its window, at no cost for interruptions.
///
/// With whole slots, the cheapest `slots` of the window. Otherwise, for each possible last slot,
/// which is used in part, the cheapest others before it. Exact. O(window) expected for whole slots
/// (selection), O(window · log slots) with a partial last slot (one heap that only grows cheaper).
struct PreemptibleAgent {
  /// Scratch: (cost, slot) of the candidates; kept to save allocations.
  private var candidates: [Candidate] = []

  struct Candidate {
    var cost: Double
    var slot: Int32

    @inline(__always)
    static func < (left: Candidate, right: Candidate) -> Bool {
      left.cost < right.cost || (left.cost == right.cost && left.slot < right.slot)
    }
  }

  /// The cheapest slots and their cost.
  ///
  /// - Parameters:
  ///   - isOpen: whether so large a part of a slot may be used.
  ///   - fullCost: what the job pays in a slot that it uses whole.
  ///   - lastCost: what it pays in its last slot, lateness included.
  ///   - chosen: receives the slots in order.
  /// - Returns: the cost; nil where too few slots are open.
  @inline(__always)
  mutating func answer(
    _ option: CompiledOption, isOpen: (Int, Double) -> Bool, fullCost: (Int) -> Double,
    lastCost: (Int) -> Double, chosen: inout [Int32]
  ) -> Double? {
    let lastSlot = option.window.lastSlot(endingWith: option.lastFraction)
    candidates.removeAll(keepingCapacity: true)
    if option.lastFraction == 1, option.latenessPerSlot == 0 {
      for slot in option.firstSlot...lastSlot where isOpen(slot, 1) {
        candidates.append(Candidate(cost: fullCost(slot), slot: Int32(slot)))
      }
      return wholeSlots(option.slots, &chosen)
    }
    return partialLastSlot(
      option, lastSlot, isOpen: isOpen, fullCost: fullCost, lastCost: lastCost, &chosen)
  }

  private mutating func wholeSlots(_ count: Int, _ chosen: inout [Int32]) -> Double? {
    guard candidates.count >= count else { return nil }
    Self.select(&candidates, count)
    chosen.removeAll(keepingCapacity: true)
    for index in 0..<count { chosen.append(candidates[index].slot) }
    chosen.sort()
    var cost = 0.0
    for index in 0..<count { cost += candidates[index].cost }
    return cost
  }

  @inline(__always)
  private mutating func partialLastSlot(
    _ option: CompiledOption, _ lastSlot: Int, isOpen: (Int, Double) -> Bool,
    fullCost: (Int) -> Double,
    lastCost: (Int) -> Double, _ chosen: inout [Int32]
  ) -> Double? {
    let others = option.slots - 1
    var sum = 0.0
    var best = Double.infinity
    var bestLast = -1
    for slot in option.firstSlot...lastSlot {
      if candidates.count == others, isOpen(slot, option.lastFraction) {
        let cost = sum + lastCost(slot)
        if cost < best {
          best = cost
          bestLast = slot
        }
      }
      guard others > 0, isOpen(slot, 1) else { continue }
      let candidate = Candidate(cost: fullCost(slot), slot: Int32(slot))
      if candidates.count < others {
        candidates.append(candidate)
        sum += candidate.cost
        siftUp(candidates.count - 1)
      } else if candidate < candidates[0] {
        sum += candidate.cost - candidates[0].cost
        candidates[0] = candidate
        siftDown()
      }
    }
    guard bestLast >= 0 else { return nil }
    candidates.removeAll(keepingCapacity: true)
    for slot in option.firstSlot..<bestLast where isOpen(slot, 1) {
      candidates.append(Candidate(cost: fullCost(slot), slot: Int32(slot)))
    }
    guard let cost = wholeSlots(others, &chosen) else { return nil }
    chosen.append(Int32(bestLast))
    return cost + lastCost(bestLast)
  }

  // MARK: Selection

  /// Moves the `count` cheapest candidates to the front, in no order (Hoare's selection).
  private static func select(_ items: inout [Candidate], _ count: Int) {
    guard count > 0, count < items.count else { return }
    unsafe items.withUnsafeMutableBufferPointer { items in
      var low = 0
      var high = items.count - 1
      while low < high {
        let middle = unsafe median(items[low], items[(low + high) / 2], items[high])
        var left = low
        var right = high
        while left <= right {
          while unsafe items[left] < middle { left += 1 }
          while unsafe middle < items[right] { right -= 1 }
          if left <= right {
            unsafe items.swapAt(left, right)
            left += 1
            right -= 1
          }
        }
        if count - 1 <= right {
          high = right
        } else if count - 1 >= left {
          low = left
        } else {
          break
        }
      }
    }
  }

  @inline(__always)
  private static func median(_ a: Candidate, _ b: Candidate, _ c: Candidate) -> Candidate {
    if a < b { return b < c ? b : (a < c ? c : a) }
    return a < c ? a : (b < c ? c : b)
  }

  private mutating func siftUp(_ start: Int) {
    var child = start
    while child > 0 {
      let parent = (child - 1) / 2
      guard candidates[parent] < candidates[child] else { return }
      candidates.swapAt(parent, child)
      child = parent
    }
  }

  private mutating func siftDown() {
    var parent = 0
    while true {
      var largest = parent
      for child in 2 * parent + 1...2 * parent + 2 where child < candidates.count {
        if candidates[largest] < candidates[child] { largest = child }
      }
      guard largest != parent else { return }
      candidates.swapAt(parent, largest)
      parent = largest
    }
  }
}
