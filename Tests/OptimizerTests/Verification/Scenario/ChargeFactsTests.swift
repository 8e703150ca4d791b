import GridPricing
import Testing

@testable import Optimizer

/// Metering intervals and periods, read off the calendar.
@Suite struct ChargeFactsTests {
  private static let berlin = LocalCalendar("Europe/Berlin")!

  private static func facts(
    _ start: String, slotMinutes: Int, count: Int, _ charge: DemandCharge
  ) -> ChargeFacts {
    ChargeFacts(
      charge,
      on: Horizon(start: Instant(iso8601: start)!, slotMinutes: slotMinutes, count: count),
      in: berlin)
  }

  /// 22:00Z is 23:00 in Berlin: half an hour of January, then February.
  @Test func periodsFollowTheLocalCalendar() {
    let charge = DemandCharge(
      name: "m", pricePerKilowatt: 2, meteringMinutes: 60, peakSoFar: .kilowatts(5))
    let facts = Self.facts("2026-01-31T22:30:00Z", slotMinutes: 30, count: 4, charge)
    #expect(facts.periods.map(\.intervals) == [[[0]], [[1, 2], [3]]])
    #expect(facts.periods.map(\.peakSoFarKW) == [5, 0])
    // January: 2 × (9 − 5); February: 2 × max((3 + 5) / 2, 1).
    #expect(facts.cost(importKW: [9, 3, 5, 1]).value == 16)
    #expect(facts.cost(importKW: [4, 0, 0, 0]).value == 0)
  }

  /// On 25 October 2026 the hour from 02:00 comes twice.
  @Test func anHourThatComesTwiceIsMeteredTwice() {
    let charge = DemandCharge(name: "d", pricePerKilowatt: 1, period: .day, meteringMinutes: 60)
    let facts = Self.facts("2026-10-25T00:00:00Z", slotMinutes: 30, count: 6, charge)
    #expect(facts.periods.map(\.intervals) == [[[0, 1], [2, 3], [4, 5]]])
  }

  /// A slot that touches the window counts, others do not; a meter of three hours has two slots of it.
  @Test func onlySlotsThatTouchTheWindowCount() {
    let window = TariffWindow(stretches: [
      .init(days: [Bool](repeating: true, count: 7), minutes: 8 * 60 + 30..<10 * 60)
    ])
    let charge = DemandCharge(
      name: "d", pricePerKilowatt: 1, period: .day, meteringMinutes: 180, window: window)
    // 06:00Z is 07:00.
    let facts = Self.facts("2026-01-12T06:00:00Z", slotMinutes: 60, count: 6, charge)
    #expect(facts.periods.map(\.intervals) == [[[1], [2]]])
  }
}
