import Testing

@testable import GridPricing

private func horizon(_ start: String, minutes: Int, count: Int) -> Horizon {
  Horizon(start: Instant(iso8601: start)!, slotMinutes: minutes, count: count)
}

@Suite struct TariffWindowTests {
  private let berlin = LocalCalendar("Europe/Berlin")!

  // MARK: Text

  @Test(arguments: [
    ("all", "all"), ("weekdays 08:00-20:00", "weekdays 08:00-20:00"),
    ("weekends", "weekends 00:00-24:00"), ("sat,sun 00:00-24:00", "weekends 00:00-24:00"),
    ("mon-fri 8:00-9:30", "weekdays 08:00-09:30"), ("all 22:00-24:00", "all 22:00-24:00"),
    ("Mon, Wed-Fri 06:15-07:00", "mon,wed,thu,fri 06:15-07:00"),
    ("sat-mon 00:00-01:00", "mon,sat,sun 00:00-01:00"),
    (
      " weekdays 08:00-12:00 ;weekdays,sat 13:00-20:00 ",
      "weekdays 08:00-12:00; mon,tue,wed,thu,fri,sat 13:00-20:00"
    ),
  ])
  func textIsReadAndWrittenBack(text: String, canonical: String) throws {
    let window = try TariffWindow(text)
    #expect(window.description == canonical)
    #expect(try TariffWindow(window.description) == window)
  }

  @Test(arguments: [
    ("", "a part is empty"), ("weekdays 08:00-20:00;", "a part is empty"),
    ("08:00-20:00", "'08:00-20:00' stands without days"),
    ("weekday 08:00-20:00", "'weekday' is no day"), ("mon-", "'mon-' is no day"),
    ("mon-tue-wed", "'mon-tue-wed' is no day"), ("mon,,tue", "'' is no day"),
    ("weekdays 08:00", "'08:00' are no hours"), ("all 8-20", "'8-20' are no hours"),
    ("all 08:00-24:01", "'08:00-24:01' are no hours"),
    ("all 08:60-20:00", "'08:60-20:00' are no hours"),
    ("all 22:00-06:00", "'22:00-06:00' ends before it begins"),
    ("all 08:00-08:00", "'08:00-08:00' ends before it begins"),
  ])
  func whatIsNoWindowIsNamed(text: String, problem: String) {
    let error = #expect(throws: TariffWindowError.self) { try TariffWindow(text) }
    #expect(error?.problem == problem)
  }

  // MARK: Overlap

  @Test func slotsCountByTheShareInside() throws {
    // Friday 07:00 to 11:00 and 19:00 local: the window opens at 08:20.
    let window = try TariffWindow("weekdays 08:20-19:30")
    let day = horizon("2026-01-16T06:00:00Z", minutes: 60, count: 14)
    let shares = window.shares(on: day, in: berlin)
    #expect(shares == [0, 2.0 / 3] + Array(repeating: 1, count: 10) + [0.5, 0])
  }

  @Test func overlappingPartsCountOnce() throws {
    let window = try TariffWindow("all 08:00-10:00; fri 09:00-11:00; fri 08:30-09:00")
    let day = horizon("2026-01-16T06:00:00Z", minutes: 60, count: 5)
    #expect(window.shares(on: day, in: berlin) == [0, 1, 1, 1, 0])
  }

  @Test func theSpringHourThatIsLeftOutCountsNothing() throws {
    // Sunday 2026-03-29: 01:59 is followed by 03:00.
    let sunday = horizon("2026-03-28T23:00:00Z", minutes: 60, count: 23)
    let whole = try TariffWindow("sun").shares(on: sunday, in: berlin)
    #expect(whole == Array(repeating: 1, count: 23))
    let night = try TariffWindow("all 01:30-03:30").shares(on: sunday, in: berlin)
    #expect(night == [0, 0.5, 0.5] + Array(repeating: 0, count: 20))
    #expect(
      try TariffWindow("all 02:00-03:00").shares(on: sunday, in: berlin).allSatisfy { $0 == 0 })
  }

  @Test func theAutumnHourThatIsRepeatedCountsTwice() throws {
    let sunday = horizon("2026-10-24T22:00:00Z", minutes: 60, count: 26)
    let whole = try TariffWindow("sun").shares(on: sunday, in: berlin)
    #expect(whole == Array(repeating: 1, count: 25) + [0])
    let night = try TariffWindow("all 02:15-03:15").shares(on: sunday, in: berlin)
    #expect(night == [0, 0, 0.75, 0.75, 0.25] + Array(repeating: 0, count: 21))
  }

  @Test func aSlotOverAChangeOfTheClockIsCutThere() throws {
    // 24 hours from midnight local, of which spring leaves 23 in the day.
    let days = horizon("2026-03-28T23:00:00Z", minutes: 1440, count: 2)
    let shares = try TariffWindow("sun").shares(on: days, in: berlin)
    #expect(shares == [23.0 / 24, 0])
  }

  @Test func zonesBesideTheFullHourAreKept() throws {
    let kolkata = LocalCalendar("Asia/Kolkata")!  // UTC+05:30
    let morning = horizon("2026-01-12T02:00:00Z", minutes: 60, count: 3)
    let shares = try TariffWindow("mon 08:00-24:00").shares(on: morning, in: kolkata)
    #expect(shares == [0.5, 1, 1])
    let kathmandu = LocalCalendar("Asia/Kathmandu")!  // UTC+05:45
    #expect(try TariffWindow("mon 08:00-24:00").shares(on: morning, in: kathmandu) == [0.75, 1, 1])
  }

  @Test func theWeekOfTheLocalDayDecides() throws {
    // Sunday 20:00 UTC is Monday in Auckland.
    let auckland = LocalCalendar("Pacific/Auckland")!
    let evening = horizon("2026-01-11T20:00:00Z", minutes: 60, count: 1)
    #expect(try TariffWindow("mon").shares(on: evening, in: auckland) == [1])
    #expect(try TariffWindow("mon").shares(on: evening, in: berlin) == [0])
  }

  @Test func timesBefore1970Count() throws {
    let moonday = horizon("1969-07-21T00:00:00Z", minutes: 60, count: 24)
    let utc = LocalCalendar("UTC")!
    #expect(try TariffWindow("mon").shares(on: moonday, in: utc).allSatisfy { $0 == 1 })
  }

  @Test func addersSumByTheirShares() throws {
    let tariff = Tariff(adders: [
      EnergyAdder(name: "levy", price: .perMegawattHour(20)),
      EnergyAdder(
        name: "network", price: .perMegawattHour(8), window: try TariffWindow("mon 08:30-12:00")),
      EnergyAdder(
        name: "rebate", price: .perMegawattHour(-4), window: try TariffWindow("mon 09:00-10:00")),
    ])
    let morning = horizon("2026-01-12T07:00:00Z", minutes: 60, count: 3)
    #expect(tariff.addersPerKWh(on: morning, in: berlin) == [0.024, 0.024, 0.028])
  }
}
