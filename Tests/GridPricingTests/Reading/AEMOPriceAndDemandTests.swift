import Testing

@testable import GridPricing

@Suite struct AEMOPriceAndDemandTests {
  @Test func stampsAreIntervalEndsAtUTCPlusTen() throws {
    let file = try Golden.read("aemo/five-minute.csv")
    #expect(file.format == "AEMO price and demand CSV")
    let column = file.columns[0]
    #expect(column.perThousand == [141.5, -1000, 142])
    // 2025-01-01 00:05 market time ends the interval that begins at 14:00 UTC the day before; Sydney
    // itself is at UTC+11 in January.
    #expect(column.starts[0] == "2024-12-31T14:00:00Z")
    #expect(column.minutes == [5])
    #expect(column.isUnbroken)
    #expect(column.zone == "SA1")
    #expect(column.currency == "AUD")
    #expect(column.unit == "AUD/MWh")
    #expect(column.timeZone == "UTC+10")
    #expect(
      column.notes == ["AUD/MWh converted to AUD/kWh", "interval end converted to interval start"])
  }

  @Test func oldFilesHaveQuotedHalfHoursWithoutSeconds() throws {
    let column = try Golden.read("aemo/half-hour-quoted.csv").columns[0]
    #expect(column.starts == ["1998-12-06T15:30:00Z", "1998-12-06T16:00:00Z"])
    #expect(column.minutes == [30])
  }

  @Test func spreadsheetDatesAreDayFirstAndForecastsLeftOut() throws {
    let column = try Golden.read("aemo/excel.csv").columns[0]
    #expect(
      column.starts == ["2025-06-30T14:00:00Z", "2025-06-30T14:05:00Z", "2025-06-30T14:10:00Z"])
    #expect(column.perThousand == [20, 15100.25, nil])
    #expect(column.notes.first == "1 rows of other PERIODTYPE than TRADE not read")
  }

  @Test func intervalsShrinkInOctober2021() throws {
    let column = try Golden.read("aemo/change-2021.csv").columns[0]
    #expect(column.minutes == [30, 5])
    #expect(column.isUnbroken)
    #expect(column.starts[2] == "2021-09-30T14:00:00Z")
  }

  @Test func theHourThatSydneySkipsExistsInMarketTime() throws {
    let column = try Golden.read("aemo/sydney-changes.csv").columns[0]
    #expect(
      column.starts == ["2025-10-04T15:55:00Z", "2025-10-04T16:00:00Z", "2025-10-04T16:05:00Z"])
  }

  private static let header = "REGION,SETTLEMENTDATE,TOTALDEMAND,RRP,PERIODTYPE\n"

  static let malformed: [(reason: String, text: String, message: String)] = [
    (
      "only a header", header, "f.csv: the file has no rows, expected at least two"
    ),
    (
      "no price column", "REGION,SETTLEMENTDATE\n",
      "f.csv:1: the header lacks column 'RRP', expected it"
    ),
    (
      "forecasts only", header + "SA1,2025/01/01 00:05:00,1,1,PD\n",
      "f.csv: the file has no row of PERIODTYPE TRADE, expected some"
    ),
    (
      "bad date", header + "SA1,2025/13/01 00:05:00,1,1,TRADE\n",
      "f.csv:2:5: SETTLEMENTDATE is '2025/13/01 00:05:00', expected yyyy/mm/dd hh:mm:ss"
    ),
    (
      "bad number", header + "SA1,2025/01/01 00:05:00,1,$5,TRADE\n",
      "f.csv:2:27: RRP is '$5', expected a number"
    ),
    (
      "one row", header + "SA1,2025/01/01 00:05:00,1,1,TRADE\n",
      "f.csv:2: one row does not tell the length of its step, expected at least two"
    ),
    (
      "repeated", header + "SA1,2025/01/01 00:05:00,1,1,TRADE\nSA1,2025/01/01 00:05:00,1,1,TRADE\n",
      "f.csv:3: 2024-12-31T14:05:00Z occurs twice, first in line 2, expected it once"
    ),
    (
      "descending",
      header + "SA1,2025/01/01 00:10:00,1,1,TRADE\nSA1,2025/01/01 00:05:00,1,1,TRADE\n",
      "f.csv:3: 2024-12-31T14:05:00Z comes after 2024-12-31T14:10:00Z, expected ascending times"
    ),
  ]

  @Test(arguments: malformed.indices)
  func malformedInputIsAnErrorWithItsPlace(index: Int) throws {
    let row = Self.malformed[index]
    let error = try #require(throws: ReadingError.self, "\(row.reason)") {
      try Golden.read(text: row.text)
    }
    #expect(error.description == row.message, "\(row.reason)")
  }
}
