/// What a malleable job pays at least, if counts may change and any part of a slot be used at will.
///
/// In each slot, mixtures of a pause and the counts do work along the lower hull of their (speed, cost).
/// The pieces of all hulls are taken in the order of their cost for each work until the work is done:
/// CarbonScaler's optimum (Hanafy et al. 2023, doi 10.1145/3626788) where the speed is concave. Selection
/// finds the last piece (Balas and Zemel 1980, doi 10.1287/opre.28.5.1130). O(window · counts) expected.
struct ElasticRelaxation {
  /// No schedule costs less; without lateness.
  private(set) var value = 0.0
  /// Currency for a slot of work at the fastest count.
  private(set) var workPrice = 0.0
  /// GPUs in each slot of the window that runs.
  private(set) var counts: [(slot: Int, gpus: Int32)] = []
  private var pieces: [Piece] = []
  private var hull = SlotHull()

  /// A side of a slot's hull.
  private struct Piece {
    var price: Double
    var work: Double
    var slot: Int32
    var gpus: Int32

    @inline(__always)
    static func < (left: Piece, right: Piece) -> Bool {
      left.price < right.price || (left.price == right.price && left.slot < right.slot)
    }
  }

  /// - Parameter cost: what so many GPUs pay in a whole slot; infinite where there is no room.
  /// - Returns: whether there is time and room enough.
  @inline(__always)
  mutating func solve(
    _ option: CompiledOption, _ levels: ArraySlice<ElasticLevel>, _ slotCount: Int,
    cost: (Int, Int32) -> Double
  ) -> Bool {
    pieces.removeAll(keepingCapacity: true)
    for slot in option.elasticSlots(slotCount) {
      hull.reset()
      for level in levels {
        hull.add(
          SlotHull.Corner(speed: level.speed, cost: cost(slot, level.gpus), gpus: level.gpus))
      }
      addPieces(slot)
    }
    return take(option)
  }

  /// - Parameter costs: by slot of the window and count; infinite where there is no room.
  mutating func solve(
    _ option: CompiledOption, _ levels: ArraySlice<ElasticLevel>, _ slotCount: Int,
    costs: [Double]
  ) -> Bool {
    var index = -1
    // Asked in the order of the table.
    return solve(option, levels, slotCount) { _, _ in
      index += 1
      return costs[index]
    }
  }

  private mutating func addPieces(_ slot: Int) {
    hull.forEachSide { left, right in
      pieces.append(
        Piece(
          price: SlotHull.price(left, right), work: right.speed - left.speed, slot: Int32(slot),
          gpus: right.gpus))
    }
  }

  /// Takes the cheapest pieces; where time may be wasted, all those that earn money.
  private mutating func take(_ option: CompiledOption) -> Bool {
    let taken = select(option.work)
    let missing = option.work - taken.work
    guard missing <= option.window.lengthTolerance else { return false }
    value = taken.cost
    workPrice = taken.price
    var count = taken.count
    if option.mayWaste, taken.price < 0 {
      workPrice = 0
      value += taken.excess * taken.price
      for index in pieces.indices.dropFirst(count) where pieces[index].price < 0 {
        value += pieces[index].price * pieces[index].work
        pieces.swapAt(index, count)
        count += 1
      }
    }
    setCounts(count)
    return true
  }

  /// Moves the cheapest pieces that do the work to the front; the last one is used in part.
  ///
  /// - Returns: their number, work, cost and the price of the last one; what it does beyond the work.
  private mutating func select(
    _ work: Double
  ) -> (count: Int, work: Double, cost: Double, price: Double, excess: Double) {
    var low = 0
    var high = pieces.count
    var done = 0.0
    var cost = 0.0
    // Everything before `low` is taken, nothing from `high` on is.
    while low < high {
      let middle = partition(low, high)
      var part = 0.0
      var partCost = 0.0
      for piece in pieces[low...middle] {
        part += piece.work
        partCost += piece.work * piece.price
      }
      if done + part < work {
        (low, done, cost) = (middle + 1, done + part, cost + partCost)
      } else if done + part - pieces[middle].work >= work, middle > low {
        high = middle
      } else {
        let excess = done + part - work
        let price = pieces[middle].price
        return (middle + 1, work, cost + partCost - excess * price, price, excess)
      }
    }
    return (low, done, cost, pieces.last?.price ?? 0, 0)
  }

  /// Puts a pivot in its place among the pieces of a range, cheaper ones before it.
  private mutating func partition(_ low: Int, _ high: Int) -> Int {
    pieces.swapAt((low + high) / 2, high - 1)
    let pivot = pieces[high - 1]
    var place = low
    for index in low..<high - 1 where pieces[index] < pivot {
      pieces.swapAt(index, place)
      place += 1
    }
    pieces.swapAt(place, high - 1)
    return place
  }

  /// The largest count among the pieces of each slot.
  private mutating func setCounts(_ count: Int) {
    counts.removeAll(keepingCapacity: true)
    for piece in pieces[..<count] { counts.append((Int(piece.slot), piece.gpus)) }
    counts.sort { ($0.slot, $0.gpus) < ($1.slot, $1.gpus) }
    var kept = 0
    for index in counts.indices {
      if kept > 0, counts[kept - 1].slot == counts[index].slot { kept -= 1 }
      counts[kept] = counts[index]
      kept += 1
    }
    counts.removeSubrange(kept...)
  }
}

extension CompiledOption {
  /// The slots that a malleable job may use.
  func elasticSlots(_ slotCount: Int) -> Range<Int> {
    firstSlot..<max(firstSlot + 1, window.endSlot(in: slotCount))
  }

  /// Whether a malleable job may run without working, which pays where prices are negative.
  var mayWaste: Bool {
    if resize > 0, levels.count > 1 { return true }
    if case .costly(_, let restart) = interruption { return restart > 0 }
    return false
  }
}
