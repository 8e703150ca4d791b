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

  /// The nearest known names, or all of them where none is near.
  static func suggestion(for name: String, among known: [String]) -> String {
    Suggestion.nearest(to: name, among: known)?.sentence
      ?? "the known keys are \(known.joined(separator: ", "))"
  }
}
