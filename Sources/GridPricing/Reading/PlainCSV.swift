/// Our own format: a time column in ISO 8601 with an offset, interval start, equal steps, and value
/// columns whose header carries the unit. FORMATS.md, item 0. Lines before the header that begin with
/// `#` are what the file says of itself, for example that it is synthetic; they become notes.
package enum PlainCSV {
  /// How the provenance of a column repeats what its file says of itself.
  package static func note(ofComment comment: String) -> String { "the file says: \(comment)" }

  private static let timeNames = ["time", "utc", "timestamp", "datetime"]

  /// Whether the header has a time column and at least one quantity with its unit.
  static func recognizes(_ table: CSVTable) -> Bool {
    timeColumn(table) != nil && table.header.contains { PlainHeader(CSVTable.key($0)) != nil }
  }

  private static func timeColumn(_ table: CSVTable) -> Int? {
    table.header.firstIndex { timeNames.contains(CSVTable.key($0)) }
  }

  /// What keeps a header from being a plain CSV.
  static func help(for table: CSVTable) -> String {
    if timeColumn(table) != nil,
      let near = table.header.first(where: {
        let key = CSVTable.key($0)
        return key.hasPrefix("price") || key.hasPrefix("carbon")
      })
    {
      return "column '\(near)' names no unit as a plain CSV must, such as price_eur_per_mwh or "
        + "carbon_lifecycle_g_per_kwh"
    }
    return "a plain CSV has a column 'time' and one such as price_eur_per_mwh"
  }

  static func read(_ source: CSVTable) throws(ReadingError) -> SeriesFormat.Content {
    var table = source
    try table.checkUniqueHeader()
    let time = try uniqueTimeColumn(table)
    let columns: [(index: Int, header: PlainHeader)] = table.header.indices.compactMap { index in
      PlainHeader(CSVTable.key(table.header[index])).map { (index, $0) }
    }
    var axis = RegularAxis()
    var values = Array(repeating: [Double?](), count: columns.count)
    // Plain values, so that the loop copies no strings.
    let cells = columns.map {
      (index: $0.index, range: $0.header.range, conversion: $0.header.conversion)
    }
    while try table.next() {
      axis.append(try instant(in: table, at: time), line: table.line)
      for position in cells.indices {
        let (index, range, conversion) = cells[position]
        let value = try value(in: &table, index, range)
        values[position].append(value.map(conversion.apply))
      }
    }
    let spans = try axis.spans(file: table.file)
    let ignored = table.header.indices
      .filter { index in index != time && !columns.contains { $0.index == index } }
      .map { index in
        let name = ReadingError.quoted(table.header[index])
        return "column \(name) not read: it names no known quantity and unit"
      }
    let found = columns.enumerated().map { position, column in
      let header = column.header
      return SourceColumn(
        role: header.role, name: table.header[column.index], unit: header.unit,
        currency: header.currency, basis: header.basis, factor: header.factor,
        steps: spans.steps(values[position]),
        notes: table.comments.map(note) + table.numberNotes
          + [header.conversion.note(unit: header.unit, role: header.role)].compactMap(\.self)
          + spans.notes + ignored)
    }
    return SeriesFormat.Content(
      format: "plain CSV", columns: found, comments: table.comments)
  }

  private static func uniqueTimeColumn(_ table: CSVTable) throws(ReadingError) -> Int {
    let found = table.header.indices.filter { timeNames.contains(CSVTable.key(table.header[$0])) }
    guard found.count == 1 else {
      let names = found.map { table.header[$0] }.joined(separator: ", ")
      throw ReadingError(
        file: table.file, line: table.headerLine,
        problem: "the header has \(found.count) time columns (\(names)), expected one")
    }
    return found[0]
  }

  private static func instant(in table: CSVTable, at index: Int) throws(ReadingError) -> Instant {
    let cell = table.cell(index)
    if let instant = Instant.parse(cell) { return instant }
    let name = table.header[index]
    let found = ReadingError.quoted(cell)
    if Instant.parse(cell + Array("Z".utf8)) != nil {
      throw table.error(
        "\(name) is \(found), a local time without a zone, expected an offset or 'Z'", at: index,
        help: "write UTC as 2026-01-12T00:00:00Z or local time as 2026-01-12T01:00:00+01:00")
    }
    throw table.error(
      "\(name) is \(found), expected a time such as 2026-01-12T00:00:00Z", at: index)
  }

  private static func value(
    in table: inout CSVTable, _ index: Int, _ range: ClosedRange<Double>
  ) throws(ReadingError) -> Double? {
    guard let value = try table.number(index) else { return nil }
    guard range.contains(value) else {
      let (low, high) = (range.lowerBound, range.upperBound)
      let expected =
        high == .greatestFiniteMagnitude
        ? "\(Int(low)) or more" : "\(Int(low)) to \(Int(high))"
      throw table.error(
        "\(table.header[index]) is \(ReadingError.quoted(table.cell(index))), expected \(expected)",
        at: index, help: "leave the cell empty where there is no value")
    }
    return value
  }
}
