import Testing

@testable import GridPricing

@Suite struct SeriesWriterTests {
  @Test(arguments: [
    "plain/normal.csv", "plain/bom-crlf-semicolon.csv", "plain/thousands.csv",
    "entsoe/day-25.csv", "entsoe/day-23.csv", "entsoe/markers-semicolon.csv",
    "electricity-maps/legacy.csv", "neso/national.json", "energy-charts/co2.json", "caiso/rtm.csv",
    "ercot/day-25.csv", "aemo/excel.csv",
  ])
  func whatIsWrittenReadsBackAsTheSameValues(path: String) throws {
    let source = try Golden.read(path)
    // Forecast and actual would both be carbon_average_g_per_kwh: one at a time.
    let columns = source.format.contains("JSON") ? [source.columns[0]] : source.columns
    let copy = try Golden.read(text: SeriesWriter.plainCSV(columns))
    #expect(copy.columns.map(\.role) == columns.map(\.role))
    for (column, original) in zip(copy.columns, columns) {
      let known = column.steps.filter { $0.value != nil }
      #expect(known == original.steps.filter { $0.value != nil })
      #expect(column.currency == original.currency)
      #expect(column.basis == original.basis)
      #expect(column.factor == original.factor)
    }
  }

  @Test func rowsAreReadableAndGapsEmpty() throws {
    let file = try Golden.read("plain/normal.csv")
    #expect(
      try SeriesWriter.plainCSV([file.columns[0], file.columns[3]])
        == """
        time,price_eur_per_mwh,dry_bulb_c
        2026-01-12T00:00:00Z,-5.25,-3.5
        2026-01-12T01:00:00Z,0,-4
        2026-01-12T02:00:00Z,,-4.5
        2026-01-12T03:00:00Z,,
        2026-01-12T04:00:00Z,95.5,-5

        """)
  }

  @Test func longerStepsAreRepeatedOnTheFinestGrid() throws {
    let column = try Golden.read("entsoe/utc-areas.csv").columns[1]
    #expect(
      try SeriesWriter.plainCSV([column])
        == """
        time,price_eur_per_mwh
        2025-01-01T00:00:00Z,20
        2025-01-01T00:15:00Z,20
        2025-01-01T00:30:00Z,20
        2025-01-01T00:45:00Z,20
        2025-01-01T01:00:00Z,21

        """)
  }

  @Test func twoZonesAreNotOneColumn() throws {
    let problem = try #require(throws: SeriesWriter.Problem.self) {
      try SeriesWriter.plainCSV(Golden.read("entsoe/utc-areas.csv").columns)
    }
    #expect(
      problem.description
        == "two series would both be column 'price_eur_per_mwh', expected one; choose a zone")
  }

  @Test func whatWouldFillADiskIsRefused() throws {
    let text =
      "time,solar_kw\n2026-07-12T00:00:00Z,1\n2026-07-12T00:01:00Z,1\n9999-07-12T00:00:00Z,1\n"
    let file = try SeriesFile.read(bytes: Array(text.utf8), file: "far.csv")
    let problem = try #require(throws: SeriesWriter.Problem.self) {
      try SeriesWriter.plainCSV(file.columns)
    }
    #expect(
      problem.description
        == "from 2026-07-12T00:00:00Z to 9999-07-12T00:01:00Z there are 4193392321 rows of 60 s, "
        + "expected at most 10000000; choose the time")
  }
}
