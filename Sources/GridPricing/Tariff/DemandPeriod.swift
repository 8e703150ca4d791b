/// A calendar period of a demand charge as the slots of a horizon see it.
///
/// Its cost is `perKW · max(0, peak − peakSoFar)`, where the peak is the highest mean import over one
/// metering interval.
package struct DemandPeriod: Equatable, Sendable {
  /// What has been paid for already; 0 for all but the first period that the horizon touches.
  package let peakSoFarKW: Double
  /// The slots that count, interval after interval, ascending.
  package private(set) var slots: [Int] = []
  /// Where each interval begins in `slots`, and where the last one ends.
  private var bounds = [0]

  package init(peakSoFarKW: Double, intervals: [[Int]] = []) {
    self.peakSoFarKW = peakSoFarKW
    for interval in intervals {
      slots += interval
      bounds.append(slots.count)
    }
  }

  package var intervalCount: Int { bounds.count - 1 }

  /// The slots of a metering interval, ascending; never empty.
  package func interval(_ index: Int) -> ArraySlice<Int> {
    slots[bounds[index]..<bounds[index + 1]]
  }

  /// The highest mean import over one interval; `importKW` has one value per slot of the horizon.
  package func peakKW(ofImport importKW: [Double]) -> Double {
    var peak = 0.0
    for index in 0..<intervalCount {
      let members = interval(index)
      let sum = members.reduce(0) { $0 + importKW[$1] }
      peak = max(peak, sum / Double(members.count))
    }
    return peak
  }

  /// Puts a slot into the last interval, or begins a new one with it.
  fileprivate mutating func append(_ slot: Int, beginsInterval: Bool) {
    if beginsInterval { bounds.append(bounds[bounds.count - 1]) }
    slots.append(slot)
    bounds[bounds.count - 1] += 1
  }
}

extension DemandCharge {
  /// What an import costs in a period, in the currency of the objective.
  package func cost(of period: DemandPeriod, importKW: [Double]) -> Double {
    pricePerKilowatt * max(0, period.peakKW(ofImport: importKW) - period.peakSoFarKW)
  }

  /// The calendar periods in which a slot of the horizon counts, in order.
  ///
  /// A slot counts if it touches the window. A metering interval is a block of `meteringMinutes` on
  /// the local clock, counted from midnight, and holds the slots that start in it; where the clock
  /// is set back, a new block begins. An interval belongs to the period of its first slot.
  ///
  /// - Precondition: `meteringMinutes`, where given, is a multiple of the slot.
  package func periods(on horizon: Horizon, in calendar: LocalCalendar) -> [DemandPeriod] {
    let metering = meteringMinutes ?? horizon.slotMinutes
    precondition(
      metering > 0 && metering % horizon.slotMinutes == 0,
      "metering of \(metering) min is no multiple of a slot of \(horizon.slotMinutes) min")
    let shares = window.shares(on: horizon, in: calendar)
    let first = LocalSlot(horizon.start, calendar)
    let firstPeriod = first.number(of: period)
    var periods: [(number: Int, period: DemandPeriod)] = []
    var (previous, block, filled) = (first, 0, -1)
    for slot in 0..<horizon.count {
      let local = LocalSlot(horizon.edge(slot), calendar)
      if !local.follows(previous, of: horizon.slotMinutes, inBlockOf: metering) { block += 1 }
      previous = local
      guard shares[slot] > 0 else { continue }
      let number = local.number(of: period)
      if filled != block, periods.last?.number != number {
        let paid = number == firstPeriod ? peakSoFar.kilowatts : 0
        periods.append((number, DemandPeriod(peakSoFarKW: paid)))
      }
      periods[periods.count - 1].period.append(slot, beginsInterval: filled != block)
      filled = block
    }
    return periods.map(\.period)
  }
}

/// When a slot starts on the local clock.
private struct LocalSlot {
  /// As though the clock showed UTC.
  let seconds: Int64
  let day: Int64

  init(_ instant: Instant, _ calendar: LocalCalendar) {
    seconds = calendar.civilTime(at: instant).seconds
    day = seconds >= 0 ? seconds / 86_400 : (seconds - 86_399) / 86_400
  }

  /// Whether the clock went on for a slot since another one started, in the same block of the day.
  func follows(_ other: LocalSlot, of slotMinutes: Int, inBlockOf minutes: Int) -> Bool {
    func block(_ slot: LocalSlot) -> Int64 {
      (slot.seconds - slot.day * 86_400) / Int64(minutes * 60)
    }
    let isSetBack = seconds - other.seconds < 60 * Int64(slotMinutes)
    return day == other.day && block(self) == block(other) && !isSetBack
  }

  /// A number that differs from period to period and ascends.
  func number(of period: CalendarPeriod) -> Int {
    let date = Instant.civil(fromDays: Int(day))
    return switch period {
    case .day: Int(day)
    case .month: date.year * 12 + date.month
    case .year: date.year
    }
  }
}
