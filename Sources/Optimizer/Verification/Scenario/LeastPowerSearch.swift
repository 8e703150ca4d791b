/// The facility supply set point at which a plant draws least, within its limits.
///
/// A grid of set points, then golden sections around the best of them. Where an adiabatic unit begins
/// to run wet, power falls by a step: the grid is cut there, and each side searched by itself.
struct LeastPowerSearch {
  let marginK: Double
  /// The state at a set point in °C.
  let state: (Double) -> SteadyState

  private static let samples = 8
  private static let toleranceK = 1e-6

  init(marginK: Double, state: @escaping (Double) -> SteadyState) {
    self.marginK = marginK
    self.state = state
  }

  /// The coldest state where none is within the limits.
  func least(in range: ClosedRange<Double>) -> SteadyState {
    let coldest = state(range.lowerBound)
    guard coldest.isWithinLimits(marginK: marginK) else { return coldest }
    let warmest = warmest(in: range)
    // A plant that runs flat out does so at every set point below the supply that comes of it.
    let lowC = min(max(coldest.setC, coldest.warm.supplyC), warmest.setC)
    var grid = [coldest]
    for sample in 0..<Self.samples where lowC > coldest.setC || sample > 0 {
      let part = Double(sample) / Double(Self.samples)
      grid.append(state(lowC + part * (warmest.setC - lowC)))
    }
    grid.append(warmest)
    return cut(grid).map(least).min { $0.facilityW < $1.facilityW } ?? coldest
  }

  /// The warmest state within the limits; all temperatures rise with the set point.
  private func warmest(in range: ClosedRange<Double>) -> SteadyState {
    let top = state(range.upperBound)
    if top.isWithinLimits(marginK: marginK) { return top }
    let edge = edge(from: range.lowerBound, to: range.upperBound) {
      $0.isWithinLimits(marginK: marginK)
    }
    return edge.last
  }

  /// Halves the range between a set point at which something holds and one at which it does not.
  private func edge(
    from low: Double, to high: Double, _ holds: (SteadyState) -> Bool
  ) -> (last: SteadyState, first: SteadyState) {
    var (last, first) = (state(low), state(high))
    while first.setC - last.setC > Self.toleranceK {
      let middle = state((last.setC + first.setC) / 2)
      if holds(middle) { last = middle } else { first = middle }
    }
    return (last, first)
  }

  /// The grid in pieces that are wet or dry throughout, with a point on each side of every change.
  private func cut(_ grid: [SteadyState]) -> [[SteadyState]] {
    var pieces = [[grid[0]]]
    for (left, right) in zip(grid, grid.dropFirst()) {
      if left.warm.isWet != right.warm.isWet {
        let edge = edge(from: left.setC, to: right.setC) { $0.warm.isWet == left.warm.isWet }
        pieces[pieces.count - 1].append(edge.last)
        pieces.append([edge.first])
      }
      pieces[pieces.count - 1].append(right)
    }
    return pieces
  }

  /// Golden sections between the neighbours of the best point.
  private func least(of piece: [SteadyState]) -> SteadyState {
    let centre = piece.indices.min { piece[$0].facilityW < piece[$1].facilityW } ?? 0
    var best = piece[centre]
    var low = piece[max(centre - 1, 0)].setC
    var high = piece[min(centre + 1, piece.count - 1)].setC
    let golden = (5.0.squareRoot() - 1) / 2
    var left = state(high - golden * (high - low))
    var right = state(low + golden * (high - low))
    while high - low > Self.toleranceK {
      if left.facilityW <= right.facilityW {
        high = right.setC
        right = left
        left = state(high - golden * (high - low))
      } else {
        low = left.setC
        left = right
        right = state(low + golden * (high - low))
      }
    }
    for candidate in [left, right] where candidate.facilityW < best.facilityW { best = candidate }
    return best
  }
}
