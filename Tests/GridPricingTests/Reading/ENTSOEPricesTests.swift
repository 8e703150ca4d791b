import Testing

@testable import GridPricing

@Suite struct ENTSOEPricesTests {
  @Test func areasSequencesAndGapsAreKeptApart() throws {
    let file = try Golden.read("entsoe/utc-areas.csv")
    #expect(file.format == "ENTSO-E day-ahead CSV")
    #expect(file.columns.map(\.zone) == ["BZN|FR", "BZN|DE-LU"])
    #expect(file.columns[0].perThousand == [18.92, -2.5, nil, nil])
    #expect(file.columns[0].minutes == [15])
    #expect(file.columns[1].perThousand == [20, 21])
    #expect(file.columns[1].minutes == [60, 15])
    #expect(file.columns[0].timeZone == "UTC")
    #expect(
      file.columns[1].notes == [
        "1 rows of other sequences than 1 not read", "EUR/MWh converted to EUR/kWh",
      ])
  }

  @Test func aNormalDayHas24Hours() throws {
    let column = try Golden.read("entsoe/normal-24.csv").columns[0]
    #expect(column.steps.count == 24)
    #expect(column.isUnbroken)
    #expect(column.minutes == [60])
    #expect(column.starts.first == "2023-12-31T23:00:00Z")
    #expect(column.zone == "BZN|DE-LU")
    #expect(column.currency == "EUR")
    #expect(column.timeZone == "Europe/Brussels")
  }

  @Test func autumnKeeps25HoursInFileOrder() throws {
    let column = try Golden.read("entsoe/day-25.csv").columns[0]
    #expect(column.steps.count == 25)
    #expect(column.isUnbroken)
    #expect(column.minutes == [60])
    // 02:00 summer time is 00:00 UTC, 02:00 winter time is 01:00 UTC.
    #expect(column.starts[2...3] == ["2024-10-27T00:00:00Z", "2024-10-27T01:00:00Z"])
    #expect(column.perThousand[2...3] == [3, 4])
    #expect(column.steps.last?.end.description == "2024-10-27T23:00:00Z")
  }

  @Test func springHas23Hours() throws {
    let column = try Golden.read("entsoe/day-23.csv").columns[0]
    #expect(column.steps.count == 23)
    #expect(column.isUnbroken)
    #expect(column.minutes == [60])
    #expect(column.starts[1...2] == ["2024-03-31T00:00:00Z", "2024-03-31T01:00:00Z"])
    #expect(column.steps.last?.end.description == "2024-03-31T22:00:00Z")
  }

  @Test func autumnHas100QuarterHours() throws {
    let column = try Golden.read("entsoe/quarter-hours-100.csv").columns[0]
    #expect(column.steps.count == 100)
    #expect(column.isUnbroken)
    #expect(column.minutes == [15])
    #expect(column.perThousand == (1...100).map { Double($0) })
    #expect(column.zone == nil)
  }

  @Test func markersAtTheStampsDecide() throws {
    let column = try Golden.read("entsoe/markers-semicolon.csv").columns[0]
    #expect(column.starts.first == "2024-10-26T23:30:00Z")
    #expect(column.isUnbroken)
    #expect(column.minutes == [30])
    #expect(column.perThousand == [10.5, 11, 12, 13, -1014.25])
    #expect(column.currency == "GBP")
    #expect(
      column.notes == [
        "decimal commas read as decimal points", "thousands separators removed",
        "GBP/MWh converted to GBP/kWh",
      ])
  }

  @Test func theMissingHourOfADayWrittenWith24RowsIsAGap() throws {
    let text =
      "MTU (CET/CEST),Day-ahead Price (EUR/MWh)\n"
      + [1, 2, 3].map { "27/10/2024 0\($0):00 - 27/10/2024 0\($0 + 1):00,\($0)\n" }.joined()
    let column = try Golden.read(text: text).columns[0]
    #expect(
      column.starts == ["2024-10-26T23:00:00Z", "2024-10-27T00:00:00Z", "2024-10-27T02:00:00Z"])
    #expect(!column.isUnbroken)
  }

  private static let utc = "MTU (UTC),Day-ahead Price (EUR/MWh),Currency\n"
  private static let cet = "MTU (CET/CEST),Day-ahead Price (EUR/MWh)\n"

  static let malformed: [(reason: String, text: String, message: String)] = [
    (
      "only a header", utc, "f.csv: the file has no rows, expected at least one"
    ),
    (
      "unknown zone", "MTU (PST),Day-ahead Price (EUR/MWh)\n",
      "f.csv:1: column 'MTU (PST)' names no known zone, "
        + "expected (UTC), (CET/CEST), (WET/WEST) or (EET/EEST)"
    ),
    (
      "no unit", "MTU (UTC),Day-ahead Price\n",
      "f.csv:1: column 'Day-ahead Price' names no unit, expected one such as (EUR/MWh)"
    ),
    (
      "bad date", utc + "32/01/2025 00:00 - 01/01/2025 01:00,1,EUR\n",
      "f.csv:2:1: MTU (UTC) is '32/01/2025 00:00 - 01/01/2025 01:00', "
        + "expected 'dd/mm/yyyy hh:mm - dd/mm/yyyy hh:mm'"
    ),
    (
      "no end", utc + "01/01/2025 00:00,1,EUR\n",
      "f.csv:2:1: MTU (UTC) is '01/01/2025 00:00', "
        + "expected 'dd/mm/yyyy hh:mm - dd/mm/yyyy hh:mm'"
    ),
    (
      "bad number", utc + "01/01/2025 00:00 - 01/01/2025 01:00,x,EUR\n",
      "f.csv:2:37: Day-ahead Price (EUR/MWh) is 'x', expected a number"
    ),
    (
      "mixed currencies", utc + "01/01/2025 00:00 - 01/01/2025 01:00,1,PLN\n",
      "f.csv:2:39: Currency is 'PLN', expected EUR as in the header"
    ),
    (
      "skipped hour", cet + "31/03/2024 02:00 - 31/03/2024 03:00,1\n",
      "f.csv:2:1: 2024-03-31 02:00:00 does not exist in Europe/Brussels, "
        + "expected the clock to skip it"
    ),
    (
      "repeated step",
      utc + "01/01/2025 00:00 - 01/01/2025 01:00,1,EUR\n01/01/2025 00:00 - 01/01/2025 01:00,1,\n",
      "f.csv:3: the step at 2025-01-01T00:00:00Z occurs twice, first in line 2, expected it once"
    ),
    (
      "overlap",
      utc + "01/01/2025 00:00 - 01/01/2025 01:00,1,EUR\n01/01/2025 00:30 - 01/01/2025 01:30,1,\n",
      "f.csv:3: the step at 2025-01-01T00:30:00Z overlaps the one until 2025-01-01T01:00:00Z "
        + "in line 2, expected steps side by side"
    ),
    (
      "descending",
      utc + "01/01/2025 01:00 - 01/01/2025 02:00,1,EUR\n01/01/2025 00:00 - 01/01/2025 01:00,1,\n",
      "f.csv:3: the step at 2025-01-01T00:00:00Z comes after 2025-01-01T01:00:00Z, "
        + "expected ascending times"
    ),
    (
      "backwards", utc + "01/01/2025 01:00 - 01/01/2025 00:00,1,EUR\n",
      "f.csv:2:1: MTU (UTC) ends at 2025-01-01 00:00:00, before it starts at 2025-01-01 01:00:00, "
        + "expected start - end"
    ),
    (
      "short row", utc + "01/01/2025 01:00 - 01/01/2025 00:00\n",
      "f.csv:2: the row has 1 fields, expected 3 as in the header"
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
