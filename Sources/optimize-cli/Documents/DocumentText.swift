import GridPricing

/// How messages show pieces of a document.
enum DocumentText {
  static func shown(_ text: String) -> String { ReadingError.quoted(text) }

  /// Scalars as they are, containers by their kind.
  static func shown(_ node: JSONNode) -> String {
    switch node.kind {
    case .string(let text): shown(text)
    case .number(let value): JSONText.number(value)
    case .bool(let value): value ? "true" : "false"
    case .null, .array, .object: node.kindName
    }
  }

  /// A path on one line, in full as far as systems can open it.
  static func shown(path: String) -> String {
    let longest = 4096
    guard path.utf8.count > longest else { return "'\(onOneLine(path))'" }
    return "'\(onOneLine(String(path.prefix(120))))…'"
  }

  /// The text with control characters replaced.
  static func onOneLine(_ text: String) -> String {
    let scalars = text.unicodeScalars.map { scalar in
      scalar.properties.generalCategory == .control ? "\u{FFFD}" : scalar
    }
    return String(String.UnicodeScalarView(scalars))
  }

  /// "'a', 'b' or 'c'".
  static func alternatives(_ words: [String]) -> String {
    let quoted = words.map { "'\($0)'" }
    guard let last = quoted.last, quoted.count > 1 else { return quoted.joined() }
    return "\(quoted.dropLast().joined(separator: ", ")) or \(last)"
  }

  /// The nearest known names, or all of them where none is near.
  static func suggestion(for name: String, among known: [String]) -> String {
    Suggestion.nearest(to: name, among: known)?.sentence
      ?? "the known keys are \(known.joined(separator: ", "))"
  }
}
