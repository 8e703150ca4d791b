import Testing

@testable import GridPricing

@Suite struct ElectricityMapsTests {
  @Test func theLegacyLayoutIsRead() throws {
    let file = try Golden.read("electricity-maps/legacy.csv")
    #expect(file.format == "Electricity Maps CSV")
    #expect(file.columns.map(\.factor) == [.direct, .lifecycle])
    #expect(file.columns.map(\.basis) == [.average, .average])
    #expect(file.columns.map(\.zone) == ["DE", "DE"])
    // UTC without daylight saving: the spring night in Germany is unbroken. Null is a gap.
    #expect(file.columns[0].isUnbroken)
    #expect(file.columns[0].perThousand == [133.5, nil, 135])
    #expect(file.columns[1].perThousand == [177.5, nil, 180])
    #expect(file.columns[0].starts[2] == "2024-03-31T02:00:00Z")
    #expect(
      file.columns[0].notes == [
        "gCO2e/kWh converted to kgCO2e/kWh", "1 of 3 values are estimates of the source",
      ])
  }

  @Test func theCurrentLayoutWithSeveralZonesIsRead() throws {
    let file = try Golden.read("electricity-maps/current.csv")
    #expect(file.columns.map(\.zone) == ["FR", "FR", "ES", "ES"])
    let spain = try file.carbon(zone: "ES", factor: .direct)
    #expect(spain.series.steps.map(\.value) == [0.09, 0])
    #expect(spain.basis == .average)
    #expect(throws: ReadingError.self) { try file.carbon(zone: "ES", basis: .marginal) }
    let several = try #require(throws: ReadingError.self) { try file.carbon(factor: .direct) }
    #expect(
      several.description
        == "electricity-maps/current.csv: the file holds carbon intensity of 2 zones, "
        + "expected `zone` to name one of: FR, ES")
  }

  @Test func headersMatchWhateverTheirCaseAndSubscript() throws {
    let file = try Golden.read(
      text: "DATETIME (UTC),ZONE ID,CARBON INTENSITY GCO2EQ/KWH (LIFE CYCLE)\n"
        + "2024-01-01 00:00:00,DE,1\n2024-01-01 01:00:00,DE,2\n")
    #expect(file.columns.map(\.factor) == [.lifecycle])
  }

  private static let header = "Datetime (UTC),Zone id,Carbon intensity gCO₂eq/kWh (direct)\n"

  static let malformed: [(reason: String, text: String, message: String)] = [
    (
      "only a header", header, "f.csv: the file has no rows, expected at least two"
    ),
    (
      "no zone column", "Datetime (UTC),Carbon intensity gCO₂eq/kWh (direct)\n",
      "f.csv:1: the header lacks column 'Zone id', expected it"
    ),
    (
      "bad date", header + "2024-13-01 00:00:00,DE,1\n",
      "f.csv:2:1: Datetime (UTC) is '2024-13-01 00:00:00', "
        + "expected a time such as 2024-01-01 00:00:00"
    ),
    (
      "bad number", header + "2024-01-01 00:00:00,DE,null\n",
      "f.csv:2:24: Carbon intensity gCO₂eq/kWh (direct) is 'null', expected a number"
    ),
    (
      "null as −1", header + "2024-01-01 00:00:00,DE,-1\n",
      "f.csv:2:24: Carbon intensity gCO₂eq/kWh (direct) is '-1', expected 0 or more"
    ),
    (
      "one row", header + "2024-01-01 00:00:00,DE,1\n",
      "f.csv:2: one row does not tell the length of its step, expected at least two"
    ),
    (
      "repeated", header + "2024-01-01 00:00:00,DE,1\n2024-01-01 00:00:00,DE,1\n",
      "f.csv:3: 2024-01-01T00:00:00Z occurs twice, first in line 2, expected it once"
    ),
    (
      "short row", header + "2024-01-01 00:00:00,DE\n",
      "f.csv:2: the row has 2 fields, expected 3 as in the header"
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
