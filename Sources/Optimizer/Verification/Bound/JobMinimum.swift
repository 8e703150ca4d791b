/// The least that a job costs at given slot prices, over every schedule at one pool with one GPU count
/// and one power; its lateness included.
///
/// Capacity is left out: the prices stand for it.
struct JobMinimum {
  let gpus: Double
  /// Of all its GPUs.
  let addedKW: Double
  let prices: PoolPrices
  let span: JobSpan

  /// What finishing so late costs that `part` of a slot is still used.
  func lateness(_ slot: Int, using part: Double) -> Double {
    span.lateness.cost(finish: Double(slot) + part)
  }

  /// A slot that is used in full.
  func whole(_ slot: Int) -> Double { last(slot, using: 1) }

  /// A slot of which `part` is used: the GPUs are held for all of it, the power for that part.
  func last(_ slot: Int, using part: Double) -> Double {
    addedKW * prices.perKW[slot] * part + gpus * prices.perGPU[slot]
  }

  /// Slots that are used in full, from their running sums.
  func whole(_ slots: Range<Int>) -> Double {
    let (from, to) = (slots.lowerBound, slots.upperBound)
    return addedKW * (prices.perKWBefore[to] - prices.perKWBefore[from])
      + gpus * (prices.perGPUBefore[to] - prices.perGPUBefore[from])
  }

  /// The cheapest start of one run; infinite where none meets the deadline.
  var inOnePiece: Double {
    var least = Double.infinity
    forEachStart { _, _, cost in least = min(least, cost) }
    return least
  }

  /// Calls `body` with the first edge, the last one and the cost of each run in one piece. What runs
  /// already goes on in the first slot.
  func forEachStart(_ body: (Int, Int, Double) -> Void) {
    guard let length = span.length(atMost: max(0, span.end - span.first)) else { return }
    let latest = span.lastSlot(using: length.lastPart)
    var last = span.first + length.slots - 1
    while last <= latest {
      let start = last - length.slots + 1
      if span.isRunning, start > 0 { break }
      let cost = whole(start..<last) + self.last(last, using: length.lastPart)
      body(start, last + 1, cost + lateness(last, using: length.lastPart))
      last += 1
    }
  }

  /// For each slot that may be the last, used in part, the cheapest others before it.
  var inFreePieces: Double {
    guard let length = span.length(atMost: max(0, span.end - span.first)) else {
      return .infinity
    }
    var least = Double.infinity
    var before = CheapestSlots(count: length.slots - 1)
    let latest = span.lastSlot(using: length.lastPart)
    var slot = span.first
    while slot <= latest {
      if before.isFull {
        let cost = before.sum + last(slot, using: length.lastPart)
        least = min(least, cost + lateness(slot, using: length.lastPart))
      }
      before.insert(whole(slot))
      slot += 1
    }
    return least
  }
}

/// The `count` cheapest of the slots seen so far, in ascending order.
private struct CheapestSlots {
  let count: Int
  private var costs: [Double] = []

  init(count: Int) { self.count = count }

  var isFull: Bool { costs.count == count }

  /// Added up anew each time the set changes, so that no rounding builds up.
  private(set) var sum = 0.0

  mutating func insert(_ cost: Double) {
    guard count > 0 else { return }
    if isFull {
      guard let dearest = costs.last, cost < dearest else { return }
      costs.removeLast()
    }
    var low = 0
    var high = costs.count
    while low < high {
      let middle = (low + high) / 2
      if costs[middle] <= cost { low = middle + 1 } else { high = middle }
    }
    costs.insert(cost, at: low)
    sum = costs.reduce(0, +)
  }
}
