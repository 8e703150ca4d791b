import Testing

@testable import GridPricing

@Suite struct ERCOTDayAheadTests {
  @Test func aNormalDayHas24HoursEndingAtMidnight() throws {
    let file = try Golden.read("ercot/normal-24.csv")
    #expect(file.format == "ERCOT day-ahead CSV")
    #expect(file.columns.map(\.zone) == ["SYN_HUB", "SYN_ZONE"])
    let hub = file.columns[0]
    #expect(hub.steps.count == 24)
    #expect(hub.isUnbroken)
    #expect(hub.minutes == [60])
    // Hour ending 01:00 begins at 00:00 daylight time, which is 05:00 UTC.
    #expect(hub.starts.first == "2025-08-05T05:00:00Z")
    #expect(hub.steps.last?.end.description == "2025-08-06T05:00:00Z")
    #expect(hub.perThousand[0...1] == [1.5, 2.5])
    #expect(file.columns[1].perThousand == [-12.25])
    #expect(hub.currency == "USD")
    #expect(hub.timeZone == "America/Chicago")
    #expect(
      hub.notes == ["USD/MWh converted to USD/kWh", "hour ending converted to interval start"])
  }

  @Test func springHas23HoursWithoutTheLabel0300() throws {
    let hub = try Golden.read("ercot/day-23.csv").columns[0]
    #expect(hub.steps.count == 23)
    #expect(hub.isUnbroken)
    #expect(hub.starts[1...2] == ["2026-03-08T07:00:00Z", "2026-03-08T08:00:00Z"])
    #expect(hub.steps.last?.end.description == "2026-03-09T05:00:00Z")
  }

  @Test(arguments: ["ercot/day-25.csv", "ercot/day-25-without-flag.csv"])
  func autumnKeeps25Hours(path: String) throws {
    let hub = try Golden.read(path).columns[0]
    #expect(hub.steps.count == 25)
    #expect(hub.isUnbroken)
    // 01:00 daylight time is 06:00 UTC, 01:00 standard time 07:00 UTC.
    #expect(hub.starts[1...2] == ["2025-11-02T06:00:00Z", "2025-11-02T07:00:00Z"])
    #expect(hub.perThousand[1...2] == [2.5, 3.5])
    #expect(hub.steps.last?.end.description == "2025-11-03T06:00:00Z")
  }

  private static let header =
    "DeliveryDate,HourEnding,SettlementPoint,SettlementPointPrice,DSTFlag\n"

  @Test func theFlagShiftsNoOtherRow() throws {
    let file = try Golden.read(
      text: Self.header + "08/05/2025,01:00,A,1,Y\n08/05/2025,02:00,A,2,N\n")
    #expect(file.columns[0].starts == ["2025-08-05T05:00:00Z", "2025-08-05T06:00:00Z"])
  }

  @Test func hoursMayBePlainNumbersAndRowsUnsorted() throws {
    let file = try Golden.read(
      text: Self.header + "03/21/2026,2,A,2,N\n03/21/2026,1,A,1,N\n03/21/2026,24,A,24,false\n")
    #expect(file.columns[0].perThousand == [1, 2, 24])
    #expect(file.columns[0].notes.last == "rows sorted by time")
  }

  static let malformed: [(reason: String, text: String, message: String)] = [
    (
      "only a header", header, "f.csv: the file has no rows, expected at least one"
    ),
    (
      "no price column", "DeliveryDate,HourEnding,SettlementPoint\n",
      "f.csv:1: the header lacks column 'SettlementPointPrice', expected it"
    ),
    (
      "bad date", header + "13/05/2025,01:00,A,1,N\n",
      "f.csv:2:1: DeliveryDate is '13/05/2025', expected mm/dd/yyyy"
    ),
    (
      "hour 00:00", header + "08/05/2025,00:00,A,1,N\n",
      "f.csv:2:12: HourEnding is '00:00', expected 01:00 to 24:00"
    ),
    (
      "hour 25:00", header + "08/05/2025,25:00,A,1,N\n",
      "f.csv:2:12: HourEnding is '25:00', expected 01:00 to 24:00"
    ),
    (
      "bad number", header + "08/05/2025,01:00,A,--,N\n",
      "f.csv:2:20: SettlementPointPrice is '--', expected a number"
    ),
    (
      "bad flag", header + "11/02/2025,02:00,A,1,maybe\n",
      "f.csv:2:22: DSTFlag is 'maybe', expected Y or N"
    ),
    (
      "skipped hour", header + "03/08/2026,03:00,A,1,N\n",
      "f.csv:2:12: hour ending 03:00 does not exist on this day in US Central time, "
        + "expected the clock to skip it"
    ),
    (
      "repeated hour", header + "08/05/2025,01:00,A,1,N\n08/05/2025,01:00,A,1,N\n",
      "f.csv:3: the step at 2025-08-05T05:00:00Z of A occurs twice, first in line 2, "
        + "expected it once"
    ),
    (
      "pair with one flag", header + "11/02/2025,02:00,A,1,N\n11/02/2025,02:00,A,2,N\n",
      "f.csv:3:22: the repeated hour has the same DSTFlag as in line 2, expected N and then Y"
    ),
    (
      "pair in the wrong order", header + "11/02/2025,02:00,A,1,Y\n11/02/2025,02:00,A,2,N\n",
      "f.csv:3:22: the repeated hour has DSTFlag Y in line 2 and then N, expected N and then Y"
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
