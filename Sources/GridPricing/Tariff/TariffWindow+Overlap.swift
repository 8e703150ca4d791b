extension TariffWindow {
  /// The share of each slot that lies inside, 0 to 1, by exact overlap of local time.
  ///
  /// An hour that autumn repeats counts twice, one that spring leaves out not at all.
  ///
  /// - Complexity: O(slots + days).
  package func shares(on horizon: Horizon, in calendar: LocalCalendar) -> [Double] {
    if self == .all { return [Double](repeating: 1, count: horizon.count) }
    var inside = [Int64](repeating: 0, count: horizon.count)
    for interval in intervals(from: horizon.start, to: horizon.end, in: calendar) {
      var slot = horizon.slot(containing: interval.start)
      while slot < horizon.count, horizon.edge(slot) < interval.end {
        let start = max(interval.start, horizon.edge(slot))
        let end = min(interval.end, horizon.edge(slot + 1))
        inside[slot] += end.milliseconds - start.milliseconds
        slot += 1
      }
    }
    return inside.map { Double($0) / Double(horizon.slotMilliseconds) }
  }

  /// The times inside, ascending and without overlap.
  private func intervals(
    from start: Instant, to end: Instant, in calendar: LocalCalendar
  ) -> [(start: Instant, end: Instant)] {
    let week = (0..<7).map(minutes(onDay:))
    var intervals: [(start: Instant, end: Instant)] = []
    for stretch in calendar.stretches(from: start, to: end) {
      let offset = stretch.utcOffsetSeconds * 1000
      var day = Self.day(stretch.start.milliseconds + offset)
      while day * Self.dayMilliseconds < stretch.end.milliseconds + offset {
        for minutes in week[Self.weekday(ofDay: day)] {
          let midnight = day * Self.dayMilliseconds - offset
          let from = max(stretch.start.milliseconds, midnight + Int64(minutes.lowerBound) * 60_000)
          let to = min(stretch.end.milliseconds, midnight + Int64(minutes.upperBound) * 60_000)
          if from < to {
            intervals.append((Instant(milliseconds: from), Instant(milliseconds: to)))
          }
        }
        day += 1
      }
    }
    return intervals
  }

  /// The minutes of a day of the week inside, ascending and without overlap.
  private func minutes(onDay day: Int) -> [Range<Int>] {
    var merged: [Range<Int>] = []
    let ranges = stretches.filter { $0.days[day] }.map(\.minutes)
    for range in ranges.sorted(by: { $0.lowerBound < $1.lowerBound }) where !range.isEmpty {
      if let last = merged.last, range.lowerBound <= last.upperBound {
        merged[merged.count - 1] = last.lowerBound..<max(last.upperBound, range.upperBound)
      } else {
        merged.append(range)
      }
    }
    return merged
  }

  private static let dayMilliseconds: Int64 = 86_400_000

  /// Days since 1970-01-01.
  private static func day(_ milliseconds: Int64) -> Int64 {
    let day = milliseconds / dayMilliseconds
    return milliseconds % dayMilliseconds < 0 ? day - 1 : day
  }

  /// Monday is 0; 1970-01-01 was a Thursday.
  private static func weekday(ofDay day: Int64) -> Int { Int(((day + 3) % 7 + 7) % 7) }
}

extension Tariff {
  /// What all adders together put on a kWh of import in each slot, in the objective's currency.
  package func addersPerKWh(on horizon: Horizon, in calendar: LocalCalendar) -> [Double] {
    var sum = [Double](repeating: 0, count: horizon.count)
    for adder in adders {
      let shares = adder.window.shares(on: horizon, in: calendar)
      for slot in sum.indices { sum[slot] += adder.price.perKilowattHour * shares[slot] }
    }
    return sum
  }
}
