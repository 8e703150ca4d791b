import GridPricing

/// The days of 23 and 25 hours that a column covers, and whether it has all of their steps.
///
/// A file that drops or repeats the hour is the commonest flaw of price data in local time; whoever
/// looks at a file should see that it does not.
enum ClockChanges {
  /// One line for each such day; none where the file tells time in UTC or by a fixed offset.
  static func notes(on column: SourceColumn) -> [String] {
    guard let calendar = LocalCalendar(column.timeZone), let first = column.steps.first,
      let last = column.steps.last
    else { return [] }
    var found: [String] = []
    for edge in midnights(calendar, from: first.start, to: last.end) {
      let hours = edge.start.hours(to: edge.end)
      guard hours != 24, edge.start >= first.start, edge.end <= last.end else { continue }
      let steps = column.steps.filter { $0.start >= edge.start && $0.start < edge.end }
      let covered = steps.reduce(0) { $0 + $1.start.hours(to: $1.end) }
      found.append(
        "\(edge.date) has \(JSONText.number(hours)) hours in \(column.timeZone); the file has "
          + "\(steps.count) steps for it, \(JSONText.number(covered)) hours")
    }
    return found
  }

  /// The local days that touch a span of time.
  private static func midnights(
    _ calendar: LocalCalendar, from start: Instant, to end: Instant
  ) -> [(date: Substring, start: Instant, end: Instant)] {
    let day: Int64 = 86_400
    let civil = calendar.civilTime(at: start).seconds
    var midnight = civil - ((civil % day) + day) % day
    var days: [(date: Substring, start: Instant, end: Instant)] = []
    while days.count < mostDays {
      let from = calendar.first(CivilTime(seconds: midnight))
      if from >= end { break }
      let to = calendar.first(CivilTime(seconds: midnight + day))
      days.append((Instant(secondsSinceEpoch: midnight).description.prefix(10), from, to))
      midnight += day
    }
    return days
  }

  /// A century; nobody reads a longer list.
  private static let mostDays = 36_525
}

extension LocalCalendar {
  /// The earliest instant at which the clock shows a time; where it never does, that at which it
  /// jumps over it.
  fileprivate func first(_ time: CivilTime) -> Instant {
    switch instants(of: time) {
    case .one(let instant), .two(let instant, _): instant
    case .none: first(CivilTime(seconds: time.seconds + 3600))
    }
  }
}
