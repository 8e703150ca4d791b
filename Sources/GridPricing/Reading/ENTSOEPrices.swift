/// Day-ahead prices exported from the ENTSO-E Transparency Platform. FORMATS.md, item 1.
///
/// Each row says when it begins and ends, in the zone that the header names. Of the repeated autumn
/// hour the first row in the file is summer time, the second winter time; markers such as `(CEST)`
/// at a stamp decide where they are given.
enum ENTSOEPrices {
  private static let gaps = ["n/e", "-", "N/A", "n/a", "N/E", "–"]
  private static let zones = [
    "UTC": "UTC", "CET/CEST": "Europe/Brussels", "WET/WEST": "Europe/Lisbon",
    "EET/EEST": "Europe/Helsinki",
  ]

  static func recognizes(_ table: CSVTable) -> Bool {
    table.header.contains { CSVTable.key($0).hasPrefix("mtu") }
      && table.header.contains { CSVTable.key($0).hasPrefix("day-ahead price") }
  }

  static func read(_ source: CSVTable) throws(ReadingError) -> SeriesFormat.Content {
    var table = source
    let time = try TimeColumn(table)
    let price = try PriceColumn(table)
    let area = table.index(of: "Area")
    let sequence = table.index(of: "Sequence")
    let headerArea = table.header.first { $0.contains("|") } ?? ""
    var rows = ZoneRows()
    var skipped = 0
    while try table.next() {
      if let sequence {
        let text = CSVTable.key(table.text(sequence))
        guard ["without sequence", "sequence 1", ""].contains(text) else {
          skipped += 1
          continue
        }
      }
      if let column = price.currencyColumn, !table.cell(column).isEmpty,
        table.text(column).uppercased() != price.currency
      {
        throw table.error(
          "\(table.header[column]) is \(ReadingError.quoted(table.cell(column))), "
            + "expected \(price.currency) as in the header", at: column)
      }
      let zone = area.map { table.cell($0) } ?? Array(headerArea.utf8)[...]
      let (start, end) = try time.interval(in: table, after: rows.lastStart(of: zone))
      let value = try table.number(price.index, gaps: gaps)
      rows.append(
        zone: zone,
        .init(start: start, end: end, value: value.map { $0 / 1000 }, line: table.line))
    }
    let notes =
      (skipped > 0 ? ["\(skipped) rows of other sequences than 1 not read"] : [])
      + table.numberNotes + ["\(price.currency)/MWh converted to \(price.currency)/kWh"]
    let columns = try rows.steps(file: table.file).map { zone in
      SourceColumn(
        role: .price, name: table.header[price.index], zone: zone.zone.isEmpty ? nil : zone.zone,
        unit: "\(price.currency)/MWh", currency: price.currency, timeZone: time.timeZone,
        steps: zone.steps, notes: notes)
    }
    return SeriesFormat.Content(format: "ENTSO-E day-ahead CSV", columns: columns)
  }

  /// The price column and its currency: `Day-ahead Price (EUR/MWh)` or `[EUR/MWh]`.
  private struct PriceColumn {
    var index: Int
    var currency: String
    var currencyColumn: Int?

    init(_ table: CSVTable) throws(ReadingError) {
      let found = table.header.indices.filter {
        CSVTable.key(table.header[$0]).hasPrefix("day-ahead price")
      }
      guard found.count == 1 else {
        throw ReadingError(
          file: table.file, line: table.headerLine,
          problem: "the header has \(found.count) day-ahead price columns, expected one")
      }
      index = found[0]
      let name = table.header[index]
      let unit = name.split { "()[]".contains($0) }.last.map(String.init) ?? ""
      let parts = unit.split(separator: "/").map { $0.trimming.uppercased() }
      guard parts.count == 2, parts[0].count == 3, parts[1] == "MWH" else {
        throw ReadingError(
          file: table.file, line: table.headerLine,
          problem: "column '\(name)' names no unit, expected one such as (EUR/MWh)")
      }
      currency = parts[0]
      currencyColumn = table.index(of: "Currency")
    }
  }

  /// The column `MTU (…)` and the clock that it shows.
  private struct TimeColumn {
    var index: Int
    var calendar: LocalCalendar
    /// Names of winter and summer time, as in `(CET)` and `(CEST)`.
    var winter: String
    var summer: String

    var timeZone: String { calendar.identifier }

    init(_ table: CSVTable) throws(ReadingError) {
      index = table.header.firstIndex { CSVTable.key($0).hasPrefix("mtu") } ?? 0
      let name = table.header[index]
      let zone = name.split { "()".contains($0) }.last.map(String.init) ?? ""
      guard let identifier = ENTSOEPrices.zones[zone.uppercased()],
        let calendar = LocalCalendar(identifier)
      else {
        throw ReadingError(
          file: table.file, line: table.headerLine,
          problem: "column '\(name)' names no known zone, "
            + "expected (UTC), (CET/CEST), (WET/WEST) or (EET/EEST)")
      }
      self.calendar = calendar
      let names = zone.uppercased().split(separator: "/").map(String.init)
      winter = names[0]
      summer = names[names.count - 1]
    }

    /// `01/01/2025 00:00:00 - 01/01/2025 00:15:00`, with or without `(CET)` after either stamp.
    func interval(
      in table: CSVTable, after previous: Instant?
    ) throws(ReadingError) -> (Instant, Instant) {
      let cell = table.cell(index)
      guard let first = stamp(cell), let dash = separatorEnd(cell, from: first.end),
        let second = stamp(cell[dash...]), second.end == cell.endIndex
      else {
        throw table.error(
          "\(table.header[index]) is \(ReadingError.quoted(cell)), expected "
            + "'dd/mm/yyyy hh:mm - dd/mm/yyyy hh:mm'", at: index)
      }
      let start: Instant
      switch calendar.instants(of: first.time) {
      case .one(let only): start = only
      case .two(let early, let late):
        let isEarly = first.isSummer ?? previous.map { $0 < early } ?? true
        start = isEarly ? early : late
      case .none:
        throw table.error(
          "\(first.time) does not exist in \(timeZone), expected the clock to skip it", at: index)
      }
      return (start, try end(of: start, first, second, in: table))
    }

    /// The end after the shortest positive length that the two stamps allow: across a change of the
    /// clock, the wall shows an hour too much or too little.
    private func end(
      of start: Instant, _ first: Stamp, _ second: Stamp, in table: CSVTable
    ) throws(ReadingError) -> Instant {
      var lengths = [(second.time.seconds - first.time.seconds) * 1000]
      switch calendar.instants(of: second.time) {
      case .one(let only): lengths.append(only.milliseconds - start.milliseconds)
      case .two(let early, let late):
        lengths += [early, late].map { $0.milliseconds - start.milliseconds }
      case .none: break
      }
      guard let length = lengths.filter({ $0 > 0 }).min() else {
        throw table.error(
          "\(table.header[index]) ends at \(second.time), before it starts at \(first.time), "
            + "expected start - end", at: index)
      }
      return Instant(milliseconds: start.milliseconds + length)
    }

    private struct Stamp {
      var time: CivilTime
      /// Nil where no marker says.
      var isSummer: Bool?
      var end: Int
    }

    private func stamp(_ bytes: ArraySlice<UInt8>) -> Stamp? {
      guard let (time, timeEnd) = CivilTime.prefix(bytes, order: .dayFirst) else { return nil }
      var result = Stamp(time: time, isSummer: nil, end: timeEnd)
      let rest = bytes[timeEnd...].drop { $0 == 32 }
      guard rest.first == UInt8(ascii: "("), let close = rest.firstIndex(of: UInt8(ascii: ")"))
      else { return result }
      let marker = String(decoding: rest[(rest.startIndex + 1)..<close], as: UTF8.self).uppercased()
      guard [winter, summer, "\(winter)/\(summer)"].contains(marker) else { return nil }
      if winter != summer, marker == winter { result.isSummer = false }
      if winter != summer, marker == summer { result.isSummer = true }
      result.end = close + 1
      return result
    }

    private func separatorEnd(_ bytes: ArraySlice<UInt8>, from start: Int) -> Int? {
      let rest = bytes[start...].drop { $0 == 32 }
      guard rest.first == UInt8(ascii: "-") else { return nil }
      return rest.dropFirst().drop { $0 == 32 }.startIndex
    }
  }
}

extension StringProtocol {
  /// Without spaces at either end.
  var trimming: String {
    var slice = Substring(self)
    while slice.first == " " { slice.removeFirst() }
    while slice.last == " " { slice.removeLast() }
    return String(slice)
  }
}
