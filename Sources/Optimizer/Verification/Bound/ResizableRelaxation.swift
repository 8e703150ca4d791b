/// A value that the cost of a job with a changing GPU count never goes below (linear relaxation).
///
/// In each slot any mixture of its counts and of a pause does work and costs accordingly: the lower hull
/// of (speed, cost) and (0, 0). Slots trade work freely, so that the cheapest pieces of all hulls are taken
/// in order of their cost for each work. What ties slots to each other is ``ResizableLowerBound``'s matter.
struct ResizableRelaxation {
  /// Of each count, at one pool and one power.
  private let minima: [JobMinimum]
  private let speeds: [Double]
  /// In slot lengths at the first count and full power.
  private let work: Double
  private let span: JobSpan

  /// - Precondition: there is a count.
  init(_ minima: [JobMinimum], speeds: [Double], work: Double) {
    self.minima = minima
    self.speeds = speeds
    self.work = work
    span = minima[0].span
  }

  /// Infinite where the window is too short for the work.
  var value: Double {
    let pieces = (span.first..<max(span.first, span.end)).flatMap(pieces)
      .sorted { $0.costPerWork < $1.costPerWork }
    var cost = 0.0
    var left = work
    for piece in pieces where left > 0 {
      let part = min(piece.work, left)
      cost += part * piece.costPerWork
      left -= part
    }
    // Running times this near to whole slots are whole.
    return left > span.slackSlots * (speeds.max() ?? 0) ? .infinity : cost
  }

  /// A side of a slot's hull.
  private struct Piece {
    let work: Double
    let costPerWork: Double
  }

  private func pieces(of slot: Int) -> [Piece] {
    let points = zip(speeds, minima).map { (work: $0, cost: $1.whole(slot)) }
      .sorted { ($0.work, $0.cost) < ($1.work, $1.cost) }
    var hull: [(work: Double, cost: Double)] = [(0, 0)]
    for point in points where point.work > hull[hull.count - 1].work {
      while let last = hull.last, let other = hull.dropLast().last,
        Self.slope(other, last) >= Self.slope(last, point)
      {
        hull.removeLast()
      }
      hull.append(point)
    }
    return zip(hull, hull.dropFirst()).map { left, right in
      Piece(work: right.work - left.work, costPerWork: Self.slope(left, right))
    }
  }

  private static func slope(
    _ left: (work: Double, cost: Double), _ right: (work: Double, cost: Double)
  ) -> Double {
    (right.cost - left.cost) / (right.work - left.work)
  }
}
