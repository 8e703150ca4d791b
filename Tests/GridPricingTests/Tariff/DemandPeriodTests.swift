import Testing

@testable import GridPricing

private func horizon(_ start: String, minutes: Int, count: Int) -> Horizon {
  Horizon(start: Instant(iso8601: start)!, slotMinutes: minutes, count: count)
}

extension DemandPeriod {
  fileprivate var intervals: [[Int]] { (0..<intervalCount).map { Array(interval($0)) } }
}

@Suite struct DemandPeriodTests {
  private let berlin = LocalCalendar("Europe/Berlin")!
  private let utc = LocalCalendar("UTC")!

  private func charge(
    _ period: CalendarPeriod, metering: Int? = nil, paid: Double = 0, window: String = "all"
  ) throws -> DemandCharge {
    DemandCharge(
      name: "peak", pricePerKilowatt: 12, period: period, meteringMinutes: metering,
      peakSoFar: .kilowatts(paid), window: try TariffWindow(window))
  }

  @Test func eachSlotIsAnIntervalUnlessSaid() throws {
    let day = horizon("2026-01-12T00:07:00Z", minutes: 15, count: 4)
    let periods = try charge(.month, paid: 50).periods(on: day, in: berlin)
    #expect(periods == [DemandPeriod(peakSoFarKW: 50, intervals: [[0], [1], [2], [3]])])
  }

  @Test func intervalsFollowTheClockAlsoWhereTheHorizonBeginsInsideOne() throws {
    let morning = horizon("2026-01-12T08:45:00Z", minutes: 15, count: 6)
    let periods = try charge(.day, metering: 60).periods(on: morning, in: berlin)
    #expect(periods == [DemandPeriod(peakSoFarKW: 0, intervals: [[0], [1, 2, 3, 4], [5]])])
  }

  @Test func intervalsFollowTheClockOfHalfHourZones() throws {
    let kolkata = LocalCalendar("Asia/Kolkata")!
    let morning = horizon("2026-01-12T08:00:00Z", minutes: 30, count: 4)  // 13:30 local
    let periods = try charge(.day, metering: 60).periods(on: morning, in: kolkata)
    #expect(periods[0].intervals == [[0], [1, 2], [3]])
  }

  @Test func onlySlotsThatTouchTheWindowCount() throws {
    // 08:30 to 08:40 touches the second half-hour alone.
    let morning = horizon("2026-01-12T07:00:00Z", minutes: 30, count: 6)
    let periods = try charge(.day, metering: 60, window: "mon 08:30-08:40; mon 10:00-11:00")
      .periods(on: morning, in: berlin)
    #expect(periods[0].intervals == [[1], [4, 5]])
  }

  @Test func aWindowMayLeaveAHoleInAnInterval() throws {
    let morning = horizon("2026-01-12T07:00:00Z", minutes: 15, count: 4)
    let periods = try charge(.day, metering: 60, window: "all 08:00-08:15; all 08:45-09:00")
      .periods(on: morning, in: berlin)
    #expect(periods[0].intervals == [[0, 3]])
  }

  @Test func periodsAreThoseOfTheLocalCalendar() throws {
    // 23:00 UTC on the last of January is February in Berlin.
    let edge = horizon("2026-01-31T22:00:00Z", minutes: 60, count: 3)
    let month = try charge(.month, paid: 7).periods(on: edge, in: berlin)
    #expect(month.map(\.intervals) == [[[0]], [[1], [2]]])
    #expect(month.map(\.peakSoFarKW) == [7, 0])
    #expect(try charge(.month).periods(on: edge, in: utc).map(\.intervals) == [[[0], [1]], [[2]]])
    #expect(try charge(.year).periods(on: edge, in: berlin).count == 1)
    let newYear = horizon("2025-12-31T21:00:00Z", minutes: 60, count: 4)
    #expect(
      try charge(.year).periods(on: newYear, in: berlin).map(\.intervals) == [
        [[0], [1]], [[2], [3]],
      ])
    #expect(try charge(.day).periods(on: newYear, in: utc).map(\.intervals.count) == [3, 1])
  }

  @Test func whatIsPaidBelongsToTheFirstPeriodAlsoWhereNoSlotOfItCounts() throws {
    // Saturday 31 January and Monday 2 February 2026.
    let days = horizon("2026-01-30T23:00:00Z", minutes: 1440, count: 3)
    let periods = try charge(.month, paid: 400, window: "mon").periods(on: days, in: berlin)
    #expect(periods == [DemandPeriod(peakSoFarKW: 0, intervals: [[2]])])
  }

  @Test func anIntervalBelongsToThePeriodOfItsFirstSlot() throws {
    // Blocks of 7 hours from midnight; the last of the day has 3 hours and ends with it.
    let evening = horizon("2026-01-31T18:00:00Z", minutes: 60, count: 8)
    let periods = try charge(.month, metering: 420).periods(on: evening, in: utc)
    #expect(periods.map(\.intervals) == [[[0, 1, 2], [3, 4, 5]], [[6, 7]]])
  }

  @Test func theSpringDayHas23Hours() throws {
    let sunday = horizon("2026-03-28T23:00:00Z", minutes: 60, count: 23)
    let periods = try charge(.day, metering: 120).periods(on: sunday, in: berlin)
    // 02:00 does not exist: its block holds 03:00 alone.
    #expect(periods.count == 1)
    #expect(periods[0].intervals.prefix(3) == [[0, 1], [2], [3, 4]])
    #expect(periods[0].intervalCount == 12)
    #expect(
      try charge(.day, metering: 240).periods(on: sunday, in: berlin)[0].intervals.prefix(2) == [
        [0, 1, 2], [3, 4, 5, 6],
      ])
  }

  @Test func theRepeatedAutumnHourIsAnIntervalOfItsOwn() throws {
    let sunday = horizon("2026-10-24T22:00:00Z", minutes: 15, count: 100)
    let hourly = try charge(.day, metering: 60).periods(on: sunday, in: berlin)
    #expect(hourly.count == 1)
    #expect(hourly[0].intervalCount == 25)
    #expect(hourly[0].intervals.allSatisfy { $0.count == 4 })
    // 02:00 to 03:00 in summer time, then 02:00 to 04:00 in winter time.
    let twoHours = try charge(.day, metering: 120).periods(on: sunday, in: berlin)
    #expect(twoHours[0].intervals.map(\.count).prefix(4) == [8, 4, 8, 8])
  }

  /// Slots of one hour: the clock shows 02:00 twice, and is never behind.
  @Test func aRepeatedSlotBeginsAnInterval() throws {
    let sunday = horizon("2026-10-24T22:00:00Z", minutes: 60, count: 8)
    let periods = try charge(.day, metering: 120).periods(on: sunday, in: berlin)
    #expect(periods.map(\.intervals) == [[[0, 1], [2], [3, 4], [5, 6], [7]]])
  }

  /// Slots of three hours: the change lies inside the first one.
  @Test func aClockThatIsSetBackWithinASlotBeginsAnInterval() throws {
    let sunday = horizon("2026-10-24T22:00:00Z", minutes: 180, count: 3)
    let periods = try charge(.day, metering: 360).periods(on: sunday, in: berlin)
    #expect(periods.map(\.intervals) == [[[0], [1, 2]]])
  }

  @Test func theDearestIntervalIsPaidAboveWhatWasPaid() throws {
    let morning = horizon("2026-01-12T08:00:00Z", minutes: 30, count: 4)
    let charge = try charge(.month, metering: 60, paid: 100)
    let period = charge.periods(on: morning, in: berlin)[0]
    let importKW = [300.0, 0, 110, 120]
    #expect(period.peakKW(ofImport: importKW) == 150)
    #expect(charge.cost(of: period, importKW: importKW) == 600)
    #expect(charge.cost(of: period, importKW: [90, 100, 100, 100]) == 0)
  }
}
