extension ValueParser {
  func parseAll(_ words: [String]) throws(ValueError) -> [Value] {
    var values: [Value] = []
    for word in words { values.append(try parse(word)) }
    return values
  }

  /// The value of a default, which is written as a user would write it.
  ///
  /// - Precondition: `text` is a value of this kind.
  func defaultValue(_ text: String, of name: String) -> Value {
    do { return try parse(text) } catch {
      preconditionFailure("The default of \(name) is no value of it: \(error.message).")
    }
  }
}
