/// The numbers that a value may take.
struct NumberRange: Sendable {
  var minimum: Double?
  var maximum: Double?
  /// Whether `minimum` itself is not allowed.
  var excludesMinimum = false

  static let any = NumberRange()
  static func magnitude(_ limit: Double) -> NumberRange {
    NumberRange(minimum: -limit, maximum: limit)
  }
  static func positive(_ maximum: Double? = nil) -> NumberRange {
    NumberRange(minimum: 0, maximum: maximum, excludesMinimum: true)
  }
  static func notNegative(_ maximum: Double? = nil) -> NumberRange {
    NumberRange(minimum: 0, maximum: maximum)
  }

  func contains(_ value: Double) -> Bool {
    if let minimum, excludesMinimum ? value <= minimum : value < minimum { return false }
    if let maximum, value > maximum { return false }
    return true
  }

  /// For messages: "a number", "a number above 0 and at most 1000".
  func expectation(_ noun: String) -> String {
    let low = minimum.map { (excludesMinimum ? "above " : "of at least ") + JSONText.number($0) }
    let high = maximum.map { "at most \(JSONText.number($0))" }
    switch (low, high) {
    case (let low?, let high?): return "\(noun) \(low) and \(high)"
    case (let low?, nil): return "\(noun) \(low)"
    case (nil, let high?): return "\(noun) of \(high)"
    case (nil, nil): return noun
    }
  }
}
