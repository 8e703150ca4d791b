/// Carbon intensity from Electricity Maps, in its legacy and its current CSV. FORMATS.md, item 3.
///
/// UTC, interval start; average intensity, direct and life-cycle in two columns.
enum ElectricityMaps {
  static func recognizes(_ table: CSVTable) -> Bool {
    table.has("Datetime (UTC)") && table.header.contains { factor(of: $0) != nil }
  }

  private static func factor(of header: String) -> EmissionFactor? {
    let key = CSVTable.key(header)
    guard key.hasPrefix("carbon intensity") else { return nil }
    if key.hasSuffix("(direct)") { return .direct }
    return ["(lca)", "(life cycle)", "(lifecycle)"].contains { key.hasSuffix($0) }
      ? .lifecycle : nil
  }

  static func read(_ source: CSVTable) throws(ReadingError) -> SeriesFormat.Content {
    var table = source
    try table.checkUniqueHeader()
    let time = try table.require("Datetime (UTC)")
    let zone = try table.require("Zone id")
    let estimated = table.index(of: "Data estimated")
    let columns = table.header.indices.filter { factor(of: table.header[$0]) != nil }
    var zones: [ZoneValues] = []
    var indices: [ArraySlice<UInt8>: Int] = [:]
    while try table.next() {
      let name = table.cell(zone)
      let index = indices[name] ?? zones.count
      if index == zones.count {
        indices[name] = index
        zones.append(ZoneValues(name: table.text(zone), columns: columns.count))
      }
      guard let civil = CivilTime.parse(table.cell(time), order: .dayFirst) else {
        throw table.error(
          "\(table.header[time]) is \(ReadingError.quoted(table.cell(time))), "
            + "expected a time such as 2024-01-01 00:00:00", at: time)
      }
      zones[index].axis.append(civil.instant(), line: table.line)
      for (position, column) in columns.enumerated() {
        zones[index].values[position].append(try intensity(in: &table, at: column))
      }
      if let estimated, table.cell(estimated, is: "true") {
        zones[index].estimated += 1
      }
    }
    guard !zones.isEmpty else { throw RegularAxis().tooShort(file: table.file) }
    var found: [SourceColumn] = []
    for zone in zones {
      let spans = try zone.axis.spans(file: table.file)
      for (position, column) in columns.enumerated() {
        found.append(
          SourceColumn(
            role: .carbon, name: table.header[column], zone: zone.name, unit: "gCO2e/kWh",
            basis: .average, factor: factor(of: table.header[column]),
            steps: spans.steps(zone.values[position]),
            notes: table.numberNotes + ["gCO2e/kWh converted to kgCO2e/kWh"] + spans.notes
              + zone.notes))
      }
    }
    return SeriesFormat.Content(format: "Electricity Maps CSV", columns: found)
  }

  private static func intensity(
    in table: inout CSVTable, at column: Int
  ) throws(ReadingError) -> Double? {
    guard let value = try table.number(column) else { return nil }
    guard value >= 0 else {
      throw table.error(
        "\(table.header[column]) is \(ReadingError.quoted(table.cell(column))), expected 0 or more",
        at: column, help: "leave the cell empty where there is no value")
    }
    return value / 1000
  }

  private struct ZoneValues {
    var name: String
    var axis = RegularAxis()
    var values: [[Double?]]
    var estimated = 0

    init(name: String, columns: Int) {
      self.name = name
      values = Array(repeating: [], count: columns)
    }

    var notes: [String] {
      estimated == 0
        ? [] : ["\(estimated) of \(values[0].count) values are estimates of the source"]
    }
  }
}
