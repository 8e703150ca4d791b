/// Walks the elements of a top-level array, or the lines of NDJSON, one at a time.
///
/// Only one element is in memory at once, so that a list of 100,000 jobs costs its bytes only.
package struct JSONElements: Sendable {
  private var parser: JSONParser
  private let isArray: Bool
  private var isFirst = true
  private var isDone = false

  /// - Throws: where the file is empty or a comment is malformed.
  package init(
    _ bytes: [UInt8], file: String, allowsComments: Bool = false
  ) throws(ReadingError) {
    parser = JSONParser(bytes, file: file, allowsComments: allowsComments)
    try parser.skipSpace()
    guard parser.cursor < bytes.count else {
      throw parser.error("the file is empty, expected JSON values")
    }
    isArray = parser.peek == UInt8(ascii: "[")
    if isArray { parser.cursor += 1 }
  }

  /// The next element; nil at the end.
  package mutating func next() throws(ReadingError) -> JSONNode? {
    if isDone { return nil }
    return isArray ? try nextInArray() : try nextLine()
  }

  private mutating func nextInArray() throws(ReadingError) -> JSONNode? {
    try parser.skipSpace()
    if isFirst, parser.peek != UInt8(ascii: "]") {
      isFirst = false
      return try parser.value()
    }
    switch parser.peek {
    case UInt8(ascii: ",") where !isFirst:
      parser.cursor += 1
      try parser.skipSpace()
      return try parser.value()
    case UInt8(ascii: "]"):
      parser.cursor += 1
      isDone = true
      try parser.skipSpace()
      guard parser.cursor == parser.bytes.count else {
        throw parser.error("\(parser.found) follows the array, expected the end of the file")
      }
      return nil
    default:
      throw parser.error("\(parser.found) in an array, expected ',' or ']'")
    }
  }

  private mutating func nextLine() throws(ReadingError) -> JSONNode? {
    let line = parser.line
    try parser.skipSpace()
    guard parser.cursor < parser.bytes.count else {
      isDone = true
      return nil
    }
    if !isFirst, parser.line == line {
      throw parser.error("\(parser.found) follows a value, expected a new line")
    }
    isFirst = false
    return try parser.value()
  }
}
