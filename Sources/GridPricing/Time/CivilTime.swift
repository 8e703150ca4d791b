/// A date and time as a clock on the wall shows them, without a zone.
///
/// Counted in seconds as though the clock showed UTC, so that ``LocalCalendar`` can place it.
package struct CivilTime: Hashable, Comparable, Sendable {
  package var seconds: Int64

  package init(seconds: Int64) { self.seconds = seconds }

  package static func < (left: CivilTime, right: CivilTime) -> Bool { left.seconds < right.seconds }

  /// The instant at which a clock with a fixed offset from UTC shows this time.
  package func instant(utcOffsetSeconds: Int64 = 0) -> Instant {
    Instant(secondsSinceEpoch: seconds - utcOffsetSeconds)
  }

  /// Which number of `03/04/2025` is the day. A year of four digits in front is always read as
  /// year, month, day.
  package enum Order: Sendable {
    case dayFirst
    case monthFirst
  }

  /// Reads `2025/01/01 00:05:00`, `01.01.2024 00:00`, `3/4/2025 7:05`, and dates alone.
  ///
  /// Nil where the text is no such date.
  package static func parse(_ bytes: ArraySlice<UInt8>, order: Order) -> CivilTime? {
    guard let (time, end) = prefix(bytes, order: order), end == bytes.endIndex else { return nil }
    return time
  }

  /// The time at the beginning of `bytes` and where it ends.
  package static func prefix(
    _ bytes: ArraySlice<UInt8>, order: Order
  ) -> (time: CivilTime, end: Int)? {
    var cursor = bytes.startIndex
    guard let first = digits(bytes, &cursor), let separator = separator(bytes, &cursor),
      let second = digits(bytes, &cursor), cursor < bytes.endIndex, bytes[cursor] == separator
    else { return nil }
    cursor += 1
    guard let third = digits(bytes, &cursor) else { return nil }
    let (year, month, day) =
      if first.count == 4 {
        (first.value, second.value, third.value)
      } else if order == .dayFirst {
        (third.value, second.value, first.value)
      } else {
        (third.value, first.value, second.value)
      }
    guard first.count == 4 || third.count == 4, (1...12).contains(month), day >= 1,
      day <= Instant.daysInMonth(year: year, month: month)
    else { return nil }
    let days = Int64(Instant.days(year: year, month: month, day: day))
    guard let inDay = timeOfDay(bytes, &cursor) else { return nil }
    return (CivilTime(seconds: days * 86_400 + inDay), cursor)
  }

  /// Seconds since midnight; 0 where the text ends after the date.
  private static func timeOfDay(_ bytes: ArraySlice<UInt8>, _ cursor: inout Int) -> Int64? {
    guard cursor < bytes.endIndex else { return 0 }
    guard bytes[cursor] == 32 || bytes[cursor] == UInt8(ascii: "T") else { return nil }
    cursor += 1
    var parts: [Int] = []
    repeat {
      guard let part = digits(bytes, &cursor), part.count <= 2 else { return nil }
      parts.append(part.value)
      guard parts.count < 3, cursor < bytes.endIndex, bytes[cursor] == UInt8(ascii: ":") else {
        break
      }
      cursor += 1
    } while true
    guard parts.count >= 2, parts[0] < 24, parts[1] < 60, parts.count < 3 || parts[2] < 60 else {
      return nil
    }
    return Int64(parts[0] * 3600 + parts[1] * 60 + (parts.count == 3 ? parts[2] : 0))
  }

  private static func digits(
    _ bytes: ArraySlice<UInt8>, _ cursor: inout Int
  ) -> (value: Int, count: Int)? {
    let start = cursor
    var value = 0
    while cursor < bytes.endIndex, cursor - start < 4, (48...57).contains(bytes[cursor]) {
      value = value * 10 + Int(bytes[cursor] - 48)
      cursor += 1
    }
    return cursor > start ? (value, cursor - start) : nil
  }

  private static func separator(_ bytes: ArraySlice<UInt8>, _ cursor: inout Int) -> UInt8? {
    guard cursor < bytes.endIndex, [45, 46, 47].contains(bytes[cursor]) else { return nil }
    cursor += 1
    return bytes[cursor - 1]
  }
}

extension CivilTime: CustomStringConvertible {
  /// `2025-03-30 02:00:00`.
  package var description: String {
    let text = Instant(secondsSinceEpoch: seconds).description
    return String(text.dropLast().replacing("T", with: " "))
  }
}
