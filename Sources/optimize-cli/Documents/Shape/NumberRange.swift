import Optimizer

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
  /// A power in kW or an energy in kWh that something can have: less than a milliwatt is noise.
  static let equipment = NumberRange(Problem.equipmentRange)
  static func notNegative(_ maximum: Double? = nil) -> NumberRange {
    NumberRange(minimum: 0, maximum: maximum)
  }

  func contains(_ value: Double) -> Bool {
    if let minimum, excludesMinimum ? value <= minimum : value < minimum { return false }
    if let maximum, value > maximum { return false }
    return true
  }

  /// For messages: " of at least 1 and at most 8".
  var bounds: String {
    let low = minimum.map { " \(excludesMinimum ? "above" : "of at least") \(JSONText.number($0))" }
    let high = maximum.map { " \(low == nil ? "of" : "and") at most \(JSONText.number($0))" }
    return (low ?? "") + (high ?? "")
  }

  /// For messages: the bound that `value` breaks, such as "a number above 0".
  func expectation(_ noun: String, insteadOf value: Double) -> String {
    if let minimum, excludesMinimum ? value <= minimum : value < minimum {
      return "\(noun) \(excludesMinimum ? "above" : "of at least") \(JSONText.number(minimum))"
    }
    if let maximum, value > maximum { return "\(noun) of at most \(JSONText.number(maximum))" }
    return noun
  }
}

extension NumberRange {
  init(_ range: ClosedRange<Double>) {
    self.init(minimum: range.lowerBound, maximum: range.upperBound)
  }
}
