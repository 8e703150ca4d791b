/// By how much the points around a cell are moved, so that the exact power lies between their mixtures.
///
/// The exact power is known in the middle of the cell. A kink anywhere in the cell is at least half as
/// deep there: points move by twice what is missing.
struct CellAllowance {
  private(set) var downKW = 0.0
  private(set) var upKW = 0.0

  /// - Parameters:
  ///   - lowerKW: what the cheapest mixtures of the points draw in the middle.
  ///   - upperKW: what the dearest draw there.
  init(exactKW: Double, lowerKW: Double, upperKW: Double) {
    downKW = 2 * max(0, lowerKW - exactKW)
    upKW = 2 * max(0, exactKW - upperKW)
  }

  /// What suffices for each of some cells.
  init(largestOf cells: some Sequence<CellAllowance>) {
    for cell in cells {
      downKW = max(downKW, cell.downKW)
      upKW = max(upKW, cell.upKW)
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
