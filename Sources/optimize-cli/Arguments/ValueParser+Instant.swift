import GridPricing

extension ValueParser where Value == Instant {
  /// A point in time with an offset or `Z`; a local time is never guessed.
  static var instant: ValueParser {
    ValueParser { (word) throws(ValueError) in
      if let instant = Instant(iso8601: word) { return instant }
      if Instant(iso8601: word + "Z") != nil {
        throw ValueError("\(quoted(word)) has no time zone", help: "write \(word)Z for UTC")
      }
      throw ValueError(
        "\(quoted(word)) is not a point in time", help: "write one such as 2026-01-12T00:00:00Z")
    }
  }
}
