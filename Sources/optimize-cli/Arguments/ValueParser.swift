/// Turns one word of the command line into a typed value.
///
/// The parser carries its own description, so that help, errors and completions cannot disagree with
/// what is accepted.
struct ValueParser<Value: Sendable>: Sendable {
  let completion: Completion
  let parse: @Sendable (String) throws(ValueError) -> Value

  /// A parser that explains its own errors.
  init(
    completion: Completion = .none,
    explaining parse: @escaping @Sendable (String) throws(ValueError) -> Value
  ) {
    self.completion = completion
    self.parse = parse
  }

  /// A parser that returns `nil` for anything but the expectation, say "a whole number".
  init(
    expecting expectation: String, completion: Completion = .none,
    _ convert: @escaping @Sendable (String) -> Value?
  ) {
    self.init(completion: completion) { (word) throws(ValueError) in
      guard let value = convert(word) else {
        throw ValueError("\(quoted(word)) is not \(expectation)")
      }
      return value
    }
  }
}
