import Testing

@testable import GridPricing

@Suite struct NESOCarbonIntensityTests {
  @Test func forecastAndActualAreTwoColumnsAndNullOrAbsentIsAGap() throws {
    let file = try Golden.read("neso/national.json")
    #expect(file.format == "NESO carbon intensity JSON")
    #expect(file.columns.map(\.name) == ["forecast", "actual"])
    #expect(file.columns[0].perThousand == [266, 270, 275])
    #expect(file.columns[1].perThousand == [263, nil, nil])
    #expect(file.columns[0].minutes == [30])
    #expect(file.columns[0].starts[0] == "2018-01-20T12:00:00Z")
    #expect(file.columns[0].basis == .average)
    #expect(file.columns[0].factor == nil)
    let error = try #require(throws: ReadingError.self) { try file.carbon() }
    #expect(
      error.description
        == "neso/national.json: the file holds several carbon intensities, expected basis, factor "
        + "or column to pick one of: forecast (average), actual (average)")
    #expect(try file.carbon(column: "actual").series.steps[0].value == 0.263)
  }

  @Test func aRegionHasItsNameAndNoActual() throws {
    let file = try Golden.read("neso/region.json")
    #expect(file.columns.map(\.zone) == ["North West England"])
    #expect(try file.carbon().series.steps.map(\.value) == [0.051, 0])
  }

  @Test func severalRegionsAreZones() throws {
    let file = try Golden.read("neso/regions.json")
    #expect(file.columns.map(\.zone) == ["North Scotland", "South Scotland"])
    #expect(try file.carbon(zone: "South Scotland").series.steps[0].value == 0.02)
  }

  static let malformed: [(reason: String, text: String, message: String)] = [
    (
      "no values", #"{"data":[]}"#,
      "f.json:1:9: the data hold no intensity, expected forecast or actual values"
    ),
    (
      "bad time", #"{"data":[{"from":"2018-01-20 12:00","to":"2018-01-20T12:30Z"}]}"#,
      "f.json:1:18: from is '2018-01-20 12:00', expected a time such as 2018-01-20T12:00Z"
    ),
    (
      "no end", #"{"data":[{"from":"2018-01-20T12:00Z"}]}"#,
      "f.json:1:10: a period has no key 'to', expected a time"
    ),
    (
      "no intensity", #"{"data":[{"from":"2018-01-20T12:00Z","to":"2018-01-20T12:30Z"}]}"#,
      "f.json:1:10: a period has no object 'intensity', expected one with forecast or actual"
    ),
    (
      "text value",
      #"{"data":[{"from":"2018-01-20T12:00Z","to":"2018-01-20T12:30Z","intensity":{"actual":"1"}}]}"#,
      "f.json:1:85: actual is a string, expected a number or null"
    ),
    (
      "null as −1",
      #"{"data":[{"from":"2018-01-20T12:00Z","to":"2018-01-20T12:30Z","intensity":{"actual":-1}}]}"#,
      "f.json:1:85: actual is -1.0, expected 0.0 or more"
    ),
    (
      "backwards",
      #"{"data":[{"from":"2018-01-20T12:30Z","to":"2018-01-20T12:00Z","intensity":{}}]}"#,
      "f.json:1:10: the period ends at 2018-01-20T12:00:00Z, "
        + "expected an end after 2018-01-20T12:30:00Z"
    ),
    (
      "unknown document", #"{"x":1}"#,
      "f.json:1:1: the document is of no known format, "
        + "expected NESO carbon intensity or Energy-Charts keys"
    ),
    (
      "cut off", #"{"data":[{"from":"2018"#,
      "f.json:1:23: a string is never closed, expected '\"' before the end of the file"
    ),
  ]

  @Test(arguments: malformed.indices)
  func malformedInputIsAnErrorWithItsPlace(index: Int) throws {
    let row = Self.malformed[index]
    let error = try #require(throws: ReadingError.self, "\(row.reason)") {
      try Golden.read(text: row.text, file: "f.json")
    }
    #expect(error.description == row.message, "\(row.reason)")
  }
}

@Suite struct EnergyChartsTests {
  @Test func pricesCarryTheirUnitAndNulls() throws {
    let file = try Golden.read("energy-charts/price.json")
    #expect(file.format == "Energy-Charts price JSON")
    #expect(file.columns[0].perThousand == [12.5, -3.25, nil, 1000])
    #expect(file.columns[0].currency == "EUR")
    #expect(file.columns[0].minutes == [60])
    #expect(file.columns[0].starts[0] == "2024-01-01T00:00:00Z")
  }

  @Test func hoursTurnIntoQuarterHoursInOctober2025() throws {
    let column = try Golden.read("energy-charts/price-change.json").columns[0]
    #expect(column.minutes == [60, 15])
    #expect(column.isUnbroken)
    #expect(column.starts[2] == "2025-09-30T22:00:00Z")
  }

  @Test func measuredAndForecastCarbonAreTwoColumns() throws {
    let file = try Golden.read("energy-charts/co2.json")
    #expect(file.columns.map(\.name) == ["co2eq", "co2eq_forecast"])
    #expect(file.columns[0].perThousand == [491.5, 497.5, 502.5, nil, nil])
    #expect(file.columns[1].perThousand == [nil, nil, nil, 505, 508])
    #expect(file.columns[0].minutes == [15])
  }

  static let malformed: [(reason: String, text: String, message: String)] = [
    (
      "no unit", #"{"unix_seconds":[0,3600],"price":[1,2]}"#,
      "f.json:1:1: the prices have no key 'unit', expected 'EUR / MWh'"
    ),
    (
      "other unit", #"{"unix_seconds":[0,3600],"price":[1,2],"unit":"ct/kWh"}"#,
      "f.json:1:47: unit is 'ct/kWh', expected 'EUR / MWh'"
    ),
    (
      "lengths differ", #"{"unix_seconds":[0,3600],"price":[1],"unit":"EUR/MWh"}"#,
      "f.json:1:34: price has 1 values, expected 2 as in unix_seconds"
    ),
    (
      "text value", #"{"unix_seconds":[0,3600],"price":[1,"2"],"unit":"EUR/MWh"}"#,
      "f.json:1:37: price is a string, expected a number or null"
    ),
    (
      "text time", #"{"unix_seconds":["0"],"price":[1],"unit":"EUR/MWh"}"#,
      "f.json:1:18: unix_seconds holds a string, expected whole seconds since 1970"
    ),
    (
      "milliseconds", #"{"unix_seconds":[1704067200000],"price":[1],"unit":"EUR/MWh"}"#,
      "f.json:1:18: unix_seconds holds a number, expected whole seconds since 1970"
    ),
    (
      "no array", #"{"unix_seconds":1,"price":[1],"unit":"EUR/MWh"}"#,
      "f.json:1:17: unix_seconds is a number, expected an array"
    ),
    (
      "nothing", #"{"unix_seconds":[],"co2eq":[]}"#,
      "f.json: the file has no rows, expected at least two"
    ),
    (
      "one value", #"{"unix_seconds":[0],"co2eq":[1]}"#,
      "f.json:1: one row does not tell the length of its step, expected at least two"
    ),
    (
      "repeated", #"{"unix_seconds":[0,0],"co2eq":[1,2]}"#,
      "f.json:1: 1970-01-01T00:00:00Z occurs twice, first in line 1, expected it once"
    ),
    (
      "neither", #"{"unix_seconds":[0,3600]}"#,
      "f.json:1:1: the document holds neither price nor co2eq values, expected some"
    ),
    (
      "negative", #"{"unix_seconds":[0,3600],"co2eq":[1,-1]}"#,
      "f.json:1:37: co2eq is -1.0, expected 0.0 or more"
    ),
  ]

  @Test(arguments: malformed.indices)
  func malformedInputIsAnErrorWithItsPlace(index: Int) throws {
    let row = Self.malformed[index]
    let error = try #require(throws: ReadingError.self, "\(row.reason)") {
      try Golden.read(text: row.text, file: "f.json")
    }
    #expect(error.description == row.message, "\(row.reason)")
  }
}
