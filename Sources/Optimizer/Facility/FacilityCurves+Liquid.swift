extension FacilityCurves.Slot {
  /// Loads at which a liquid-cooled plant is sampled, and with a tank; levels of the tank.
  static let nodeCount = 17
  static let tankNodeCount = 9
  static let tankLevelCount = 17

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
      waterPerHour: sample.states.map(\.waterPerHour), points: [])
    if let tankPowerKW {
      let tank = TankSample(sample, powerKW: tankPowerKW)
      storage = tank.curves
      points = tank.points
    } else {
      points = sample.tangentPoints()
    }
  }
}

extension SteadyState {
  /// kg per hour.
  var waterPerHour: Double { waterKgPerSecond * 3600 }
}

/// Steady states at equal distances of load.
struct PlantSample {
  typealias Point = FacilityCurves.Point
  let cooling: LiquidCooling
  let air: AmbientAir
  let loadKW: [Double]
  let states: [SteadyState]

  init(_ cooling: LiquidCooling, _ air: AmbientAir, _ loads: ClosedRange<Double>, nodes: Int) {
    self.cooling = cooling
    self.air = air
    let width = loads.upperBound - loads.lowerBound
    loadKW = (0..<nodes).map { loads.lowerBound + width * Double($0) / Double(nodes - 1) }
    guard width > 0 else {
      let state = cooling.state(referenceKW: loads.lowerBound, air: air)
      states = Array(repeating: state, count: nodes)
      return
    }
    states = loadKW.map { cooling.state(referenceKW: $0, air: air) }
  }

  /// Whether a cell between a node and the next one has any width.
  func hasWidth(_ cell: Int) -> Bool { loadKW[cell + 1] > loadKW[cell] }

  /// The exact power at a share of the way between two nodes, at the best of their set points and the one
  /// between.
  func exactKW(_ cell: Int, at share: Double, storageKW: Double = 0) -> Double {
    func between(_ low: Double, _ high: Double) -> Double { low + share * (high - low) }
    let (low, high) = (states[cell].setC, states[cell + 1].setC)
    return [low, high, between(low, high)].reduce(.infinity) { least, setC in
      let state = cooling.state(
        referenceKW: between(loadKW[cell], loadKW[cell + 1]), air: air, supplyC: setC,
        storageKW: storageKW)
      return min(least, state.facilityKW)
    }
  }

  // MARK: Without a tank

  /// The nodes, and where the tangents of neighbours meet: a convex curve runs nowhere below. Where it is
  /// found to all the same, points lie lower; where it runs above the chords, for prices below zero, higher.
  func tangentPoints() -> [Point] {
    let slopes = loadKW.indices.map(slope)
    let cells = (0..<loadKW.count - 1).map { self.cell($0, slopes) }
    var points: [Point] = []
    for (node, load) in loadKW.enumerated() {
      let point = point(load, states[node].facilityKW, states[node])
      points += CurveAllowance.largest(cells.meeting(at: node).map(\.allowance)).around(point)
      if node < cells.count, let meeting = cells[node].meeting { points.append(meeting) }
    }
    return points
  }

  private func point(_ load: Double, _ power: Double, _ state: SteadyState) -> Point {
    Point(
      loadKW: load, facilityKW: power, waterPerHour: state.waterPerHour, storageKW: 0)
  }

  /// The slope at a node with its set point held; at the last one, backwards, with that of least power, since
  /// close to the headroom the set point has to fall as the load rises.
  private func slope(_ node: Int) -> Double {
    let (load, power) = (loadKW[node], states[node].facilityKW)
    guard node == loadKW.count - 1 else {
      let step = 1e-4 * cooling.plant.nominalITKW
      let beside = cooling.state(referenceKW: load + step, air: air, supplyC: states[node].setC)
      return (beside.facilityKW - power) / step
    }
    let step = min(1e-3 * cooling.plant.nominalITKW, load - loadKW[node - 1])
    guard step > 0 else { return 1 }
    return (power - cooling.state(referenceKW: load - step, air: air).facilityKW) / step
  }

  /// Where the tangents around a cell meet, if they do, and how far all is from the curve.
  private func cell(
    _ node: Int, _ slopes: [Double]
  ) -> (meeting: Point?, allowance: CurveAllowance) {
    guard hasWidth(node) else { return (nil, .none) }
    let (low, high) = (loadKW[node], loadKW[node + 1])
    let (lowKW, highKW) = (states[node].facilityKW, states[node + 1].facilityKW)
    func left(_ load: Double) -> Double { lowKW + slopes[node] * (load - low) }
    func right(_ load: Double) -> Double { highKW + slopes[node + 1] * (load - high) }
    let bend = slopes[node + 1] - slopes[node]
    let meeting = bend > 0 ? (left(0) - right(0)) / bend : low
    let doMeet = meeting > low && meeting < high
    // A triangular dip shows at one of these with three quarters of its depth.
    let allowance = CurveAllowance.largest(
      [0.25, 0.5, 0.75].map { share in
        let load = low + share * (high - low)
        let chord = lowKW + share * (highKW - lowKW)
        return CurveAllowance(
          lower: doMeet ? max(left(load), right(load)) : chord, upper: chord,
          exact: exactKW(node, at: share), factor: 4 / 3)
      })
    guard doMeet else { return (nil, allowance) }
    return (point(meeting, left(meeting) - allowance.down, states[node]), allowance)
  }
}
