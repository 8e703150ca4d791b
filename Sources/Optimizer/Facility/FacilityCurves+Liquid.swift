extension FacilityCurves.Slot {
  /// Loads at which a liquid-cooled plant is sampled, and with a tank; levels of the tank.
  static let nodeCount = 17
  static let tankNodeCount = 9
  static let tankLevelCount = 5

  /// A liquid-cooled plant in the weather of one slot, at the set point of least power.
  ///
  /// - Parameters:
  ///   - loads: reference IT power without jobs, and at most.
  ///   - tankPowerKW: the most heat that a tank takes or gives; nil without one.
  init(
    _ cooling: LiquidCooling, _ air: AmbientAir, loads: ClosedRange<Double>, tankPowerKW: Double?
  ) {
    let sample = PlantSample(
      cooling, air, loads, nodes: tankPowerKW == nil ? Self.nodeCount : Self.tankNodeCount)
    self.init(
      loadKW: sample.loadKW, facilityKW: sample.states.map(\.facilityKW),
      waterPerHour: sample.states.map(\.waterPerHour), points: [], hullGapKW: sample.hullGapKW)
    if let tankPowerKW {
      storage = sample.storage(tankPowerKW)
      points = sample.tankPoints(storage)
    } else {
      points = sample.tangentPoints()
    }
  }
}

extension SteadyState {
  /// kg per hour.
  fileprivate var waterPerHour: Double { waterKgPerSecond * 3600 }
}

/// Steady states at equal distances of load.
private struct PlantSample {
  typealias Point = FacilityCurves.Point
  let cooling: LiquidCooling
  let air: AmbientAir
  let loadKW: [Double]
  let states: [SteadyState]
  let hullGapKW: Double

  init(_ cooling: LiquidCooling, _ air: AmbientAir, _ loads: ClosedRange<Double>, nodes: Int) {
    self.cooling = cooling
    self.air = air
    let width = loads.upperBound - loads.lowerBound
    loadKW = (0..<nodes).map { loads.lowerBound + width * Double($0) / Double(nodes - 1) }
    states = loadKW.map { cooling.state(referenceKW: $0, air: air) }
    hullGapKW =
      Self.hullGap(loadKW, states.map(\.facilityKW))
      + Self.allowance * cooling.plant.nominalITKW
  }

  /// Over nominal IT power. Near its minimum power is so flat in the set point that two searches end
  /// some millikelvins apart, and slopes at these set points differ.
  private static let allowance = 1e-6

  /// The largest height of a node above the lower hull of all.
  private static func hullGap(_ loads: [Double], _ powers: [Double]) -> Double {
    var points = zip(loads, powers).map { (load: $0, cost: $1) }
    let hull = lowerHull(&points)
    var segment = 0
    var gap = 0.0
    for (load, power) in zip(loads, powers) {
      while segment + 2 < hull.count, hull[segment + 1].load < load { segment += 1 }
      guard segment + 1 < hull.count else { return 0 }
      let (low, high) = (hull[segment], hull[segment + 1])
      let share = (load - low.load) / (high.load - low.load)
      gap = max(gap, power - low.cost - share * (high.cost - low.cost))
    }
    return gap
  }

  // MARK: Without a tank

  /// The nodes, and where the tangents of neighbours meet: a convex curve runs nowhere below. All lie
  /// lower by the hull gap; the nodes once more higher by it, for prices below zero.
  func tangentPoints() -> [Point] {
    var points: [Point] = []
    let slopes = loadKW.indices.map(slope)
    for (node, load) in loadKW.enumerated() {
      let state = states[node]
      points.append(point(load, state.facilityKW - hullGapKW, state))
      if hullGapKW > 0 { points.append(point(load, state.facilityKW + hullGapKW, state)) }
      guard node + 1 < loadKW.count, loadKW[node + 1] > load else { continue }
      let (middle, power) = meeting(node, slopes)
      points.append(point(middle, power - hullGapKW, state))
    }
    return points
  }

  private func point(_ load: Double, _ power: Double, _ state: SteadyState) -> Point {
    Point(
      loadKW: load, facilityKW: power, waterPerHour: state.waterPerHour, storageKW: 0)
  }

  /// The slope at a node with its set point held.
  private func slope(_ node: Int) -> Double {
    let isLast = node == loadKW.count - 1
    let step = (isLast ? -1e-4 : 1e-4) * cooling.plant.nominalITKW
    let beside = cooling.state(
      referenceKW: loadKW[node] + step, air: air, supplyC: states[node].setC)
    return (beside.facilityKW - states[node].facilityKW) / step
  }

  private func meeting(_ node: Int, _ slopes: [Double]) -> (load: Double, power: Double) {
    let (low, high) = (loadKW[node], loadKW[node + 1])
    let (lowSlope, highSlope) = (slopes[node], slopes[node + 1])
    func left(_ load: Double) -> Double { states[node].facilityKW + lowSlope * (load - low) }
    func right(_ load: Double) -> Double { states[node + 1].facilityKW + highSlope * (load - high) }
    if highSlope > lowSlope {
      let meeting = (left(0) - right(0)) / (highSlope - lowSlope)
      if meeting > low, meeting < high { return (meeting, left(meeting)) }
    }
    let middle = (low + high) / 2
    return (middle, min(left(middle), right(middle)))
  }

  // MARK: With a tank

  /// What the tank adds at each node.
  func storage(_ powerKW: Double) -> [FacilityCurves.StorageCurve] {
    zip(loadKW, states).map { load, state in
      let range = cooling.plant.storageRangeKW(of: state, air: air)
      let lowest = max(-powerKW, range.lowerBound)
      let highest = min(powerKW, range.upperBound)
      let levels = [lowest, lowest / 2, 0, highest / 2, highest]
      return FacilityCurves.StorageCurve(
        levelsKW: levels,
        addedKW: levels.map { level in
          level == 0 ? 0 : power(load, state.setC, level) - state.facilityKW
        })
    }
  }

  private func power(_ load: Double, _ supplyC: Double, _ storageKW: Double) -> Double {
    cooling.state(referenceKW: load, air: air, supplyC: supplyC, storageKW: storageKW).facilityKW
  }

  /// Where a chiller's condenser evaporates, what the tank gives saves water too.
  private func waterPerHour(_ node: Int, _ storageKW: Double) -> Double {
    if storageKW == 0 { return states[node].waterPerHour }
    return cooling.state(
      referenceKW: loadKW[node], air: air, supplyC: states[node].setC, storageKW: storageKW
    ).waterPerHour
  }

  /// All nodes and levels, lower by as much as the plant is found to draw less than what lies between
  /// them, and once more higher by it.
  func tankPoints(_ storage: [FacilityCurves.StorageCurve]) -> [Point] {
    let allowance = hullGapKW + max(0, largestSag(storage))
    var points: [Point] = []
    for (node, curve) in storage.enumerated() {
      for (level, added) in zip(curve.levelsKW, curve.addedKW) {
        let waterPerHour = waterPerHour(node, level)
        for side in allowance > 0 ? [-allowance, allowance] : [0] {
          points.append(
            Point(
              loadKW: loadKW[node], facilityKW: states[node].facilityKW + added + side,
              waterPerHour: waterPerHour, storageKW: level))
        }
      }
    }
    return points
  }

  /// How far the exact power falls short of the mean of the four corners around it.
  private func largestSag(_ storage: [FacilityCurves.StorageCurve]) -> Double {
    var sag = 0.0
    for node in 0..<loadKW.count - 1 {
      let load = (loadKW[node] + loadKW[node + 1]) / 2
      let supplyC = cooling.state(referenceKW: load, air: air).setC
      let (low, high) = (storage[node], storage[node + 1])
      for level in 0..<low.levelsKW.count - 1 {
        let corners = [low, high].flatMap { curve in [level, level + 1].map { (curve, $0) } }
        let heat = corners.reduce(0) { $0 + $1.0.levelsKW[$1.1] } / 4
        let added = corners.reduce(0) { $0 + $1.0.addedKW[$1.1] } / 4
        let mean = (states[node].facilityKW + states[node + 1].facilityKW) / 2 + added
        sag = max(sag, mean - power(load, supplyC, heat))
      }
    }
    return sag
  }
}
