/// A positional argument whose value is a `Result`: `Value`, `Value?` or `[Value]`.
struct Argument<Result: Sendable>: ArgumentDeclaration {
  let spec: ArgumentSpec
  let read: @Sendable ([String]) throws(ValueError) -> Result

  /// An argument that must be given.
  init(_ name: String, _ parser: ValueParser<Result>, help: String) {
    spec = Self.spec(name, .one, parser, help)
    read = { (words) throws(ValueError) in
      guard let word = words.first else { throw ValueError("\(name) is missing") }
      return try parser.parse(word)
    }
  }

  /// An argument that may be left out.
  init<Value: Sendable>(optional name: String, _ parser: ValueParser<Value>, help: String)
  where Result == Value? {
    spec = Self.spec(name, .optional, parser, help)
    read = { (words) throws(ValueError) in
      guard let word = words.first else { return nil }
      return try parser.parse(word)
    }
  }

  /// An argument that stands for `text` if left out. Help shows the text.
  init(_ name: String, _ parser: ValueParser<Result>, default text: String, help: String) {
    spec = Self.spec(name, .optional, parser, help, defaultText: text)
    let value = parser.defaultValue(text, of: name)
    read = { (words) throws(ValueError) in
      guard let word = words.first else { return value }
      return try parser.parse(word)
    }
  }

  /// An argument that may be repeated and must be given at least once.
  init<Value: Sendable>(oneOrMore name: String, _ parser: ValueParser<Value>, help: String)
  where Result == [Value] {
    spec = Self.spec(name, .oneOrMore, parser, help)
    read = { (words) throws(ValueError) in try parser.parseAll(words) }
  }

  /// An argument that may be repeated or left out.
  init<Value: Sendable>(anyNumber name: String, _ parser: ValueParser<Value>, help: String)
  where Result == [Value] {
    spec = Self.spec(name, .anyNumber, parser, help)
    read = { (words) throws(ValueError) in try parser.parseAll(words) }
  }

  private static func spec<Value>(
    _ name: String, _ arity: ArgumentSpec.Arity, _ parser: ValueParser<Value>, _ help: String,
    defaultText: String? = nil
  ) -> ArgumentSpec {
    ArgumentSpec(
      name: name, help: help, arity: arity, defaultText: defaultText,
      completion: parser.completion
    ) { (word) throws(ValueError) in _ = try parser.parse(word) }
  }
}
