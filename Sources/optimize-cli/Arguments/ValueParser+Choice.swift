extension ValueParser where Value: CaseIterable & RawRepresentable<String> {
  /// One case of an enumeration, by its raw value.
  static var choice: ValueParser {
    choice(of: Value.allCases.map(\.rawValue)) { Value(rawValue: $0) }
  }
}

extension ValueParser {
  /// One of `words`; the error lists them and suggests the nearest.
  static func choice(
    of words: [String], _ convert: @escaping @Sendable (String) -> Value?
  ) -> ValueParser {
    ValueParser(completion: .values(words)) { (word) throws(ValueError) in
      guard words.contains(word), let value = convert(word) else {
        throw ValueError(
          "\(quoted(word)) is not one of \(words.joined(separator: ", "))",
          help: Suggestion.nearest(to: word, among: words)?.sentence)
      }
      return value
    }
  }
}
