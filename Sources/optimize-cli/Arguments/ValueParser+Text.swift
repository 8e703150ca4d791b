extension ValueParser where Value == String {
  /// Any text but the empty one, which is nearly always an unset shell variable.
  static var text: ValueParser { nonEmpty(completion: .none) }

  /// The path of a file, or `-` for a standard stream.
  ///
  /// - Parameter extensions: what completion offers; other names are accepted all the same.
  static func file(_ extensions: String...) -> ValueParser {
    nonEmpty(completion: .file(extensions: extensions))
  }

  static var folder: ValueParser { nonEmpty(completion: .folder) }

  /// One of a list of words that is known only when the program runs, such as preset names.
  static func choice(of words: [String]) -> ValueParser {
    choice(of: words) { $0 }
  }

  private static func nonEmpty(completion: Completion) -> ValueParser {
    ValueParser(completion: completion) { (word) throws(ValueError) in
      guard !word.isEmpty else { throw ValueError("the value is empty") }
      return word
    }
  }
}
