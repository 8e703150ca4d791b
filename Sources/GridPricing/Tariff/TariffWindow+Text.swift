/// A text is no tariff window.
///
/// ```text
/// 'weekday' is no day, expected mon to sun, weekdays, weekends or all
/// ```
public struct TariffWindowError: Error, Equatable, Sendable, CustomStringConvertible {
  /// What is wrong with which part of the text.
  public var problem: String
  /// What should stand in its place.
  public var expected: String

  public var description: String { "\(problem), expected \(expected)" }
}

extension TariffWindow {
  /// Reads `all`, or days and local hours such as `weekdays 08:00-20:00`, joined by `;`.
  ///
  /// ```swift
  /// try TariffWindow("mon-thu 07:00-22:00; sat,sun")
  /// ```
  /// Days are `mon` to `sun`, ranges and lists of them, `weekdays`, `weekends` and `all`; days
  /// without hours are whole days. Hours end on the day on which they begin.
  public init(_ text: String) throws(TariffWindowError) {
    var stretches: [Stretch] = []
    for part in text.lowercased().split(separator: ";", omittingEmptySubsequences: false) {
      stretches.append(try Stretch(text: part))
    }
    self.init(stretches: stretches)
  }
}

extension TariffWindow: CustomStringConvertible {
  /// The text that reads as this window.
  public var description: String {
    self == .all ? "all" : stretches.map(\.description).joined(separator: "; ")
  }
}

extension TariffWindow.Stretch: CustomStringConvertible {
  /// `weekdays 08:00-20:00`.
  public var description: String {
    "\(dayText) \(Self.clock(minutes.lowerBound))-\(Self.clock(minutes.upperBound))"
  }

  private var dayText: String {
    if let group = Self.groups.first(where: { $0.days == days }) { return group.name }
    return zip(Self.names, days).filter(\.1).map(\.0).joined(separator: ",")
  }

  private static func clock(_ minutes: Int) -> String {
    func padded(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
    return "\(padded(minutes / 60)):\(padded(minutes % 60))"
  }

  private static let names = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
  private static let groups: [(name: String, days: [Bool])] = [
    ("all", [true, true, true, true, true, true, true]),
    ("weekdays", [true, true, true, true, true, false, false]),
    ("weekends", [false, false, false, false, false, true, true]),
  ]

  // MARK: Reading

  fileprivate init(text: Substring) throws(TariffWindowError) {
    let words = text.split(whereSeparator: \.isWhitespace)
    let hours = words.last?.first?.isNumber == true ? words.last : nil
    let days = words.dropLast(hours == nil ? 0 : 1).joined()
    guard !days.isEmpty else {
      let problem = hours.map { "'\($0)' stands without days" } ?? "a part is empty"
      throw TariffWindowError(
        problem: problem, expected: "days and hours such as 'weekdays 08:00-20:00'")
    }
    self.init(days: try Self.days(in: days), minutes: try hours.map(Self.minutes) ?? 0..<1440)
  }

  private static func days(in text: String) throws(TariffWindowError) -> [Bool] {
    var days = [Bool](repeating: false, count: 7)
    for item in text.split(separator: ",", omittingEmptySubsequences: false) {
      if let group = groups.first(where: { $0.name == item }) {
        for day in days.indices where group.days[day] { days[day] = true }
        continue
      }
      let ends = item.split(separator: "-", omittingEmptySubsequences: false)
      guard (1...2).contains(ends.count), let first = names.firstIndex(of: String(ends[0])),
        let last = names.firstIndex(of: String(ends[ends.count - 1]))
      else {
        throw TariffWindowError(
          problem: "'\(item)' is no day",
          expected: "mon to sun, a range such as mon-fri, weekdays, weekends or all")
      }
      // `sat-mon` goes over the end of the week.
      for offset in 0...((last - first + 7) % 7) { days[(first + offset) % 7] = true }
    }
    return days
  }

  private static func minutes(in text: Substring) throws(TariffWindowError) -> Range<Int> {
    let ends = text.split(separator: "-", omittingEmptySubsequences: false)
    guard ends.count == 2, let start = minute(ends[0]), let end = minute(ends[1]) else {
      throw TariffWindowError(
        problem: "'\(text)' are no hours", expected: "hours such as 08:00-20:00, at most 24:00")
    }
    guard start < end else {
      throw TariffWindowError(
        problem: "'\(text)' ends before it begins",
        expected: "hours of one day; over midnight it takes two parts, "
          + "such as 'all 22:00-24:00; all 00:00-06:00'")
    }
    return start..<end
  }

  /// Minutes since midnight of `8:00` or `24:00`.
  private static func minute(_ text: Substring) -> Int? {
    let parts = text.split(separator: ":", omittingEmptySubsequences: false)
    guard parts.count == 2, (1...2).contains(parts[0].utf8.count), parts[1].utf8.count == 2,
      parts.allSatisfy({ $0.utf8.allSatisfy { (48...57).contains($0) } }),
      let hour = Int(parts[0]), let minute = Int(parts[1]), minute < 60
    else { return nil }
    let total = hour * 60 + minute
    return total <= 1440 ? total : nil
  }
}
