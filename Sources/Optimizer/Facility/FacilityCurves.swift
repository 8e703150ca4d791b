/// What a facility draws at each load, slot by slot, sampled from the exact model.
///
/// Loads are reference IT power in kW. In each slot, `nodeCount` nodes lie at equal distances from the
/// load without jobs to the largest load that may be cooled and supplied; chords between them are the
/// planning curve. The *bounding points* stand for everything that the facility may draw at all: no
/// exact value lies below their lower hull, and, where a price is negative, none lies above their upper
/// hull.
struct FacilityCurves: Sendable, Equatable {
  let slotCount: Int
  let nodeCount: Int
  /// By slot and node.
  private(set) var loadKW: [Double]
  /// Facility power with an idle tank, by slot and node.
  private(set) var facilityKW: [Double]
  /// Water, kg per hour, by slot and node.
  private(set) var waterPerHour: [Double]
  /// What a tank adds, by slot and node; empty without a tank.
  private(set) var storage: [StorageCurve]
  /// Bounding points of all slots, one slot after the other; `pointOffset` says where each begins.
  private(set) var points: [Point]
  private(set) var pointOffset: [Int]

  /// One state that the facility may be in.
  struct Point: Sendable, Equatable {
    var loadKW: Double
    var facilityKW: Double
    var waterPerHour: Double
    /// Heat that charges the tank.
    var storageKW: Double
  }

  /// What charging a tank adds to the power of the facility at one load.
  struct StorageCurve: Sendable, Equatable {
    /// Charging power as heat, ascending; zero among them.
    var levelsKW: [Double]
    /// Facility power less that with an idle tank.
    var addedKW: [Double]

    init(levelsKW: [Double], addedKW: [Double]) {
      self.levelsKW = levelsKW
      self.addedKW = addedKW
    }

    /// A tank whose power is decided, and counted with that of the facility.
    init(heldAt powerKW: Double) {
      levelsKW = Array(repeating: powerKW, count: FacilityCurves.Slot.tankLevelCount)
      addedKW = levelsKW.map { _ in 0 }
    }

    /// The same curve within what is possible.
    func clipped(to range: ClosedRange<Double>) -> StorageCurve {
      let levels = levelsKW.map { min(max($0, range.lowerBound), range.upperBound) }
      return StorageCurve(levelsKW: levels, addedKW: levels.map(addedKW(at:)))
    }

    /// What a charging power adds.
    func addedKW(at power: Double) -> Double {
      var index = 0
      while index < levelsKW.count - 2, levelsKW[index + 1] < power { index += 1 }
      let width = levelsKW[index + 1] - levelsKW[index]
      guard width > 0 else { return addedKW[index] }
      let share = (power - levelsKW[index]) / width
      return addedKW[index] + share * (addedKW[index + 1] - addedKW[index])
    }
  }

  /// What the tank may do at a load, and what that adds, between the curves of two nodes.
  func storage(at load: Double, in slot: Int) -> StorageCurve {
    let (first, share) = position(of: load, in: slot)
    let part = min(max(share, 0), 1)
    func mix(_ low: [Double], _ high: [Double]) -> [Double] {
      zip(low, high).map { $0 + part * ($1 - $0) }
    }
    let (low, high) = (storage[first], storage[first + 1])
    return StorageCurve(
      levelsKW: mix(low.levelsKW, high.levelsKW), addedKW: mix(low.addedKW, high.addedKW))
  }

  /// One slot's part.
  struct Slot: Sendable, Equatable {
    var loadKW: [Double]
    var facilityKW: [Double]
    var waterPerHour: [Double]
    var storage: [StorageCurve] = []
    var points: [Point]
  }

  /// - Precondition: all slots have equally many nodes.
  init(_ slots: [Slot]) {
    slotCount = slots.count
    nodeCount = slots.first?.loadKW.count ?? 0
    loadKW = slots.flatMap(\.loadKW)
    facilityKW = slots.flatMap(\.facilityKW)
    waterPerHour = slots.flatMap(\.waterPerHour)
    storage = slots.flatMap(\.storage)
    points = slots.flatMap(\.points)
    var offset = [0]
    for slot in slots { offset.append(offset[offset.count - 1] + slot.points.count) }
    pointOffset = offset
  }

  /// Numbers of the nodes of a slot.
  func nodes(in slot: Int) -> Range<Int> { slot * nodeCount..<(slot + 1) * nodeCount }

  /// What stands for everything that the facility may draw in a slot.
  func points(in slot: Int) -> ArraySlice<Point> {
    points[pointOffset[slot]..<pointOffset[slot + 1]]
  }

  /// Facility power at a load, on the chords of a slot; beyond the nodes the outer chords go on.
  func facilityKW(at load: Double, in slot: Int) -> Double {
    let (first, share) = position(of: load, in: slot)
    return facilityKW[first] + share * (facilityKW[first + 1] - facilityKW[first])
  }

  /// Water at a load, kg per hour.
  func waterPerHour(at load: Double, in slot: Int) -> Double {
    let (first, share) = position(of: load, in: slot)
    return waterPerHour[first] + share * (waterPerHour[first + 1] - waterPerHour[first])
  }

  /// The load at which the facility draws so much, on the chords.
  func loadKW(drawing power: Double, in slot: Int) -> Double {
    let row = slot * nodeCount
    var node = row
    while node < row + nodeCount - 2, facilityKW[node + 1] < power { node += 1 }
    let rise = facilityKW[node + 1] - facilityKW[node]
    guard rise > 0 else { return loadKW[node] }
    return loadKW[node] + (power - facilityKW[node]) / rise * (loadKW[node + 1] - loadKW[node])
  }

  /// Additional facility power per additional load.
  func slope(at load: Double, in slot: Int) -> Double {
    let (first, _) = position(of: load, in: slot)
    let width = loadKW[first + 1] - loadKW[first]
    return width > 0 ? (facilityKW[first + 1] - facilityKW[first]) / width : 1
  }

  /// The node before a load, and the load's place between it and the next one.
  private func position(of load: Double, in slot: Int) -> (node: Int, share: Double) {
    let row = slot * nodeCount
    let lowest = loadKW[row]
    let width = loadKW[row + 1] - lowest
    guard width > 0 else { return (row, 0) }
    let node = min(nodeCount - 2, max(0, Int((load - lowest) / width)))
    return (row + node, (load - loadKW[row + node]) / width)
  }
}

extension FacilityCurves.Slot {
  /// A facility whose power is proportional to its load.
  init(pue: Double, loads: ClosedRange<Double>) {
    let ends = [loads.lowerBound, loads.upperBound]
    self.init(
      loadKW: ends, facilityKW: ends.map { $0 * pue }, waterPerHour: [0, 0],
      points: ends.map {
        FacilityCurves.Point(loadKW: $0, facilityKW: $0 * pue, waterPerHour: 0, storageKW: 0)
      })
  }
}
