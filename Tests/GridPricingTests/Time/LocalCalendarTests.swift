import Testing

@testable import GridPricing

private func civil(_ text: String) -> CivilTime {
  CivilTime.parse(Array(text.utf8)[...], order: .dayFirst)!
}

private func instant(_ text: String) -> Instant { Instant(iso8601: text)! }

@Suite struct LocalCalendarTests {
  private let berlin = LocalCalendar("Europe/Berlin")!

  @Test func ordinaryTimesHaveOneInstant() {
    #expect(
      berlin.instants(of: civil("2026-01-12 01:00")) == .one(instant("2026-01-12T00:00:00Z")))
    #expect(
      berlin.instants(of: civil("2026-07-12 02:00")) == .one(instant("2026-07-12T00:00:00Z")))
  }

  @Test func springLeavesOutAnHour() {
    #expect(
      berlin.instants(of: civil("2024-03-31 01:59")) == .one(instant("2024-03-31T00:59:00Z")))
    #expect(berlin.instants(of: civil("2024-03-31 02:00")) == .none)
    #expect(berlin.instants(of: civil("2024-03-31 02:59:59")) == .none)
    #expect(
      berlin.instants(of: civil("2024-03-31 03:00")) == .one(instant("2024-03-31T01:00:00Z")))
  }

  @Test func autumnRepeatsAnHour() {
    #expect(
      berlin.instants(of: civil("2024-10-27 02:30"))
        == .two(instant("2024-10-27T00:30:00Z"), instant("2024-10-27T01:30:00Z")))
    #expect(
      berlin.instants(of: civil("2024-10-27 03:00")) == .one(instant("2024-10-27T02:00:00Z")))
  }

  @Test(arguments: [
    ("2000-01-01 00:00", "1999-12-31T23:00:00Z"), ("1995-07-01 00:00", "1995-06-30T22:00:00Z"),
    ("2049-07-01 00:00", "2049-06-30T22:00:00Z"),
  ])
  func yearsNearAndBeyondTheTableAreRead(local: String, utc: String) {
    #expect(berlin.instants(of: civil(local)) == .one(instant(utc)))
  }

  @Test func clocksAreReadBothWays() {
    #expect(berlin.utcOffsetSeconds(at: instant("2024-03-31T00:59:59Z")) == 3600)
    #expect(berlin.utcOffsetSeconds(at: instant("2024-03-31T01:00:00Z")) == 7200)
    #expect(berlin.civilTime(at: instant("2024-03-31T01:00:00Z")) == civil("2024-03-31 03:00"))
  }

  @Test func zonesWithoutDaylightSavingAndSouthernOnesAreRead() {
    let brisbane = LocalCalendar("Australia/Brisbane")!
    #expect(
      brisbane.instants(of: civil("2025-10-05 02:30")) == .one(instant("2025-10-04T16:30:00Z")))
    let sydney = LocalCalendar("Australia/Sydney")!
    #expect(sydney.instants(of: civil("2025-10-05 02:30")) == .none)
  }

  @Test func anUnknownZoneIsNil() {
    #expect(LocalCalendar("Europe/Atlantis") == nil)
  }
}

@Suite struct CivilTimeTests {
  @Test(arguments: [
    ("2025/01/02 00:05:00", "2025-01-02 00:05:00"), ("02.01.2025 00:05", "2025-01-02 00:05:00"),
    ("2/1/2025 7:05", "2025-01-02 07:05:00"), ("2025-01-02", "2025-01-02 00:00:00"),
    ("2025-01-02T23:59:59", "2025-01-02 23:59:59"),
  ])
  func dayFirstDatesAreRead(text: String, expected: String) {
    #expect(
      CivilTime.parse(Array(text.utf8)[...], order: .dayFirst)?.description == expected)
  }

  @Test func monthFirstDatesAreRead() {
    #expect(
      CivilTime.parse(Array("3/8/2026".utf8)[...], order: .monthFirst)?.description
        == "2026-03-08 00:00:00")
  }

  @Test(arguments: [
    "", "2025", "1/2/25", "2025-02-29", "2025-01-02 24:00", "2025-01-02 7", "2025-01-02 07:60",
    "2025/01-02", "2025-01-02 07:05x", "2025-00-01", "2025-01-00", "12:00",
  ])
  func anythingElseIsNil(text: String) {
    #expect(CivilTime.parse(Array(text.utf8)[...], order: .dayFirst) == nil)
  }
}
