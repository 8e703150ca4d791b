/// Day-ahead settlement point prices of ERCOT. FORMATS.md, item 9.
///
/// US Central time, hour ending. Spring omits the label 03:00; autumn repeats 02:00. `DSTFlag` serves
/// only to tell the two rows of that pair apart: what it says in other rows is contested.
enum ERCOTDayAhead {
  static func recognizes(_ table: CSVTable) -> Bool {
    table.has("DeliveryDate", "HourEnding") && table.index(of: "SettlementPoint") != nil
      || table.has("HourEnding", "SettlementPointPrice")
  }

  static func read(_ source: CSVTable) throws(ReadingError) -> SeriesFormat.Content {
    var table = source
    try table.checkUniqueHeader()
    let columns = (
      date: try table.require("DeliveryDate"), hour: try table.require("HourEnding"),
      point: try table.require("SettlementPoint"),
      price: try table.require("SettlementPointPrice"), flag: table.index(of: "DSTFlag")
    )
    let calendar = LocalCalendar("America/Chicago")
    guard let calendar else { preconditionFailure("the system has no zone America/Chicago") }
    var rows = ZoneRows()
    var pairs: [Pair: Seen] = [:]
    while try table.next() {
      let time = try startOfHour(in: table, date: columns.date, hour: columns.hour)
      let zone = table.cell(columns.point)
      let flag = try columns.flag.map { column throws(ReadingError) in
        try isFlagged(in: table, at: column)
      }
      let start: Instant
      switch calendar.instants(of: time) {
      case .one(let only): start = only
      case .none:
        throw table.error(
          "hour ending \(table.text(columns.hour)) does not exist on this day in US Central time, "
            + "expected the clock to skip it", at: columns.hour)
      case .two(let early, let late):
        let pair = Pair(zone: zone, time: time)
        start = (flag ?? (pairs[pair] != nil)) ? late : early
        if let first = pairs[pair], let flag {
          try check(flag, against: first, in: table, at: columns.flag ?? 0)
        }
        pairs[pair] = Seen(flag: flag, line: table.line)
      }
      let value = try table.number(columns.price)
      rows.append(
        zone: zone,
        .init(
          start: start, end: start.advanced(byHours: 1), value: value.map { $0 / 1000 },
          line: table.line))
    }
    let notes =
      table.numberNotes + [
        "USD/MWh converted to USD/kWh", "hour ending converted to interval start",
      ]
    let found = try rows.steps(file: table.file, order: .any).map { zone in
      SourceColumn(
        role: .price, name: table.header[columns.price], zone: zone.zone, unit: "USD/MWh",
        currency: "USD", timeZone: calendar.identifier, steps: zone.steps,
        notes: notes + (zone.wasSorted ? ["rows sorted by time"] : []))
    }
    return SeriesFormat.Content(format: "ERCOT day-ahead CSV", columns: found)
  }

  /// The repeated hour of one settlement point.
  private struct Pair: Hashable {
    var zone: ArraySlice<UInt8>
    var time: CivilTime
  }

  private struct Seen {
    var flag: Bool?
    var line: Int
  }

  /// Of the pair, the flagged row is the repeated hour and comes second in the file.
  private static func check(
    _ flag: Bool, against first: Seen, in table: CSVTable, at column: Int
  ) throws(ReadingError) {
    guard let before = first.flag, before || !flag else { return }
    let problem =
      before == flag
      ? "the repeated hour has the same DSTFlag as in line \(first.line), expected N and then Y"
      : "the repeated hour has DSTFlag Y in line \(first.line) and then N, expected N and then Y"
    throw table.error(problem, at: column)
  }

  private static func isFlagged(
    in table: CSVTable, at column: Int
  ) throws(ReadingError) -> Bool {
    if table.cell(column, is: "N") || table.cell(column, is: "false")
      || table.cell(column).isEmpty
    {
      return false
    }
    if table.cell(column, is: "Y") || table.cell(column, is: "true") { return true }
    throw table.error(
      "DSTFlag is \(ReadingError.quoted(table.cell(column))), expected Y or N", at: column)
  }

  /// `08/05/2025` and `01:00` (or `1`): the hour from 00:00 on.
  private static func startOfHour(
    in table: CSVTable, date: Int, hour: Int
  ) throws(ReadingError) -> CivilTime {
    guard let day = CivilTime.parse(table.cell(date), order: .monthFirst) else {
      throw table.error(
        "DeliveryDate is \(ReadingError.quoted(table.cell(date))), expected mm/dd/yyyy", at: date)
    }
    let digits = table.cell(hour).prefix { $0 != UInt8(ascii: ":") }
    let rest = table.cell(hour).dropFirst(digits.count)
    guard rest.isEmpty || rest.elementsEqual(":00".utf8), digits.count <= 2,
      let ending = Int(String(decoding: digits, as: UTF8.self)), (1...24).contains(ending)
    else {
      throw table.error(
        "HourEnding is \(ReadingError.quoted(table.cell(hour))), expected 01:00 to 24:00", at: hour)
    }
    return CivilTime(seconds: day.seconds + Int64(ending - 1) * 3600)
  }
}
