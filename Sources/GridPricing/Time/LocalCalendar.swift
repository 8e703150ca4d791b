import Foundation

/// The clock of a place: its offset from UTC, and its days of 23, 24 and 25 hours.
///
/// ```swift
/// let berlin = LocalCalendar("Europe/Berlin")!
/// berlin.instants(of: autumn)  // .two: the repeated hour
/// ```
/// Transitions from 2000 to 2050 are found once; a look-up is then a binary search.
public struct LocalCalendar: Sendable {
  /// What a time on the wall means.
  package enum Reading: Equatable, Sendable {
    /// The hour that spring leaves out.
    case none
    case one(Instant)
    /// The hour that autumn repeats: first in summer time, then in winter time.
    case two(Instant, Instant)
  }

  /// The name in the IANA time zone database.
  public let identifier: String
  private let zone: TimeZone
  /// UTC seconds from which an offset holds, ascending.
  private let transitions: [(from: Int64, offset: Int64)]
  private static let firstKnown = Int64(Instant.days(year: 2000, month: 1, day: 1)) * 86_400
  private static let lastKnown = Int64(Instant.days(year: 2051, month: 1, day: 1)) * 86_400

  /// Nil where the IANA database has no zone of that name.
  public init?(_ identifier: String) {
    guard let zone = TimeZone(identifier: identifier) else { return nil }
    self.identifier = identifier
    self.zone = zone
    transitions = Self.transitions(of: zone)
  }

  /// Seconds to add to UTC at an instant.
  public func utcOffsetSeconds(at instant: Instant) -> Int {
    Int(offset(at: Self.seconds(of: instant)))
  }

  /// What the clock shows at an instant.
  package func civilTime(at instant: Instant) -> CivilTime {
    let seconds = Self.seconds(of: instant)
    return CivilTime(seconds: seconds + offset(at: seconds))
  }

  /// The instants at which the clock shows a time.
  package func instants(of time: CivilTime) -> Reading {
    let before = offset(at: time.seconds - 86_400)
    let after = offset(at: time.seconds + 86_400)
    let early = time.seconds - before
    if before == after { return .one(Instant(secondsSinceEpoch: early)) }
    let late = time.seconds - after
    switch (offset(at: early) == before, offset(at: late) == after) {
    case (true, true):
      return .two(Instant(secondsSinceEpoch: early), Instant(secondsSinceEpoch: late))
    case (true, false): return .one(Instant(secondsSinceEpoch: early))
    case (false, true): return .one(Instant(secondsSinceEpoch: late))
    case (false, false): return .none
    }
  }

  /// The parts of an interval over each of which the offset from UTC is the same, in order.
  package func stretches(
    from start: Instant, to end: Instant
  ) -> [(start: Instant, end: Instant, utcOffsetSeconds: Int64)] {
    var stretches: [(start: Instant, end: Instant, utcOffsetSeconds: Int64)] = []
    var cursor = start
    while cursor < end {
      let offset = offset(at: Self.seconds(of: cursor))
      var next = cursor
      while next < end, self.offset(at: Self.seconds(of: next)) == offset {
        let week = min(end, Instant(milliseconds: next.milliseconds + 7 * 86_400_000))
        next = change(from: offset, after: next, upTo: week)
      }
      stretches.append((cursor, next, offset))
      cursor = next
    }
    return stretches
  }

  /// The first instant in an interval at which another offset holds than at its start; its end
  /// where there is none.
  private func change(from offset: Int64, after start: Instant, upTo end: Instant) -> Instant {
    if self.offset(at: Self.seconds(of: end)) == offset { return end }
    var (low, high) = (start.milliseconds, end.milliseconds)
    while high - low > 1 {
      let middle = low + (high - low) / 2
      if self.offset(at: Self.seconds(of: Instant(milliseconds: middle))) == offset {
        low = middle
      } else {
        high = middle
      }
    }
    return Instant(milliseconds: high)
  }

  private static func seconds(of instant: Instant) -> Int64 {
    let milliseconds = instant.milliseconds
    return milliseconds >= 0 ? milliseconds / 1000 : (milliseconds - 999) / 1000
  }

  private func offset(at seconds: Int64) -> Int64 {
    guard seconds >= Self.firstKnown, seconds < Self.lastKnown else {
      return Self.offset(of: zone, at: seconds)
    }
    var low = 0
    var high = transitions.count
    while low < high {
      let middle = (low + high) / 2
      if transitions[middle].from <= seconds { low = middle + 1 } else { high = middle }
    }
    return transitions[low - 1].offset
  }

  private static func offset(of zone: TimeZone, at seconds: Int64) -> Int64 {
    Int64(zone.secondsFromGMT(for: Date(timeIntervalSince1970: Double(seconds))))
  }

  /// Looks once a week and bisects where the offset changed.
  private static func transitions(of zone: TimeZone) -> [(from: Int64, offset: Int64)] {
    var found = [(from: firstKnown, offset: offset(of: zone, at: firstKnown))]
    for week in stride(from: firstKnown, to: lastKnown, by: 7 * 86_400) {
      let next = min(week + 7 * 86_400, lastKnown)
      let after = offset(of: zone, at: next)
      guard after != found[found.count - 1].offset else { continue }
      var (low, high) = (week, next)
      while high - low > 1 {
        let middle = low + (high - low) / 2
        if offset(of: zone, at: middle) == after { high = middle } else { low = middle }
      }
      found.append((high, after))
    }
    return found
  }
}
