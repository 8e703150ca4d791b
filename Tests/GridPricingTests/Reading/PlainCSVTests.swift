import Foundation
import Testing

@testable import GridPricing

@Suite struct PlainCSVTests {
  @Test func aNormalFileKeepsNegativePricesZerosAndGaps() throws {
    let file = try Golden.read("plain/normal.csv")
    #expect(file.format == "plain CSV")
    #expect(
      file.columns.map(\.role)
        == [.price, .carbon, .carbon, .dryBulb, .relativeHumidity])
    let price = file.columns[0]
    #expect(price.perThousand == [-5.25, 0, nil, 95.5])
    #expect(
      price.starts == [
        "2026-01-12T00:00:00Z", "2026-01-12T01:00:00Z", "2026-01-12T02:00:00Z",
        "2026-01-12T04:00:00Z",
      ])
    #expect(price.minutes == [60])
    #expect(price.currency == "EUR")
    #expect(price.unit == "EUR/MWh")
    #expect(
      price.notes == [
        "EUR/MWh converted to EUR/kWh", "1 steps of 60 min have no row",
        "column 'note' not read: it names no known quantity and unit",
      ])
    #expect(file.columns[1].factor == .direct)
    #expect(file.columns[1].perThousand == [100, nil, 102, 103])
    #expect(file.columns[2].factor == .lifecycle)
    #expect(file.columns[3].steps.map(\.value) == [-3.5, -4, -4.5, -5])
    #expect(file.columns[4].steps.map(\.value) == [81, 82, 83, 100])
  }

  @Test func byteOrderMarkCRLFSemicolonsDecimalCommasAndOtherUnitsAreRead() throws {
    let file = try Golden.read("plain/bom-crlf-semicolon.csv")
    #expect(file.columns.map(\.role) == [.price, .carbon, .dryBulb, .solar])
    #expect(file.columns[0].steps.map(\.value) == [0.25, -0.05])
    #expect(file.columns[0].currency == "GBP")
    #expect(file.columns[0].starts == ["2026-01-12T00:00:00Z", "2026-01-12T00:15:00Z"])
    #expect(
      file.columns[0].notes == [
        "decimal commas read as decimal points", "thousands separators removed",
      ])
    #expect(file.columns[1].basis == .marginal)
    // 1000.5 lb/MWh × 0.45359237 = 453.819166… g/kWh
    #expect(file.columns[1].perThousand == [453.819166, 408.233133])
    #expect(file.columns[2].steps.map(\.value) == [10, 0])
    #expect(file.columns[3].steps.map(\.value) == [12, 0])
  }

  @Test func thousandsSeparatorsAreRemovedAndSaid() throws {
    let file = try Golden.read("plain/thousands.csv")
    #expect(file.columns[0].perThousand == [1250.5, -1000])
    #expect(file.columns[0].notes.first == "thousands separators removed")
    #expect(file.columns[1].perThousand == [400, 410])
    #expect(
      file.columns.dropFirst(2).map { $0.steps[0].value } == [101_325, 12.5, 512, 1024])
  }

  @Test func thePublicInitialisersReadAFile() throws {
    let url = Golden.url("plain/normal.csv")
    let prices = try PriceSeries(contentsOf: url, zone: "DE-LU")
    #expect(prices.currency == "EUR")
    #expect(prices.series.provenance.file == url.path)
    #expect(prices.series.provenance.sha256?.count == 64)
    #expect(prices.series.provenance.timeZone == "UTC")
    #expect(
      prices.series.provenance.coverage == "2026-01-12T00:00:00Z/2026-01-12T05:00:00Z")
    #expect(
      prices.series.provenance.notes.last
        == "zone 'DE-LU' not checked: the file names no zone")
    let carbon = try CarbonIntensitySeries(contentsOf: url, factor: .lifecycle)
    #expect(carbon.factor == .lifecycle)
    #expect(carbon.basis == nil)
    #expect(carbon.series.steps[0].value == 0.1505)
  }

  @Test func aMissingFileIsUnreadable() throws {
    let error = try #require(throws: ReadingError.self) {
      try PriceSeries(contentsOf: URL(fileURLWithPath: "/nowhere/prices.csv"))
    }
    #expect(error.kind == .unreadable)
    #expect(
      error.description == "/nowhere/prices.csv: there is no such file, expected one to read")
  }

  @Test func aFolderIsUnreadable() throws {
    let error = try #require(throws: ReadingError.self) {
      try PriceSeries(contentsOf: Golden.url("plain"))
    }
    #expect(error.kind == .unreadable)
  }

  /// What is wrong, the text, and the whole message.
  static let malformed: [(reason: String, text: String, message: String)] = [
    ("empty", "", "f.csv: the file is empty, expected a header and rows"),
    ("blank", "\n \n", "f.csv: the file is empty, expected a header and rows"),
    (
      "binary", "time,price_eur_per_mwh\n\u{0}", "f.csv: the file is binary, expected UTF-8 text"
    ),
    (
      "unknown header", "a,b\n1,2\n",
      "f.csv:1: the header is of no known format, expected plain CSV, ENTSO-E prices, "
        + "Electricity Maps, CAISO OASIS, ERCOT or AEMO columns"
    ),
    (
      "only a header", "time,price_eur_per_mwh\n",
      "f.csv: the file has no rows, expected at least two"
    ),
    (
      "one row", "time,price_eur_per_mwh\n2026-01-12T00:00:00Z,1\n",
      "f.csv:2: one row does not tell the length of its step, expected at least two"
    ),
    (
      "no zone", "time,price_eur_per_mwh\n2026-01-12T00:00:00,1\n",
      "f.csv:2:1: time is '2026-01-12T00:00:00', a local time without a zone, "
        + "expected an offset or 'Z'"
    ),
    (
      "bad date", "price_eur_per_mwh,time\n1,2026-02-30T00:00:00Z\n",
      "f.csv:2:3: time is '2026-02-30T00:00:00Z', expected a time such as 2026-01-12T00:00:00Z"
    ),
    (
      "bad number", "time,price_eur_per_mwh\n2026-01-12T00:00:00Z,abc\n",
      "f.csv:2:22: price_eur_per_mwh is 'abc', expected a number"
    ),
    (
      "NaN", "time,price_eur_per_mwh\n2026-01-12T00:00:00Z,NaN\n",
      "f.csv:2:22: price_eur_per_mwh is 'NaN', expected a number"
    ),
    (
      "infinity", "time,price_eur_per_mwh\n2026-01-12T00:00:00Z,-inf\n",
      "f.csv:2:22: price_eur_per_mwh is '-inf', expected a number"
    ),
    (
      "beyond Double", "time,price_eur_per_mwh\n2026-01-12T00:00:00Z,1e999\n",
      "f.csv:2:22: price_eur_per_mwh is '1e999', expected a number"
    ),
    (
      "short row", "time,price_eur_per_mwh\n2026-01-12T00:00:00Z\n",
      "f.csv:2: the row has 1 fields, expected 2 as in the header"
    ),
    (
      "long row", "time,price_eur_per_mwh\n2026-01-12T00:00:00Z,1,2\n",
      "f.csv:2: the row has 3 fields, expected 2 as in the header"
    ),
    (
      "descending", "time,price_eur_per_mwh\n2026-01-12T01:00:00Z,1\n2026-01-12T00:00:00Z,1\n",
      "f.csv:3: 2026-01-12T00:00:00Z comes after 2026-01-12T01:00:00Z, expected ascending times"
    ),
    (
      "repeated", "time,price_eur_per_mwh\n2026-01-12T00:00:00Z,1\n2026-01-12T01:00:00+01:00,1\n",
      "f.csv:3: 2026-01-12T00:00:00Z occurs twice, first in line 2, expected it once"
    ),
    (
      "uneven",
      "time,price_eur_per_mwh\n2026-01-12T00:00:00Z,1\n2026-01-12T01:00:00Z,1\n"
        + "2026-01-12T02:00:00Z,1\n2026-01-12T02:30:00Z,1\n",
      "f.csv:5: 2026-01-12T02:30:00Z is 30 min after the row before, expected steps of 60 min"
    ),
    (
      "unclosed quote", "time,price_eur_per_mwh\n2026-01-12T00:00:00Z,\"1\n2026,2\n",
      "f.csv:2: a quoted field is never closed, expected '\"' before the end of the file"
    ),
    (
      "text after a quote", "time,price_eur_per_mwh\n2026-01-12T00:00:00Z,\"1\"2\n",
      "f.csv:2: text follows a closing quote, expected a delimiter or the end of the line"
    ),
    (
      "repeated column", "time,price_eur_per_mwh,Price_EUR_per_MWh\n",
      "f.csv:1: column 'Price_EUR_per_MWh' occurs twice, expected it once"
    ),
    (
      "two time columns", "time,utc,price_eur_per_mwh\n",
      "f.csv:1: the header has 2 time columns (time, utc), expected one"
    ),
    (
      "negative carbon", "time,carbon_g_per_kwh\n2026-01-12T00:00:00Z,-1\n",
      "f.csv:2:22: carbon_g_per_kwh is '-1', expected 0 or more"
    ),
    (
      "humidity as a fraction of more than one",
      "time,relative_humidity_percent\n"
        + "2026-01-12T00:00:00Z,101\n",
      "f.csv:2:22: relative_humidity_percent is '101', expected 0 to 100"
    ),
    (
      "malformed thousands", "time,price_eur_per_mwh\n2026-01-12T00:00:00Z,\"1,25\"\n",
      "f.csv:2:22: price_eur_per_mwh is '1,25', expected a number"
    ),
    (
      "point and comma in one file",
      "time;price_eur_per_mwh\n2026-01-12T00:00:00Z;1,5\n2026-01-12T01:00:00Z;1.500\n",
      "f.csv:3:22: price_eur_per_mwh is '1.500', "
        + "expected a number with a decimal comma as in the rows before"
    ),
  ]

  @Test(arguments: malformed.indices)
  func malformedInputIsAnErrorWithItsPlace(index: Int) throws {
    let row = Self.malformed[index]
    let error = try #require(throws: ReadingError.self, "\(row.reason)") {
      try Golden.read(text: row.text)
    }
    #expect(error.description == row.message, "\(row.reason)")
    #expect(error.kind == .malformed)
  }

  @Test func utf16IsNamed() throws {
    let error = try #require(throws: ReadingError.self) {
      try SeriesFile.read(bytes: [0xFF, 0xFE, 0x74, 0], file: "f.csv")
    }
    #expect(error.description == "f.csv: the file is UTF-16, expected UTF-8 text")
  }

  @Test func anUnknownHeaderSaysHowToNameAColumn() throws {
    let error = try #require(throws: ReadingError.self) {
      try Golden.read(text: "time,price\n")
    }
    #expect(
      error.help
        == "column 'price' names no unit as a plain CSV must, such as price_eur_per_mwh or "
        + "carbon_lifecycle_g_per_kwh")
  }
}
