/// Prices of the Australian National Electricity Market. FORMATS.md, item 12.
///
/// `SETTLEMENTDATE` is the end of the interval in market time: UTC+10 all year, without daylight
/// saving. Intervals are 30 minutes until 2021-10-01 00:00 market time and 5 minutes after.
enum AEMOPriceAndDemand {
  private static let marketOffset: Int64 = 10 * 3600
  private static let fiveMinuteSettlement = Instant(
    secondsSinceEpoch: Int64(Instant.days(year: 2021, month: 10, day: 1)) * 86_400 - marketOffset)

  static func recognizes(_ table: CSVTable) -> Bool {
    table.has("REGION", "SETTLEMENTDATE") || table.has("SETTLEMENTDATE", "RRP")
  }

  static func read(_ source: CSVTable) throws(ReadingError) -> SeriesFormat.Content {
    var table = source
    try table.checkUniqueHeader()
    let region = try table.require("REGION")
    let time = try table.require("SETTLEMENTDATE")
    let price = try table.require("RRP")
    let kind = table.index(of: "PERIODTYPE")
    var zones: [(name: String, axis: SteppedAxis, values: [Double?])] = []
    var skipped = 0
    while try table.next() {
      if let kind, !table.cell(kind, is: "TRADE") {
        skipped += 1
        continue
      }
      guard let civil = CivilTime.parse(table.cell(time), order: .dayFirst) else {
        throw table.error(
          "SETTLEMENTDATE is \(ReadingError.quoted(table.cell(time))), "
            + "expected yyyy/mm/dd hh:mm:ss", at: time)
      }
      let value = try table.number(price)
      let name = table.text(region)
      var index = zones.firstIndex { $0.name == name }
      if index == nil {
        index = zones.count
        zones.append(
          (
            name,
            SteppedAxis(
              change: Instant(milliseconds: fiveMinuteSettlement.milliseconds + 1),
              minutesBefore: 30, minutesAfter: 5), []
          ))
      }
      zones[index ?? 0].axis.append(
        civil.instant(utcOffsetSeconds: marketOffset), line: table.line)
      zones[index ?? 0].values.append(value.map { $0 / 1000 })
    }
    guard !zones.isEmpty else {
      if skipped == 0 { throw RegularAxis().tooShort(file: table.file) }
      throw ReadingError(
        file: table.file, problem: "the file has no row of PERIODTYPE TRADE, expected some")
    }
    let notes =
      (skipped > 0 ? ["\(skipped) rows of other PERIODTYPE than TRADE not read"] : [])
      + table.numberNotes + [
        "AUD/MWh converted to AUD/kWh", "interval end converted to interval start",
      ]
    var columns: [SourceColumn] = []
    for zone in zones {
      let found = try zone.axis.steps(zone.values, file: table.file, marks: .end)
      columns.append(
        SourceColumn(
          role: .price, name: table.header[price], zone: zone.name, unit: "AUD/MWh",
          currency: "AUD", timeZone: "UTC+10", steps: found.steps, notes: notes + found.notes))
    }
    return SeriesFormat.Content(format: "AEMO price and demand CSV", columns: columns)
  }
}
