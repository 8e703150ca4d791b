/// What a shell offers for a value.
enum Completion: Equatable, Sendable {
  case none

  /// One of these words and nothing else; help and errors list them.
  case values([String])

  /// A file whose name ends in one of the extensions, written without a dot; any file if empty.
  case file(extensions: [String])

  case folder

  /// The words that alone are allowed; empty where any text may stand.
  var allowedValues: [String] {
    if case .values(let words) = self { words } else { [] }
  }
}
