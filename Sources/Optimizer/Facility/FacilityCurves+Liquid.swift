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

/// By how much points lie from the exact curve on either side.
struct CurveAllowance {
  private(set) var down = 0.0
  private(set) var up = 0.0

  static let none = CurveAllowance()

  private init() {}

  /// - Parameters:
  ///   - lower: what points say in the middle of a cell, where they must not lie above.
  ///   - upper: the same, where they must not lie below.
  ///   - exact: the value there. A kink elsewhere in the cell is at most twice as deep.
  init(lower: Double, upper: Double, exact: Double) {
    down = 2 * max(0, lower - exact)
    up = 2 * max(0, exact - upper)
  }

  /// What is enough for cells that meet in a point.
  static func largest(_ cells: [CurveAllowance]) -> CurveAllowance {
    cells.reduce(into: .none) { sum, cell in
      sum.down = max(sum.down, cell.down)
      sum.up = max(sum.up, cell.up)
    }
  }

  /// The point lower by the allowance; where there is any, also the point above it, for prices below zero.
  func around(_ point: FacilityCurves.Point) -> [FacilityCurves.Point] {
    func moved(_ kW: Double) -> FacilityCurves.Point {
      var moved = point
      moved.facilityKW += kW
      return moved
    }
    return down > 0 || up > 0 ? [moved(-down), moved(up)] : [point]
  }
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

  /// The exact power half-way between two nodes, at the best of their set points and the one between.
  func middleKW(_ cell: Int, storageKW: Double = 0) -> Double {
    let load = (loadKW[cell] + loadKW[cell + 1]) / 2
    let (low, high) = (states[cell].setC, states[cell + 1].setC)
    return [low, high, (low + high) / 2].reduce(.infinity) { least, setC in
      let state = cooling.state(
        referenceKW: load, air: air, supplyC: setC, storageKW: storageKW)
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
      let beside = [node - 1, node].filter(cells.indices.contains).map { cells[$0].allowance }
      let point = point(load, states[node].facilityKW, states[node])
      points += CurveAllowance.largest(beside).around(point)
      if node < cells.count, let meeting = cells[node].meeting { points.append(meeting) }
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

  /// Where the tangents around a cell meet, if they do, and how far all is from the curve.
  private func cell(
    _ node: Int, _ slopes: [Double]
  ) -> (meeting: Point?, allowance: CurveAllowance) {
    guard hasWidth(node) else { return (nil, .none) }
    let (low, high) = (loadKW[node], loadKW[node + 1])
    let (lowSlope, highSlope) = (slopes[node], slopes[node + 1])
    func left(_ load: Double) -> Double { states[node].facilityKW + lowSlope * (load - low) }
    func right(_ load: Double) -> Double { states[node + 1].facilityKW + highSlope * (load - high) }
    let chord = (states[node].facilityKW + states[node + 1].facilityKW) / 2
    let exact = middleKW(node)
    let meeting = highSlope > lowSlope ? (left(0) - right(0)) / (highSlope - lowSlope) : low
    guard meeting > low, meeting < high else {
      return (nil, CurveAllowance(lower: chord, upper: chord, exact: exact))
    }
    let middle = (low + high) / 2
    let allowance = CurveAllowance(
      lower: max(left(middle), right(middle)), upper: chord, exact: exact)
    return (point(meeting, left(meeting) - allowance.down, states[node]), allowance)
  }
}
