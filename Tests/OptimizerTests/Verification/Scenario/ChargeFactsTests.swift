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
    #expect(facts.cost(importKW: [9, 3, 5, 1].map { Tally($0) }).value == 16)
    #expect(facts.cost(importKW: [4, 0, 0, 0].map { Tally($0) }).value == 0)
  }

  /// Of an import that panels nearly cover, and of a peak just above the one paid for, rounding is left.
  @Test(arguments: [0.0, 5])
  func aSmallCostIsAsUncertainAsWhatIsSubtracted(paidKW: Double) {
    let charge = DemandCharge(name: "m", pricePerKilowatt: 2, peakSoFar: .kilowatts(paidKW))
    let facts = Self.facts("2026-01-12T06:00:00Z", slotMinutes: 60, count: 3, charge)
    var leftKW = Tally(paidKW + 20)
    leftKW.add(-20 + 1e-14)
    let cost = facts.cost(importKW: [Tally(0), leftKW, Tally(0)])
    #expect(cost.value > 0 && cost.value < 1e-13)
    #expect(cost.admits(0) && cost.admits(3 * cost.value))
    #expect(!cost.admits(1e-3))
  }

  @Test func theLargestOfEqualImportsIsTheMostUncertain() {
    let uncertain = Tally(30) + Tally(-30)
    #expect([Tally(0), uncertain, Tally(0), Tally(-40)].largest == uncertain)
    #expect([uncertain, Tally(1)].largest == Tally(1))
    #expect([Tally]().largest == Tally())
  }

  /// On 25 October 2026 the hour from 02:00 comes twice.
  @Test func anHourThatComesTwiceIsMeteredTwice() {
    let charge = DemandCharge(name: "d", pricePerKilowatt: 1, period: .day, meteringMinutes: 60)
    let facts = Self.facts("2026-10-25T00:00:00Z", slotMinutes: 30, count: 6, charge)
    #expect(facts.periods.map(\.intervals) == [[[0, 1], [2, 3], [4, 5]]])
  }

  /// The clock shows 02:00 at the start of two slots, and then goes on.
  @Test func aSlotThatComesTwiceBeginsAnInterval() {
    let charge = DemandCharge(name: "d", pricePerKilowatt: 1, period: .day, meteringMinutes: 120)
    let hours = Self.facts("2026-10-24T22:00:00Z", slotMinutes: 60, count: 8, charge)
    #expect(hours.periods.map(\.intervals) == [[[0, 1], [2], [3, 4], [5, 6], [7]]])
    let sixHours = DemandCharge(
      name: "d", pricePerKilowatt: 1, period: .day, meteringMinutes: 360)
    let slots = Self.facts("2026-10-24T22:00:00Z", slotMinutes: 180, count: 3, sixHours)
    #expect(slots.periods.map(\.intervals) == [[[0], [1, 2]]])
  }

  /// A clock that is set forward leaves its block the shorter for it.
  @Test func anHourThatIsSkippedBeginsNoInterval() {
    let charge = DemandCharge(name: "d", pricePerKilowatt: 1, period: .day, meteringMinutes: 240)
    let facts = Self.facts("2026-03-28T23:00:00Z", slotMinutes: 60, count: 8, charge)
    #expect(facts.periods.map(\.intervals) == [[[0, 1, 2], [3, 4, 5, 6], [7]]])
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
