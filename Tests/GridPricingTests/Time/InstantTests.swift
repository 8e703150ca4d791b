import GridPricing
import Testing

@Suite struct InstantTests {
  @Test(arguments: [
    ("2026-01-12T00:00:00Z", "2026-01-12T00:00:00Z"),
    ("2026-01-12T01:00+01:00", "2026-01-12T00:00:00Z"),
    ("2026-01-12 01:00:00+0100", "2026-01-12T00:00:00Z"),
    ("2026-01-11T19:30:00.250-04:30", "2026-01-12T00:00:00.250Z"),
    ("2024-02-29T24:00:00z", "2024-03-01T00:00:00Z"),
    ("1969-12-31T23:59:59.999Z", "1969-12-31T23:59:59.999Z"),
    ("0001-01-01T00:00:00Z", "0001-01-01T00:00:00Z"),
    ("2024-01-01T08:00:00-00:00", "2024-01-01T08:00:00Z"),
  ])
  func instantsAreReadAndWrittenInUTC(text: String, written: String) {
    #expect(Instant(iso8601: text)?.description == written)
  }

  @Test(arguments: [
    "", "2026-01-12", "2026-01-12T00:00:00", "2025-02-29T00:00:00Z", "2026-13-01T00:00:00Z",
    "2026-01-12T25:00:00Z", "2026-01-12T24:00:01Z", "2026-01-12T00:60:00Z", "2026-01-12T00:00:00ZZ",
    "26-01-12T00:00:00Z", "2026-01-12T00:00:00.Z", "2026-01-12T00:00:00+1",
  ])
  func anythingElseIsNil(text: String) {
    #expect(Instant(iso8601: text) == nil)
  }

  @Test func hoursAreExactToTheMillisecond() {
    let start = Instant(milliseconds: 0)
    #expect(start.advanced(byHours: 1.5).milliseconds == 5_400_000)
    #expect(start.hours(to: start.advanced(byHours: -2)) == -2)
  }
}

@Suite struct HorizonTests {
  private let horizon = Horizon(
    start: Instant(iso8601: "2026-01-12T00:00:00Z")!, slotMinutes: 15, count: 8)

  @Test func edgesCountFromTheStart() {
    #expect(horizon.edge(4).description == "2026-01-12T01:00:00Z")
    #expect(horizon.end.description == "2026-01-12T02:00:00Z")
    #expect(horizon.slotHours == 0.25)
  }

  @Test(arguments: [(0, 0, 0), (1, 1, 0), (15 * 60_000, 1, 1), (-1, 0, -1), (-900_001, -1, -2)])
  func instantsFindTheirSlotsAlsoOutside(offset: Int64, edge: Int, slot: Int) {
    let instant = Instant(milliseconds: horizon.start.milliseconds + offset)
    #expect(horizon.firstEdge(notBefore: instant) == edge)
    #expect(horizon.slot(containing: instant) == slot)
  }
}
