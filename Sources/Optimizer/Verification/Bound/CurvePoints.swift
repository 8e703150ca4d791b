/// Points around the curve of facility power over load, for a plant without tank.
///
/// Between nodes of the exact curve stand the points where tangents of neighbouring nodes meet: below
/// the curve where it is convex. Where it is not, the points of a cell are lowered by as much as the
/// curve may lie below them. Where prices are negative the dearest power is the cheapest: nodes stand
/// once more raised by as much as the curve may lie above their chords.
struct CurvePoints {
  static let nodes = 17
  private(set) var points: [FacilityPoint] = []

  init(_ liquid: LiquidFacts, loads: ClosedRange<Double>, in slot: Int) {
    let nodes = LoadNodes(liquid, loads: loads, count: Self.nodes, in: slot)
    let lines = nodes.states.indices.map { node in
      Tangent(point: FacilityPoint(nodes.states[node]), slope: nodes.slope(at: node))
    }
    let meetings = nodes.cells.map { lines[$0].meeting(lines[$0 + 1]) }
    let allowances = nodes.cells.map { cell in
      Self.allowance(nodes, cell, lines[cell], lines[cell + 1], hasMeeting: meetings[cell] != nil)
    }
    points = nodes.cells.compactMap { meetings[$0]?.moved(byKW: -allowances[$0].downKW) }
    for (node, line) in lines.enumerated() {
      points += line.point.moved(by: CellAllowance(largestOf: allowances.cells(around: node)))
    }
  }

  private static func allowance(
    _ nodes: LoadNodes, _ cell: Int, _ left: Tangent, _ right: Tangent, hasMeeting: Bool
  ) -> CellAllowance {
    CellAllowance(
      largestOf: [0.25, 0.5, 0.75].map { share in
        let loadKW = nodes.referenceKW(ofCell: cell, at: share)
        let chordKW = nodes.chordKW(ofCell: cell, at: share)
        let tangentKW = max(left.facilityKW(at: loadKW), right.facilityKW(at: loadKW))
        return CellAllowance(
          exactKW: nodes.facilityKW(ofCell: cell, at: share),
          lowerKW: hasMeeting ? tangentKW : chordKW, upperKW: chordKW, seen: .atQuarters)
      })
  }
}

/// The line that touches the curve of facility power over load in a point.
private struct Tangent {
  let point: FacilityPoint
  let slope: Double

  func facilityKW(at referenceKW: Double) -> Double {
    point.facilityKW + slope * (referenceKW - point.referenceKW)
  }

  /// Where the curve between is convex: the point at which the next tangent takes over.
  func meeting(_ next: Tangent) -> FacilityPoint? {
    guard next.slope > slope else { return nil }
    let aboveKW = point.facilityKW - next.facilityKW(at: point.referenceKW)
    var meeting = point
    meeting.referenceKW += aboveKW / (next.slope - slope)
    meeting.facilityKW = facilityKW(at: meeting.referenceKW)
    let isBetween =
      meeting.referenceKW > point.referenceKW && meeting.referenceKW < next.point.referenceKW
    return isBetween ? meeting : nil
  }
}
