import GridPricing

/// A small CSV file with a header, whose cells are read one by one.
struct TextTable {
  /// One row, with the place of each cell.
  struct Row {
    var cells: [String]
    var places: [JSONNode.Position]
  }

  let file: String
  let header: [String]
  let rows: [Row]

  init(_ document: InputDocument) throws(DocumentError) {
    file = document.file
    do throws(ReadingError) {
      var reader = try CSVReader(document.bytes, file: document.file)
      guard try reader.next() else {
        throw ReadingError(file: document.file, problem: "the file is empty, expected a CSV")
      }
      header = Self.row(reader).cells
      var rows: [Row] = []
      while try reader.next() {
        guard reader.count == header.count else {
          throw ReadingError(
            file: document.file, line: reader.line, column: 1,
            problem: "the row has \(reader.count) cells, expected \(header.count) as in the header")
        }
        rows.append(Self.row(reader))
      }
      self.rows = rows
    } catch {
      throw DocumentError(error)
    }
  }

  private static func row(_ reader: CSVReader) -> Row {
    var row = Row(cells: [], places: [])
    for index in 0..<reader.count {
      let (line, column) = reader.position(of: index)
      row.cells.append(String(decoding: JobTable.trimmed(reader[index]), as: UTF8.self))
      row.places.append(JSONNode.Position(line: line, column: column))
    }
    return row
  }

  func index(of column: String) -> Int? { header.firstIndex(of: column) }

  /// The number in a cell.
  ///
  /// - Throws: where it is none, or is outside `range`.
  func number(
    _ row: Row, _ column: Int, in range: NumberRange
  ) throws(DocumentError) -> Double {
    let cell = row.cells[column]
    guard let value = DecimalText.parse(Array(cell.utf8)[...]), range.contains(value) else {
      throw DocumentError(
        file: file, at: row.places[column],
        "\(DocumentText.onOneLine(header[column])) is \(DocumentText.shown(cell)), "
          + "expected a number\(range.bounds)")
    }
    return value
  }
}
