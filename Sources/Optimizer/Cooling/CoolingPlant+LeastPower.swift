import GridPricing

/// How the facility supply is chosen.
public enum SupplySetPoint: Sendable, Equatable {
  /// Held where the plant can.
  case fixed(WaterTemperature)
  /// Wherever the site draws least within its limits.
  case optimal
}

extension CoolingPlant {
  /// The steady state at an IT load, weather and supply.
  ///
  /// - Parameter reference: IT power with all GPUs at the reference temperature.
  public func steadyState(
    reference: Power, air: AmbientAir, supply: SupplySetPoint = .optimal
  ) -> SteadyState {
    switch supply {
    case .fixed(let celsius):
      steady(referenceKW: reference.kilowatts, air: air, supplyC: celsius.celsius)
    case .optimal: leastPower(referenceKW: reference.kilowatts, air: air)
    }
  }

  /// The steady state at the supply set point where the site draws least within its limits.
  ///
  /// A warm supply spares fans and chillers, a cold one leakage. Where no set point keeps the
  /// limits, the state at the coldest comes back; ``SteadyState/isWithinLimits(marginK:)`` tells.
  ///
  /// - Parameter marginK: taken from the limits of coolant and GPU.
  package func leastPower(
    referenceKW: Double, air: AmbientAir, marginK: Double = 0, storageKW: Double = 0
  ) -> SteadyState {
    let search = SetPointSearch(marginK: marginK) { supplyC in
      steady(referenceKW: referenceKW, air: air, supplyC: supplyC, storageKW: storageKW)
    }
    return search.best(in: parameters.supplyRange(marginK: marginK))
  }
}

/// The search for the facility supply at which a site draws least.
///
/// Power is smooth between kinks, except where an adiabatic unit begins to run wet: there it falls
/// by a step, and both sides are searched.
private struct SetPointSearch {
  let marginK: Double
  let state: (Double) -> SteadyState

  private static let samples = 8
  /// A kink rises by at most a few per cent of the power per kelvin.
  private static let toleranceK = 2e-6

  init(marginK: Double, state: @escaping (Double) -> SteadyState) {
    self.marginK = marginK
    self.state = state
  }

  /// The best state of a range whose coldest end decides whether there is one within the limits.
  func best(in range: ClosedRange<Double>) -> SteadyState {
    let coldest = state(range.lowerBound)
    guard coldest.isWithinLimits(marginK: marginK) else { return coldest }
    // Where the supply floats, all set points below it are one: only those above differ.
    let floatingC = max(coldest.setC, coldest.warm.supplyC)
    let warmest = warmest(in: range)
    let width = warmest.setC - floatingC
    if width <= Self.toleranceK { return coldest }
    var points = [floatingC > coldest.setC ? state(floatingC) : coldest]
    for sample in 1..<Self.samples {
      points.append(state(floatingC + width * Double(sample) / Double(Self.samples)))
    }
    points.append(warmest)
    return pieces(points).map(least).min { $0.facilityW < $1.facilityW } ?? coldest
  }

  /// The warmest state within the limits; temperatures rise with the set point.
  private func warmest(in range: ClosedRange<Double>) -> SteadyState {
    let top = state(range.upperBound)
    if top.isWithinLimits(marginK: marginK) { return top }
    let limit = Root.bracketed(range.lowerBound, range.upperBound, tolerance: 1e-8) {
      state($0).room.least(marginK: marginK)
    }
    return state(limit)
  }

  /// The points cut where the unit changes between dry and wet, each piece ending at the change.
  private func pieces(_ points: [SteadyState]) -> [[SteadyState]] {
    var pieces = [[points[0]]]
    for point in points.dropFirst() {
      var last = pieces[pieces.count - 1].last ?? point
      if last.warm.isWet != point.warm.isWet {
        var next = point
        while next.setC - last.setC > Self.toleranceK {
          let middle = state(0.5 * (last.setC + next.setC))
          if middle.warm.isWet == last.warm.isWet { last = middle } else { next = middle }
        }
        pieces[pieces.count - 1].append(last)
        pieces.append([next])
      }
      pieces[pieces.count - 1].append(point)
    }
    return pieces
  }

  /// The least state of a piece, found around its best point.
  private func least(of piece: [SteadyState]) -> SteadyState {
    let centre = piece.indices.min { piece[$0].facilityW < piece[$1].facilityW } ?? 0
    let low = piece[max(0, centre - 1)].setC
    let high = piece[min(piece.count - 1, centre + 1)].setC
    let best = Minimum.least(
      in: low...high, middle: (piece[centre].setC, piece[centre].facilityW),
      tolerance: Self.toleranceK
    ) { state($0).facilityW }
    return best.value < piece[centre].facilityW ? state(best.argument) : piece[centre]
  }
}
