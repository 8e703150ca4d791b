/// What a value of a document may be.
///
/// One table of shapes per document is all there is: ``ShapeCheck`` judges input by it and
/// ``Schema`` prints it, so that the reader and the published schema cannot drift apart.
indirect enum Shape: Sendable {
  /// Any string.
  case text
  /// A string that is not empty and has no control characters.
  case name
  case word([String])
  /// ISO 4217: three capital letters.
  case currency
  /// IANA name of a time zone that exists.
  case timeZone
  /// Local times of the week such as `weekdays 08:00-20:00`.
  case window
  /// ISO 8601 with an offset or `Z`.
  case instant
  /// `MAJOR.MINOR` with the major version that this reader knows.
  case version
  case number(NumberRange = .any)
  case integer(NumberRange)
  case boolean
  case list(Shape, minimumCount: Int = 0)
  /// An object with any keys of one shape, and values of one shape.
  case map(keys: Shape, values: Shape)
  case object(ObjectShape)
  /// An object of one of several kinds, which have keys of their own.
  case kinds(ObjectKinds)
  /// A number, or else one of the words.
  case numberOrWord(NumberRange, [String])
  /// A string of one shape or else an array of another.
  case textOrList(Shape, Shape)
  case orNull(Shape)
}

extension Shape {
  static func words<Word: CaseIterable & RawRepresentable<String>>(_ type: Word.Type) -> Shape {
    .word(type.allCases.map(\.rawValue))
  }

  /// A whole number that a double holds exactly.
  static let count = Shape.integer(.notNegative(Shape.largestInteger))
  static let largestInteger = 9_007_199_254_740_992.0

  /// What was expected, for messages.
  var expectation: String {
    switch self {
    case .text: "a string"
    case .name: "a name"
    case .word(let words): DocumentText.alternatives(words)
    case .currency: "a currency code such as 'EUR'"
    case .timeZone: "the name of a time zone such as 'Europe/Berlin'"
    case .window: "local times such as 'all' or 'weekdays 08:00-20:00'"
    case .instant: "an instant such as '2026-01-12T00:00:00Z'"
    case .version: "'\(Schema.version)' or another 1.x"
    case .number: "a number"
    case .integer: "a whole number"
    case .boolean: "true or false"
    case .list: "an array"
    case .map, .object, .kinds: "an object"
    case .numberOrWord(_, let words): "a number or \(DocumentText.alternatives(words))"
    case .textOrList: "a path or an array"
    case .orNull(let shape): "\(shape.expectation) or null"
    }
  }

  /// What a cell of a table is expected to be, in which elements of a list are joined by `;`.
  var cellExpectation: String {
    guard case .list(let element, _) = self else { return expectation }
    return switch element {
    case .number(let range): "numbers\(range.bounds) separated by ';'"
    case .integer(let range): "whole numbers\(range.bounds) separated by ';'"
    default: "names separated by ';'"
    }
  }

  /// Whether values are strings.
  var isText: Bool {
    switch self {
    case .text, .name, .word, .currency, .timeZone, .window, .instant, .version, .numberOrWord: true
    default: false
    }
  }
}
