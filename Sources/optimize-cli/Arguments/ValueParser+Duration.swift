extension ValueParser where Value == Duration {
  /// A span of time: a decimal number and `ms`, `s`, `m` or `h`.
  static var duration: ValueParser { duration(atLeast: .zero) }

  /// A span of time that is not shorter than `shortest`.
  static func duration(atLeast shortest: Duration) -> ValueParser {
    ValueParser { (word) throws(ValueError) in
      if decimal(word) != nil {
        throw ValueError(
          "\(quoted(word)) has no unit of time", help: "write \(word)s, \(word)m or \(word)h")
      }
      guard let milliseconds = milliseconds(word) else {
        throw ValueError(
          "\(quoted(word)) is not a duration",
          help: "write a number and ms, s, m or h, for example 30s or 1.5h")
      }
      guard abs(milliseconds) <= longestMilliseconds else {
        throw ValueError("\(quoted(word)) is longer than a century")
      }
      let duration = Duration.nanoseconds(Int64((milliseconds * 1e6).rounded()))
      guard duration >= shortest else {
        let limit = shortest == .zero ? "negative" : "shorter than \(shortest)"
        throw ValueError("\(quoted(word)) is \(limit)")
      }
      return duration
    }
  }

  /// A century, far beyond any horizon, keeps the conversion clear of overflow.
  private static var longestMilliseconds: Double { 100 * 366 * 86_400_000 }

  private static func milliseconds(_ word: String) -> Double? {
    // "ms" stands first, because "s" ends it.
    for (unit, milliseconds) in [("ms", 1.0), ("s", 1e3), ("m", 60e3), ("h", 3600e3)]
    where word.hasSuffix(unit) {
      return decimal(word.dropLast(unit.count)).map { $0 * milliseconds }
    }
    return nil
  }
}
