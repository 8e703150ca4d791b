/// Steady states of a plant with a tank, at equal distances of load and, from the largest discharge to
/// none and on to the largest charge, of heat.
struct TankSample {
  private let sample: PlantSample
  /// By node and level.
  private let states: [[SteadyState]]
  /// Heat that charges the tank, in kW, by node and level.
  private let levelsKW: [[Double]]

  /// Steps on each side of an idle tank, and where all loads are one.
  private static let steps = FacilityCurves.Slot.tankLevelCount / 2
  private static let stepsOfOneLoad = 8 * steps

  /// - Parameter powerKW: the most heat that the tank takes or gives.
  init(_ sample: PlantSample, powerKW: Double) {
    self.sample = sample
    let hasWidth = sample.hasWidth(0)
    let steps = hasWidth ? Self.steps : Self.stepsOfOneLoad
    levelsKW = sample.states.prefix(hasWidth ? sample.states.count : 1).map { state in
      let range = sample.cooling.plant.storageRangeKW(of: state, air: sample.air)
      return (-steps...steps).map { step in
        let most = step < 0 ? -max(-powerKW, range.lowerBound) : min(powerKW, range.upperBound)
        return most * Double(step) / Double(steps)
      }
    }
    states = levelsKW.enumerated().map { node, levels in
      levels.map { level in
        guard level != 0 else { return sample.states[node] }
        return sample.cooling.state(
          referenceKW: sample.loadKW[node], air: sample.air, supplyC: sample.states[node].setC,
          storageKW: level)
      }
    }
  }

  /// What the tank adds at each node of the sample.
  var curves: [FacilityCurves.StorageCurve] {
    let stride = (levelsKW[0].count - 1) / (FacilityCurves.Slot.tankLevelCount - 1)
    let curves = zip(levelsKW, states).map { levels, states in
      let kept = Swift.stride(from: 0, to: levels.count, by: stride)
      let idle = states[states.count / 2].facilityKW
      return FacilityCurves.StorageCurve(
        levelsKW: kept.map { levels[$0] }, addedKW: kept.map { states[$0].facilityKW - idle })
    }
    return sample.loadKW.indices.map { curves[min($0, curves.count - 1)] }
  }

  /// All nodes and levels, lower by as much as the plant is found to draw less than what lies between
  /// them, and once more higher where it draws more.
  var points: [FacilityCurves.Point] {
    let cells = (0..<max(1, states.count - 1)).map { node in
      (0..<states[node].count - 1).map { allowance(node, $0) }
    }
    return states.indices.flatMap { node in
      states[node].indices.flatMap { level in
        let beside = cells.meeting(at: node).flatMap { $0.meeting(at: level) }
        return CurveAllowance.largest(beside).around(point(node, level))
      }
    }
  }

  private func point(_ node: Int, _ level: Int) -> FacilityCurves.Point {
    let state = states[node][level]
    return FacilityCurves.Point(
      loadKW: sample.loadKW[node], facilityKW: state.facilityKW,
      waterPerHour: state.waterPerHour, storageKW: levelsKW[node][level])
  }

  /// How far the mean of the corners is from the exact power in the middle of a cell.
  private func allowance(_ node: Int, _ level: Int) -> CurveAllowance {
    let next = min(node + 1, states.count - 1)
    let corners = [(node, level), (node, level + 1), (next, level), (next, level + 1)]
    let heat = corners.reduce(0) { $0 + levelsKW[$1.0][$1.1] } / 4
    let mean = corners.reduce(0) { $0 + states[$1.0][$1.1].facilityKW } / 4
    let exact = sample.exactKW(node, at: 0.5, storageKW: heat)
    // A kink is at least half as deep in the middle.
    return CurveAllowance(lower: mean, upper: mean, exact: exact, factor: 2)
  }
}
