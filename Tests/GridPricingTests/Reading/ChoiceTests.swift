import Testing

@testable import GridPricing

@Suite struct ChoiceTests {
  private func file(_ header: String, _ values: String) throws -> SeriesFile {
    try Golden.read(
      text: "time,\(header)\n2026-01-12T00:00:00Z,\(values)\n2026-01-12T01:00:00Z,\(values)\n")
  }

  @Test func oneOfSeveralPricesIsPickedByColumn() throws {
    let file = try file("price_eur_per_mwh,price_usd_per_mwh", "1,2")
    #expect(try file.price(column: "PRICE_usd_per_mwh").currency == "USD")
    let several = try #require(throws: ReadingError.self) { try file.price() }
    #expect(
      several.description
        == "f.csv: the file holds several columns of price, expected `column` to name one of: "
        + "price_eur_per_mwh, price_usd_per_mwh")
    let none = try #require(throws: ReadingError.self) { try file.price(column: "x") }
    #expect(
      none.description
        == "f.csv: no price column is named 'x', expected one of: price_eur_per_mwh, "
        + "price_usd_per_mwh")
  }

  @Test func aFileWithoutTheRoleSaysWhatItHolds() throws {
    let error = try #require(throws: ReadingError.self) { try file("dry_bulb_c", "1").price() }
    #expect(
      error.description == "f.csv: the file holds no price, expected one; it holds dry_bulb_c")
  }

  @Test func anUnknownZoneListsTheZones() throws {
    let error = try #require(throws: ReadingError.self) {
      try Golden.read("entsoe/utc-areas.csv").price(zone: "NL")
    }
    #expect(
      error.description
        == "entsoe/utc-areas.csv: the file has no zone 'NL', expected one of: BZN|FR, BZN|DE-LU")
  }

  @Test func severalZonesNeedOne() throws {
    let error = try #require(throws: ReadingError.self) {
      try Golden.read("entsoe/utc-areas.csv").price()
    }
    #expect(
      error.description
        == "entsoe/utc-areas.csv: the file holds price of 2 zones, expected `zone` to name one of: "
        + "BZN|FR, BZN|DE-LU")
    #expect(error.help == "choose with zone, for example zone 'BZN|FR'")
  }

  @Test(arguments: ["DE-LU", "BZN|DE-LU", "bzn|de-lu"])
  func aZoneIsFoundWithOrWithoutItsKind(zone: String) throws {
    let price = try Golden.read("entsoe/utc-areas.csv").price(zone: zone)
    #expect(price.series.steps.map { $0.value } == [0.020, 0.021])
  }

  @Test func directAndLifecycleAreNeverGuessed() throws {
    let file = try file("carbon_direct_g_per_kwh,carbon_lifecycle_g_per_kwh", "1,2")
    let error = try #require(throws: ReadingError.self) { try file.carbon() }
    #expect(
      error.description
        == "f.csv: the file holds several carbon intensities, expected basis, factor or column to "
        + "pick one of: carbon_direct_g_per_kwh (direct), carbon_lifecycle_g_per_kwh (lifecycle)")
    #expect(try file.carbon(factor: .lifecycle).series.steps[0].value == 0.002)
    #expect(try file.carbon(column: "carbon_direct_g_per_kwh").factor == .direct)
  }

  @Test func aMarginalColumnIsNotAverage() throws {
    let file = try file("carbon_marginal_g_per_kwh", "1")
    let error = try #require(throws: ReadingError.self) { try file.carbon(basis: .average) }
    #expect(
      error.description
        == "f.csv: the file holds no average carbon intensity, expected one of: "
        + "carbon_marginal_g_per_kwh (marginal)")
    #expect(try file.carbon().basis == .marginal)
  }

  @Test func aColumnAgainstTheFactorAskedForIsAnError() throws {
    let file = try file("carbon_direct_g_per_kwh,carbon_lifecycle_g_per_kwh", "1,2")
    let error = try #require(throws: ReadingError.self) {
      try file.carbon(column: "carbon_direct_g_per_kwh", factor: .lifecycle)
    }
    #expect(
      error.description
        == "f.csv: the file holds no lifecycle carbon intensity, expected one of: "
        + "carbon_direct_g_per_kwh (direct)")
  }

  @Test func whatTheFileDoesNotSayIsTakenFromTheCallerAndNoted() throws {
    let carbon = try file("carbon_g_per_kwh", "1").carbon(basis: .average, factor: .direct)
    #expect(carbon.basis == .average)
    #expect(carbon.factor == .direct)
    #expect(
      carbon.series.provenance.notes.suffix(2) == [
        "basis 'average' as stated by the caller: the file does not say",
        "factor 'direct' as stated by the caller: the file does not say",
      ])
  }

  @Test func whatNobodySaidStaysUnknown() throws {
    let carbon = try file("carbon_g_per_kwh", "1").carbon()
    #expect(carbon.basis == nil)
    #expect(carbon.factor == nil)
  }

  @Test func aGapInAColumnThatIsNotUsedDoesNotMatter() throws {
    let file = try file("price_eur_per_mwh,carbon_g_per_kwh", "1,")
    let horizon = Horizon(
      start: Instant(iso8601: "2026-01-12T00:00:00Z")!, slotMinutes: 60, count: 2)
    #expect(
      try file.price().series.sampled(on: horizon, gaps: .none).values == [0.001, 0.001])
    #expect(throws: SeriesError.self) {
      try file.carbon().series.sampled(on: horizon, gaps: .none)
    }
  }
}
