/// Rows of cells whose columns stand in line: the first to the left, the others to the right.
struct AlignedTable {
  private var rows: [[String]] = []

  /// Control characters in the cells are escaped, so that names from files can do no harm.
  mutating func add(_ cells: [String]) { rows.append(cells.map(escaped)) }

  /// One line per row, two spaces between columns, none at the end.
  var lines: [String] {
    let columns = rows.map(\.count).max() ?? 0
    let widths = (0..<columns).map { column in
      rows.map { column < $0.count ? $0[column].count : 0 }.max() ?? 0
    }
    return rows.map { row in
      var line = ""
      for (column, cell) in row.enumerated() {
        let padding = String(repeating: " ", count: widths[column] - cell.count)
        line += column == 0 ? cell + padding : "  " + padding + cell
      }
      while line.last == " " { line.removeLast() }
      return line
    }
  }
}
