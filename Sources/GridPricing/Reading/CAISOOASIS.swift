/// Locational marginal prices from CAISO OASIS (PRC_LMP and its real-time kin). FORMATS.md, item 8.
///
/// The price stands in a column called `MW`; rows of other components than `LMP` are left out; rows
/// are unsorted, and their order means nothing.
enum CAISOOASIS {
  static func recognizes(_ table: CSVTable) -> Bool {
    table.has("INTERVALSTARTTIME_GMT", "INTERVALENDTIME_GMT")
  }

  static func read(_ source: CSVTable) throws(ReadingError) -> SeriesFormat.Content {
    var table = source
    try table.checkUniqueHeader()
    let start = try table.require("INTERVALSTARTTIME_GMT")
    let end = try table.require("INTERVALENDTIME_GMT")
    let price = try first(of: ["MW", "PRC", "VALUE", "LMP_PRC"], in: table)
    let node = try first(of: ["NODE_ID", "NODE", "NODE_ID_XML"], in: table)
    let component = try table.require("LMP_TYPE")
    let market = table.index(of: "MARKET_RUN_ID")
    var markets: [(name: String, rows: ZoneRows)] = []
    var skipped = 0
    while try table.next() {
      guard table.cell(component, is: "LMP") else {
        skipped += 1
        continue
      }
      let name = market.map { "LMP (\(table.text($0)))" } ?? "LMP"
      var index = markets.firstIndex { $0.name == name }
      if index == nil {
        index = markets.count
        markets.append((name, ZoneRows()))
      }
      let row = ZoneRows.Row(
        start: try instant(in: table, at: start), end: try instant(in: table, at: end),
        value: try table.number(price).map { $0 / 1000 }, line: table.line)
      guard row.start < row.end else {
        throw table.error(
          "the interval ends at \(row.end), expected an end after its start at \(row.start)",
          at: end)
      }
      markets[index ?? 0].rows.append(zone: table.cell(node), row)
    }
    if markets.isEmpty {
      throw ReadingError(
        file: table.file, problem: "the file has no row of LMP_TYPE LMP, expected at least one")
    }
    let notes =
      (skipped > 0 ? ["\(skipped) rows of other components than LMP not read"] : [])
      + table.numberNotes + ["USD/MWh converted to USD/kWh"]
    var columns: [SourceColumn] = []
    for (name, rows) in markets {
      for zone in try rows.steps(file: table.file, order: .any) {
        columns.append(
          SourceColumn(
            role: .price, name: name, zone: zone.zone, unit: "USD/MWh", currency: "USD",
            steps: zone.steps, notes: notes + (zone.wasSorted ? ["rows sorted by time"] : [])))
      }
    }
    return SeriesFormat.Content(format: "CAISO OASIS CSV", columns: columns)
  }

  private static func first(
    of names: [String], in table: CSVTable
  ) throws(ReadingError) -> Int {
    for name in names {
      if let index = table.index(of: name) { return index }
    }
    throw ReadingError(
      file: table.file, line: table.headerLine,
      problem: "the header lacks column '\(names[0])', expected one of: "
        + names.joined(separator: ", "))
  }

  private static func instant(in table: CSVTable, at index: Int) throws(ReadingError) -> Instant {
    if let instant = Instant.parse(table.cell(index)) { return instant }
    throw table.error(
      "\(table.header[index]) is \(ReadingError.quoted(table.cell(index))), "
        + "expected a time such as 2024-01-01T08:00:00-00:00", at: index)
  }
}
