/// A value that the cost of a job's work never goes below (linear relaxation).
///
/// In each slot any mixture of its counts and of a pause does work and costs accordingly: the lower hull
/// of (speed, cost) and (0, 0). Slots trade work freely, so that the cheapest pieces of all hulls are taken
/// in order of their cost for each work. All that ties slots to each other is left out, but for running
/// without work, which pays where prices are negative.
struct WorkRelaxation {
  /// Of each count, at one pool and one power.
  private let minima: [JobMinimum]
  private let speeds: [Double]
  /// In slot lengths at the first count and full power.
  private let work: Double
  /// Whether time may be spent on restarts or resizes.
  private let mayWaste: Bool
  private let span: JobSpan

  /// - Precondition: there is a count.
  init(_ minima: [JobMinimum], speeds: [Double], work: Double, mayWaste: Bool) {
    self.minima = minima
    self.speeds = speeds
    self.work = work
    self.mayWaste = mayWaste
    span = minima[0].span
  }

  private var slots: Range<Int> { span.first..<max(span.first, span.end) }

  /// In the whole window; infinite where it is too short.
  var value: Double {
    var cheapest = none
    for slot in slots { insert(slot, into: &cheapest) }
    return cheapest.cost
  }

  /// By edge of the window: in the slots before it.
  var valuesBefore: [Double] { floors(slots) }

  /// By edge of the window: in the slots after it.
  var valuesAfter: [Double] { floors(slots.reversed()).reversed() }

  /// After each of some slots, in the order in which they join, and before the first.
  private func floors(_ slots: some Sequence<Int>) -> [Double] {
    var cheapest = none
    var floors = [cheapest.cost]
    for slot in slots {
      insert(slot, into: &cheapest)
      floors.append(cheapest.cost)
    }
    return floors
  }

  /// No pieces yet. Running times this near to whole slots are whole.
  private var none: CheapestPieces {
    CheapestPieces(
      work: work, slack: span.slackSlots * (speeds.max() ?? 0), mayWaste: mayWaste)
  }

  private func insert(_ slot: Int, into cheapest: inout CheapestPieces) {
    for piece in pieces(of: slot) { cheapest.insert(piece) }
  }

  private func pieces(of slot: Int) -> [CheapestPieces.Piece] {
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
      CheapestPieces.Piece(work: right.work - left.work, costPerWork: Self.slope(left, right))
    }
  }

  private static func slope(
    _ left: (work: Double, cost: Double), _ right: (work: Double, cost: Double)
  ) -> Double {
    (right.cost - left.cost) / (right.work - left.work)
  }
}

/// The pieces seen so far that do some work at the least cost.
private struct CheapestPieces {
  struct Piece {
    let work: Double
    let costPerWork: Double
  }

  let work: Double
  let slack: Double
  let mayWaste: Bool
  /// In rising order of cost for each work.
  private var pieces: [Piece] = []
  private var done = 0.0

  init(work: Double, slack: Double, mayWaste: Bool) {
    self.work = work
    self.slack = slack
    self.mayWaste = mayWaste
  }

  mutating func insert(_ piece: Piece) {
    let place = pieces.firstIndex { $0.costPerWork > piece.costPerWork } ?? pieces.count
    if place == pieces.count, done >= work, !earns(piece) { return }
    pieces.insert(piece, at: place)
    done += piece.work
    while let last = pieces.last, done - last.work >= work, !earns(last) {
      pieces.removeLast()
      done -= last.work
    }
  }

  private func earns(_ piece: Piece) -> Bool { mayWaste && piece.costPerWork < 0 }

  /// Infinite where they do not do the work.
  var cost: Double {
    var cost = 0.0
    var left = work
    for piece in pieces {
      let part = earns(piece) ? piece.work : max(0, min(piece.work, left))
      cost += part * piece.costPerWork
      left -= piece.work
    }
    return left > slack ? .infinity : cost
  }
}
