import GridPricing

/// When a demand charge meters, as the slots of the horizon see it.
struct ChargeFacts {
  let name: String
  let perKW: Double
  /// The calendar periods in which slots count, in order.
  private(set) var periods: [Period] = []

  /// A calendar day, month or year.
  struct Period {
    /// The peak that is already paid for.
    let peakSoFarKW: Double
    /// The slots of each metering interval.
    var intervals: [[Int]] = []
  }

  /// Goes through the slots in order. A slot counts where it touches the window; the interval is the
  /// block of the local clock in which it starts, counted from midnight. A clock that is set back
  /// begins a new block.
  init(_ charge: DemandCharge, on horizon: Horizon, in calendar: LocalCalendar) {
    name = charge.name
    perKW = charge.pricePerKilowatt
    let slotSeconds = 60 * Int64(horizon.slotMinutes)
    let meteringSeconds = charge.meteringMinutes.map { 60 * Int64($0) } ?? slotSeconds
    let isOneSlot = meteringSeconds == slotSeconds
    let shares = charge.window.shares(on: horizon, in: calendar)
    let clock = (0..<horizon.count).map { LocalClock(horizon.edge($0), calendar) }
    let firstPeriod = clock[0].number(of: charge.period)
    var latestPeriod: Int?
    var latestBlock: Block?
    var setBacks = 0
    for slot in 0..<horizon.count {
      if slot > 0, clock[slot].seconds - clock[slot - 1].seconds < slotSeconds { setBacks += 1 }
      guard shares[slot] > 0 else { continue }
      let block = Block(
        day: clock[slot].day, number: clock[slot].second / meteringSeconds,
        occurrence: isOneSlot ? slot : setBacks)
      if block == latestBlock {
        let last = periods.count - 1
        periods[last].intervals[periods[last].intervals.count - 1].append(slot)
        continue
      }
      latestBlock = block
      let number = clock[slot].number(of: charge.period)
      if number != latestPeriod {
        let paidKW = number == firstPeriod ? charge.peakSoFar.kilowatts : 0
        periods.append(Period(peakSoFarKW: paidKW))
        latestPeriod = number
      }
      periods[periods.count - 1].intervals.append([slot])
    }
  }

  /// One metering interval; `occurrence` tells apart those of a repeated hour.
  private struct Block: Equatable {
    var day: Int64
    var number: Int64
    var occurrence: Int
  }

  /// perKW × max(0, peak − peak so far) for each period; the peak is the highest mean import over an
  /// interval. As uncertain as all that is subtracted on the way.
  func cost(importKW: [Tally]) -> Tally {
    periods.reduce(Tally()) { cost, period in
      let means = period.intervals.map { slots in
        slots.reduce(Tally()) { $0 + importKW[$1] } * (1 / Double(slots.count))
      }
      var excessKW = means.largest
      excessKW.add(-period.peakSoFarKW)
      return cost + excessKW.clamped(atLeast: 0) * perKW
    }
  }
}

/// What the local clock shows.
private struct LocalClock {
  /// Days since 1970-01-01.
  let day: Int64
  /// Seconds since midnight.
  let second: Int64

  init(_ instant: Instant, _ calendar: LocalCalendar) {
    let seconds = calendar.civilTime(at: instant).seconds
    second = (seconds % 86_400 + 86_400) % 86_400
    day = (seconds - second) / 86_400
  }

  /// Seconds since 1970-01-01, as though it showed UTC.
  var seconds: Int64 { 86_400 * day + second }

  /// A number that tells one calendar period from the next.
  func number(of period: CalendarPeriod) -> Int {
    let date = Instant.civil(fromDays: Int(day))
    return switch period {
    case .day: Int(day)
    case .month: date.year * 12 + date.month
    case .year: date.year
    }
  }
}
