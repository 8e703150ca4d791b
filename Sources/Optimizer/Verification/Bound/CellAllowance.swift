/// By how much the points around a cell are moved, so that the exact power lies between their mixtures.
///
/// The exact power is known in a few places of the cell. A kink elsewhere is deeper than what is missing
/// there: points move by as much more.
struct CellAllowance {
  /// The least part of the depth of a kink that the places show, wherever in the cell it is.
  enum Seen: Double {
    case inTheMiddle = 0.5
    /// At a quarter, the middle and three quarters of the cell's width.
    case atQuarters = 0.75
  }

  private(set) var downKW = 0.0
  private(set) var upKW = 0.0

  /// - Parameters:
  ///   - lowerKW: what the cheapest mixtures of the points draw in a place.
  ///   - upperKW: what the dearest draw there.
  init(exactKW: Double, lowerKW: Double, upperKW: Double, seen: Seen) {
    downKW = max(0, lowerKW - exactKW) / seen.rawValue
    upKW = max(0, exactKW - upperKW) / seen.rawValue
  }

  /// What suffices for each of some cells, or in each place of one.
  init(largestOf allowances: some Sequence<CellAllowance>) {
    for allowance in allowances {
      downKW = max(downKW, allowance.downKW)
      upKW = max(upKW, allowance.upKW)
    }
  }

  var isNone: Bool { downKW == 0 && upKW == 0 }
}

extension Array {
  /// The one or two cells that touch a node, where cells lie between neighbouring nodes.
  func cells(around node: Int) -> ArraySlice<Element> {
    self[Swift.max(node - 1, 0)..<Swift.min(node + 1, count)]
  }
}
