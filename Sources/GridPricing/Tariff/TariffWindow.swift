/// Local times of the week, such as `weekdays 08:00-20:00; sat,sun 00:00-24:00`.
public struct TariffWindow: Sendable, Equatable {
  /// A range of minutes since local midnight on some days of the week.
  public struct Stretch: Sendable, Equatable {
    /// By day, Monday first.
    public var days: [Bool]
    /// Minutes since midnight, at most 1440.
    public var minutes: Range<Int>

    /// - Precondition: seven days, and minutes within a day.
    public init(days: [Bool], minutes: Range<Int>) {
      precondition(days.count == 7, "a week has 7 days, got \(days.count)")
      precondition(
        minutes.lowerBound >= 0 && minutes.upperBound <= 1440,
        "a day has minutes 0 to 1440, got \(minutes)")
      self.days = days
      self.minutes = minutes
    }
  }

  /// Their union; overlaps count once.
  public var stretches: [Stretch]

  public init(stretches: [Stretch]) { self.stretches = stretches }

  /// Every minute of the week.
  public static let all = TariffWindow(
    stretches: [Stretch(days: [Bool](repeating: true, count: 7), minutes: 0..<1440)])
}
