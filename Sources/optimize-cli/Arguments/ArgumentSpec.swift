/// What parsing, help and completions know of a positional argument, its type left out.
struct ArgumentSpec: Sendable {
  enum Arity: Sendable {
    case one, optional, oneOrMore, anyNumber
  }

  /// In capitals, as in usage lines: `SCENARIO`.
  let name: String
  let help: String
  let arity: Arity
  let defaultText: String?
  let completion: Completion
  let check: @Sendable (String) throws(ValueError) -> Void

  /// The argument as a usage line shows it.
  var usage: String {
    switch arity {
    case .one: name
    case .optional: "[\(name)]"
    case .oneOrMore: "\(name)..."
    case .anyNumber: "[\(name)...]"
    }
  }

  var isRequired: Bool { arity == .one || arity == .oneOrMore }
  var takesMany: Bool { arity == .oneOrMore || arity == .anyNumber }
}

/// A positional argument of whatever type.
protocol ArgumentDeclaration: Sendable {
  var spec: ArgumentSpec { get }
}
