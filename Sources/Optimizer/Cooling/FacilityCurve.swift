import GridPricing

/// Facility power against IT load in one weather, and how far it is from convex and from straight
/// between its nodes.
///
/// ```swift
/// let curve = plant.curve(loads: (1...10).map { .megawatts(Double($0)) }, air: air)
/// curve.nodes[5].marginalPower  // what one more kW of IT costs the site, in kW
/// ```
public struct FacilityCurve: Sendable {
  /// The plant at one load.
  public struct Node: Sendable {
    public let state: SteadyState
    /// Facility power that one more unit of reference IT power takes, at the same set point.
    public let marginalPower: Double
  }

  /// In order of load.
  public let nodes: [Node]
  /// The largest load that the plant cools, whatever the loads of the nodes.
  public let headroom: Power
  /// The most by which a node within the limits lies above the lower convex hull of all of them.
  public let hullGap: Power
  /// The most by which the middle of a chord between such neighbours departs from the plant.
  public let chordError: Power
}

extension CoolingPlant {
  /// Facility power at a number of loads in one weather.
  ///
  /// - Parameters:
  ///   - loads: IT power with GPUs at the reference temperature, ascending.
  ///   - marginK: taken from the limits of coolant and GPU.
  /// - Complexity: three steady states per load; each is some thirty where the set point is optimal.
  public func curve(
    loads: [Power], air: AmbientAir, supply: SupplySetPoint = .optimal, marginK: Double = 0
  ) -> FacilityCurve {
    func state(_ kW: Double) -> SteadyState {
      switch supply {
      case .fixed(let celsius):
        steady(referenceKW: kW, air: air, supplyC: celsius.celsius)
      case .optimal: leastPower(referenceKW: kW, air: air, marginK: marginK)
      }
    }
    let states = loads.map { state($0.kilowatts) }
    // Beyond the limits there is no set point to choose, and no curve.
    let points = states.filter { $0.isWithinLimits(marginK: marginK) }
      .map { (x: $0.referenceKW, y: $0.facilityKW) }
    let chordErrors = zip(points, points.dropFirst()).map { left, right in
      abs(0.5 * (left.y + right.y) - state(0.5 * (left.x + right.x)).facilityKW)
    }
    return FacilityCurve(
      nodes: states.enumerated().map { index, state in
        // At its end a curve has no slope but that towards its start.
        let direction = index > 0 && index == states.count - 1 ? -1.0 : 1
        return .init(
          state: state, marginalPower: marginalPower(of: state, air: air, direction: direction))
      },
      headroom: headroom(air: air, marginK: marginK),
      hullGap: .kilowatts(LowerHull(points).largestGap(of: points)),
      chordError: .kilowatts(chordErrors.max() ?? 0))
  }

  /// Facility power per unit of reference IT power, at the state's own set point.
  ///
  /// The set point of least power needs no term of its own: power is flat in it.
  ///
  /// - Parameter direction: 1 for the slope towards more load, -1 for that towards less.
  package func marginalPower(
    of state: SteadyState, air: AmbientAir, direction: Double = 1
  ) -> Double {
    let stepKW = direction * 1e-4 * nominalITKW
    let more = steady(referenceKW: state.referenceKW + stepKW, air: air, supplyC: state.setC)
    return (more.facilityKW - state.facilityKW) / stepKW
  }
}

/// The lower convex hull of points in order of x, as the corners of a piecewise linear function.
struct LowerHull {
  private(set) var corners: [(x: Double, y: Double)] = []

  /// Andrew's monotone chain.
  init(_ points: [(x: Double, y: Double)]) {
    for point in points {
      while corners.count > 1, !isBelow(corners[corners.count - 1], point) { corners.removeLast() }
      corners.append(point)
    }
  }

  /// Whether the last corner lies below the line from the one before to a point.
  private func isBelow(_ last: (x: Double, y: Double), _ point: (x: Double, y: Double)) -> Bool {
    let before = corners[corners.count - 2]
    return (last.y - before.y) * (point.x - before.x) < (point.y - before.y) * (last.x - before.x)
  }

  /// The most by which one of the points that it was made of lies above it.
  func largestGap(of points: [(x: Double, y: Double)]) -> Double {
    var (segment, largest) = (0, 0.0)
    for point in points {
      while segment + 2 < corners.count, corners[segment + 1].x <= point.x { segment += 1 }
      guard segment + 1 < corners.count else { break }
      let (left, right) = (corners[segment], corners[segment + 1])
      let share = (point.x - left.x) / (right.x - left.x)
      largest = max(largest, point.y - (left.y + share * (right.y - left.y)))
    }
    return largest
  }
}
