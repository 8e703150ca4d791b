import Testing

@testable import GridPricing

@Suite struct CAISOOASISTests {
  @Test func theColumnMWIsThePriceAndOtherComponentsAreLeftOut() throws {
    let file = try Golden.read("caiso/dam.csv")
    #expect(file.format == "CAISO OASIS CSV")
    #expect(file.columns.map(\.zone) == ["SYN_NODE_A", "SYN_NODE_B"])
    #expect(file.columns[0].perThousand == [-40.25, 41.5])
    #expect(file.columns[0].starts == ["2024-01-01T08:00:00Z", "2024-01-01T09:00:00Z"])
    #expect(file.columns[1].perThousand == [50, nil])
    #expect(file.columns[0].currency == "USD")
    #expect(file.columns[0].name == "LMP (DAM)")
    #expect(
      file.columns[0].notes == [
        "1 rows of other components than LMP not read", "USD/MWh converted to USD/kWh",
        "rows sorted by time",
      ])
    #expect(try file.price(zone: "SYN_NODE_B").series.steps[0].value == 0.05)
  }

  @Test func realTimeFilesWithOtherColumnNamesAreRead() throws {
    let column = try Golden.read("caiso/rtm.csv").columns[0]
    #expect(column.perThousand == [22.5, 23.5])
    #expect(column.minutes == [5])
    #expect(column.name == "LMP (RTM)")
  }

  private static let header =
    "INTERVALSTARTTIME_GMT,INTERVALENDTIME_GMT,NODE,LMP_TYPE,MW\n"
  private static let first = "2024-01-01T08:00:00-00:00,2024-01-01T09:00:00-00:00,A,LMP,1\n"

  static let malformed: [(reason: String, text: String, message: String)] = [
    (
      "only a header", header,
      "f.csv: the file has no row of LMP_TYPE LMP, expected at least one"
    ),
    (
      "no price column", "INTERVALSTARTTIME_GMT,INTERVALENDTIME_GMT,NODE,LMP_TYPE\n",
      "f.csv:1: the header lacks column 'MW', expected one of: MW, PRC, VALUE, LMP_PRC"
    ),
    (
      "bad date", header + "2024-01-01 08:00,2024-01-01T09:00:00-00:00,A,LMP,1\n",
      "f.csv:2:1: INTERVALSTARTTIME_GMT is '2024-01-01 08:00', "
        + "expected a time such as 2024-01-01T08:00:00-00:00"
    ),
    (
      "bad number", header + "2024-01-01T08:00:00Z,2024-01-01T09:00:00Z,A,LMP,nan\n",
      "f.csv:2:49: MW is 'nan', expected a number"
    ),
    (
      "backwards", header + "2024-01-01T09:00:00Z,2024-01-01T08:00:00Z,A,LMP,1\n",
      "f.csv:2:22: the interval ends at 2024-01-01T08:00:00Z, "
        + "expected an end after its start at 2024-01-01T09:00:00Z"
    ),
    (
      "repeated", header + first + first,
      "f.csv:3: the step at 2024-01-01T08:00:00Z of A occurs twice, first in line 2, "
        + "expected it once"
    ),
    (
      "overlap", header + first + "2024-01-01T08:30:00Z,2024-01-01T09:30:00Z,A,LMP,1\n",
      "f.csv:3: the step at 2024-01-01T08:30:00Z of A overlaps the one until "
        + "2024-01-01T09:00:00Z in line 2, expected steps side by side"
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
