/// A named option whose value is a `Result`: `Value`, `Value?` or `[Value]`.
///
/// ```swift
/// let gap = Option("gap", value: "PERCENT", .percent, default: "0.1%", help: "Stop at this gap.")
/// arguments[gap]  // 0.001 as Double
/// ```
struct Option<Result: Sendable>: OptionDeclaration {
  let spec: OptionSpec
  let read: @Sendable ([String]) throws(ValueError) -> Result

  /// An option that may be absent.
  ///
  /// - Parameter absence: what absence means, shown as the default: "all cores".
  init<Value: Sendable>(
    _ name: String, short: Character? = nil, value: String, _ parser: ValueParser<Value>,
    absence: String? = nil, help: String
  ) where Result == Value? {
    spec = Self.spec(name, short, value, parser, .optional, defaultText: absence, help)
    read = { (words) throws(ValueError) in
      guard let word = words.first else { return nil }
      return try parser.parse(word)
    }
  }

  /// An option that stands for `text` if absent. Help shows the text.
  init(
    _ name: String, short: Character? = nil, value: String, _ parser: ValueParser<Result>,
    default text: String, help: String
  ) {
    spec = Self.spec(name, short, value, parser, .optional, defaultText: text, help)
    let absent = parser.defaultValue(text, of: "--\(name)")
    read = { (words) throws(ValueError) in
      guard let word = words.first else { return absent }
      return try parser.parse(word)
    }
  }

  /// An option that must be given.
  init(
    required name: String, short: Character? = nil, value: String, _ parser: ValueParser<Result>,
    help: String
  ) {
    spec = Self.spec(name, short, value, parser, .required, help)
    read = { (words) throws(ValueError) in
      guard let word = words.first else { throw ValueError("--\(name) is missing") }
      return try parser.parse(word)
    }
  }

  /// An option that may be given any number of times; the values keep their order.
  init<Value: Sendable>(
    repeating name: String, short: Character? = nil, value: String, _ parser: ValueParser<Value>,
    help: String
  ) where Result == [Value] {
    spec = Self.spec(name, short, value, parser, .repeatable, help)
    read = { (words) throws(ValueError) in try parser.parseAll(words) }
  }

  private static func spec<Value>(
    _ name: String, _ short: Character?, _ value: String, _ parser: ValueParser<Value>,
    _ presence: OptionSpec.Presence, defaultText: String? = nil, _ help: String
  ) -> OptionSpec {
    let value = OptionSpec.ValueSpec(name: value, completion: parser.completion) {
      (word) throws(ValueError) in _ = try parser.parse(word)
    }
    return OptionSpec(
      name: name, short: short, value: value, presence: presence, defaultText: defaultText,
      help: help)
  }
}
