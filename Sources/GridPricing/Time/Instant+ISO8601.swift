extension Instant: CustomStringConvertible {
  /// Reads `2026-01-12T00:00:00Z`, `2026-01-12T01:00+01:00` or `2026-01-12 00:00:00.250Z`.
  ///
  /// Nil where the text is no such date or has no zone: a local time is never guessed.
  public init?(iso8601 text: some StringProtocol) {
    guard let parsed = Self.parse(ArraySlice(text.utf8)) else { return nil }
    self = parsed
  }

  /// UTC with `Z`, milliseconds only where they are not zero.
  public var description: String {
    var text: [UInt8] = []
    text.reserveCapacity(24)
    write(to: &text)
    return String(decoding: text, as: UTF8.self)
  }

  /// Appends the description, for writers that build no string per instant.
  package func write(to text: inout [UInt8]) {
    func write(_ value: Int, places: Int, then mark: Unicode.Scalar) {
      var place = places == 4 ? 1000 : places == 3 ? 100 : 10
      while place > 0 {
        text.append(UInt8(truncatingIfNeeded: 48 + value / place % 10))
        place /= 10
      }
      text.append(UInt8(ascii: mark))
    }
    let day = Self.floorDivide(milliseconds, 86_400_000)
    let inDay = Int(milliseconds - day * 86_400_000)
    let (year, month, dayOfMonth) = Self.civil(fromDays: Int(day))
    if (0...9999).contains(year) {
      write(year, places: 4, then: "-")
    } else {
      let digits = String(year)
      text += Array((String(repeating: "0", count: max(0, 4 - digits.count)) + digits + "-").utf8)
    }
    write(month, places: 2, then: "-")
    write(dayOfMonth, places: 2, then: "T")
    write(inDay / 3_600_000, places: 2, then: ":")
    write(inDay / 60_000 % 60, places: 2, then: ":")
    let fraction = inDay % 1000
    write(inDay / 1000 % 60, places: 2, then: fraction == 0 ? "Z" : ".")
    if fraction != 0 { write(fraction, places: 3, then: "Z") }
  }

  /// Days since 1970-01-01 of a date in the proleptic Gregorian calendar.
  ///
  /// Howard Hinnant, "chrono-compatible low-level date algorithms" (public method).
  package static func days(year: Int, month: Int, day: Int) -> Int {
    let shifted = month <= 2 ? year - 1 : year
    let era = (shifted >= 0 ? shifted : shifted - 399) / 400
    let yearOfEra = shifted - era * 400
    let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
    return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
  }

  /// The inverse of ``days(year:month:day:)``.
  package static func civil(fromDays days: Int) -> (year: Int, month: Int, day: Int) {
    let z = days + 719_468
    let era = (z >= 0 ? z : z - 146_096) / 146_097
    let dayOfEra = z - era * 146_097
    let yearOfEra =
      (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shiftedMonth = (5 * dayOfYear + 2) / 153
    let month = shiftedMonth + (shiftedMonth < 10 ? 3 : -9)
    let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
    return (year, month, dayOfYear - (153 * shiftedMonth + 2) / 5 + 1)
  }

  package static func daysInMonth(year: Int, month: Int) -> Int {
    switch month {
    case 2: (year % 4 == 0 && year % 100 != 0) || year % 400 == 0 ? 29 : 28
    case 4, 6, 9, 11: 30
    default: 31
    }
  }

  /// The parser proper, over bytes, for readers that never build a string per cell.
  package static func parse(_ bytes: ArraySlice<UInt8>) -> Instant? {
    var cursor = DateCursor(bytes: bytes)
    guard let date = cursor.date(), let milliseconds = cursor.time(),
      let zone = cursor.zone(), cursor.isAtEnd
    else { return nil }
    return Instant(milliseconds: Int64(date) * 86_400_000 + milliseconds - zone)
  }

  private static func floorDivide(_ value: Int64, _ divisor: Int64) -> Int64 {
    value >= 0 ? value / divisor : (value - divisor + 1) / divisor
  }
}

/// Walks the fields of an ISO 8601 date from left to right.
private struct DateCursor {
  let bytes: ArraySlice<UInt8>
  var position: Int

  init(bytes: ArraySlice<UInt8>) {
    self.bytes = bytes
    position = bytes.startIndex
  }

  var isAtEnd: Bool { position == bytes.endIndex }

  mutating func digits(_ count: Int) -> Int? {
    guard position + count <= bytes.endIndex else { return nil }
    var value = 0
    for offset in 0..<count {
      let digit = Int(bytes[position + offset]) - 48
      guard (0...9).contains(digit) else { return nil }
      value = value * 10 + digit
    }
    position += count
    return value
  }

  mutating func accept(_ character: Unicode.Scalar) -> Bool {
    guard position < bytes.endIndex, bytes[position] == UInt8(ascii: character) else {
      return false
    }
    position += 1
    return true
  }

  mutating func date() -> Int? {
    guard let year = digits(4), accept("-"), let month = digits(2),
      accept("-"), let day = digits(2), (1...12).contains(month),
      day >= 1, day <= Instant.daysInMonth(year: year, month: month)
    else { return nil }
    return Instant.days(year: year, month: month, day: day)
  }

  /// Milliseconds since midnight; 24:00 is the end of the day.
  mutating func time() -> Int64? {
    guard accept("T") || accept("t") || accept(" "), let hour = digits(2),
      accept(":"), let minute = digits(2), hour <= 24, minute < 60
    else { return nil }
    var milliseconds = Int64(hour * 3600 + minute * 60) * 1000
    if accept(":") {
      guard let second = digits(2), second < 60 else { return nil }
      milliseconds += Int64(second) * 1000
      if accept(".") {
        guard let fraction = fraction() else { return nil }
        milliseconds += fraction
      }
    }
    return milliseconds <= 86_400_000 ? milliseconds : nil
  }

  private mutating func fraction() -> Int64? {
    var value = 0.0
    var scale = 1000.0
    var count = 0
    while let digit = digits(1) {
      scale /= 10
      value += Double(digit) * scale
      count += 1
    }
    return count == 0 ? nil : Int64(value.rounded())
  }

  /// The offset from UTC in milliseconds.
  mutating func zone() -> Int64? {
    if accept("Z") || accept("z") { return 0 }
    let sign: Int64
    if accept("+") { sign = 1 } else if accept("-") { sign = -1 } else { return nil }
    guard let hour = digits(2), hour <= 18 else { return nil }
    _ = accept(":")
    let minute = isAtEnd ? 0 : digits(2)
    guard let minute, minute < 60 else { return nil }
    return sign * Int64(hour * 3600 + minute * 60) * 1000
  }
}
