import Testing

@testable import GridPricing

@Suite struct WeatherSeriesTests {
  @Test func dryAndWetBulbAreKeptApart() throws {
    let weather = try Golden.read(
      text: "time,dry_bulb_c,wet_bulb_f,pressure_hpa\n2026-01-12T00:00Z,10,32,1000\n"
        + "2026-01-12T01:00Z,11,,1000\n"
    ).weather()
    #expect(weather.dryBulb?.steps.map(\.value) == [10, 11])
    #expect(weather.wetBulb?.steps.map(\.value) == [0, nil])
    #expect(weather.pressure?.steps[0].value == 100_000)
    #expect(weather.relativeHumidity == nil)
    #expect(weather.wetBulb?.provenance.notes.first == "°F converted to °C")
    #expect(weather.wetBulb?.role == "wet bulb")
  }

  @Test func aFileWithoutWeatherSaysWhatItHolds() throws {
    let error = try #require(throws: ReadingError.self) {
      try Golden.read("ercot/normal-24.csv").weather()
    }
    #expect(
      error.description
        == "ercot/normal-24.csv: the file holds no weather, expected dry_bulb_c and "
        + "relative_humidity_percent, or wet_bulb_c; it holds SettlementPointPrice of SYN_HUB, "
        + "SettlementPointPrice of SYN_ZONE")
  }

  @Test func constantsAreInBaseUnits() {
    let weather = WeatherSeries.constant(
      dryBulb: .celsius(35), relativeHumidity: .percent(40), pressure: .hectopascals(1013.25))
    #expect(weather.dryBulb?.constantValue == 35)
    #expect(weather.relativeHumidity?.constantValue == 40)
    #expect(weather.pressure?.constantValue == 101_325)
    #expect(weather.wetBulb == nil)
  }
}
