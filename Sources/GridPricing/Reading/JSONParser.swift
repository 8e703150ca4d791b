/// Reads JSON (RFC 8259) from UTF-8 bytes and keeps the place of every value and key.
///
/// Stricter than most: duplicate keys, lone surrogates, invalid UTF-8, numbers beyond `Double` and
/// nesting deeper than ``maximumDepth`` are errors. Comments (`//`, `/* */`) only where allowed.
package struct JSONParser: Sendable {
  package static let maximumDepth = 512
  /// Most objects have no more.
  private static let usualMembers = 8

  let bytes: [UInt8]
  let file: String
  let allowsComments: Bool
  var cursor: Int
  var line = 1
  /// Where the current line begins, moved on by continuation bytes so that columns count characters.
  var lineStart: Int
  private var depth = 0
  /// No value may begin behind it: parts of a document that are read on suspicion end there.
  var limit = Int.max

  package init(_ bytes: [UInt8], file: String, allowsComments: Bool = false) {
    self.bytes = bytes
    self.file = file
    self.allowsComments = allowsComments
    cursor = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    lineStart = cursor
  }

  /// The single value of a document.
  ///
  /// - Throws: ``ReadingError`` with the place of the first mistake.
  package static func parse(
    _ bytes: [UInt8], file: String, allowsComments: Bool = false
  ) throws(ReadingError) -> JSONNode {
    var parser = JSONParser(bytes, file: file, allowsComments: allowsComments)
    return try parser.document { (parser) throws(ReadingError) in try parser.value() }
  }

  /// The single value of a document that is an object with a long array.
  ///
  /// - Parameters:
  ///   - key: the array's; its elements go to `take`, and the array in the root is empty.
  ///   - empty: what a part of the array begins with. Parts are read at the same time.
  /// - Throws: ``ReadingError`` with the place of the first mistake.
  package static func parse<Part: Sendable>(
    _ bytes: [UInt8], file: String, elementsOf key: String, threads: Int, into empty: Part,
    _ take: @Sendable (inout Part, JSONNode) -> Void
  ) throws(ReadingError) -> (root: JSONNode, parts: [Part]) {
    var parser = JSONParser(bytes, file: file)
    var parts: [Part] = []
    let root = try parser.document { (parser) throws(ReadingError) in
      guard parser.peek == UInt8(ascii: "{") else { return try parser.value() }
      let position = parser.position
      let kind = try parser.object { (parser, name) throws(ReadingError) in
        guard name == key, parser.peek == UInt8(ascii: "[") else { return try parser.value() }
        let position = parser.position
        parts = try parser.array(inPartsBy: ParallelBlocks(threads: threads), empty, take)
        return JSONNode(kind: .array([]), position: position)
      }
      return JSONNode(kind: kind, position: position)
    }
    return (root, parts)
  }

  private mutating func document(
    _ value: (inout JSONParser) throws(ReadingError) -> JSONNode
  ) throws(ReadingError) -> JSONNode {
    try skipSpace()
    guard cursor < bytes.count else { throw error("the file is empty, expected a JSON value") }
    let node = try value(&self)
    try skipSpace()
    guard cursor == bytes.count else {
      throw error("\(found) follows the JSON value, expected the end of the file")
    }
    return node
  }

  var position: JSONNode.Position {
    JSONNode.Position(line: line, column: cursor - lineStart + 1)
  }

  /// The next byte, or 0 at the end of the file.
  var peek: UInt8 { cursor < bytes.count ? bytes[cursor] : 0 }

  func error(_ problem: String, help: String? = nil) -> ReadingError {
    ReadingError(
      file: file, line: line, column: cursor - lineStart + 1, problem: problem, help: help)
  }

  /// What stands at the cursor, for messages.
  var found: String {
    guard cursor < bytes.count else { return "the end of the file" }
    var end = cursor + 1
    while end < bytes.count, bytes[end] & 0xC0 == 0x80 { end += 1 }
    return ReadingError.quoted(bytes[cursor..<end])
  }

  mutating func value() throws(ReadingError) -> JSONNode {
    guard cursor <= limit else { throw error("a part that goes on too far, expected its end") }
    let position = position
    switch peek {
    case UInt8(ascii: "{"):
      let kind = try object { (parser, _) throws(ReadingError) in try parser.value() }
      return JSONNode(kind: kind, position: position)
    case UInt8(ascii: "["):
      var elements: [JSONNode] = []
      try array { elements.append($0) }
      return JSONNode(kind: .array(elements), position: position)
    case UInt8(ascii: "\""): return JSONNode(kind: .string(try string()), position: position)
    case UInt8(ascii: "-"), 48...57:
      return JSONNode(kind: .number(try number()), position: position)
    case UInt8(ascii: "t"):
      try word("true")
      return JSONNode(kind: .bool(true), position: position)
    case UInt8(ascii: "f"):
      try word("false")
      return JSONNode(kind: .bool(false), position: position)
    case UInt8(ascii: "n"):
      try word("null")
      return JSONNode(kind: .null, position: position)
    default:
      throw error("\(found) is no JSON value, expected one")
    }
  }

  private mutating func word(_ word: StaticString) throws(ReadingError) {
    let text = "\(word)"
    guard bytes[cursor...].starts(with: text.utf8) else {
      throw error("\(found) is no JSON value, expected '\(text)'")
    }
    cursor += text.utf8.count
  }

  mutating func descend() throws(ReadingError) {
    depth += 1
    if depth > Self.maximumDepth {
      throw error("values are nested too deeply, expected at most \(Self.maximumDepth) levels")
    }
    cursor += 1
    try skipSpace()
  }

  mutating func ascend() {
    cursor += 1
    depth -= 1
  }

  mutating func array(_ body: (JSONNode) -> Void) throws(ReadingError) {
    try descend()
    if peek != UInt8(ascii: "]") { try elements(to: body) }
    ascend()
  }

  /// Reads from one element up to the end of the array, or up to the first element at or behind `end`.
  ///
  /// - Returns: whether the array ends here.
  @discardableResult mutating func elements(
    until end: Int = .max, to body: (JSONNode) -> Void
  ) throws(ReadingError) -> Bool {
    while cursor < end {
      body(try value())
      try skipSpace()
      guard peek == UInt8(ascii: ",") else {
        guard peek == UInt8(ascii: "]") else {
          throw error("\(found) in an array, expected ',' or ']'")
        }
        return true
      }
      cursor += 1
      try skipSpace()
    }
    return false
  }

  /// - Parameter value: reads the value of a key.
  private mutating func object(
    _ value: (inout JSONParser, _ key: String) throws(ReadingError) -> JSONNode
  ) throws(ReadingError) -> JSONNode.Kind {
    try descend()
    var members: [JSONNode.Member] = []
    members.reserveCapacity(Self.usualMembers)
    var keys: Set<String> = []
    if peek != UInt8(ascii: "}") {
      while true {
        guard peek == UInt8(ascii: "\"") else {
          throw error("\(found) in an object, expected a key in quotes")
        }
        let keyPosition = position
        let key = try string()
        if isDuplicate(key, of: members, keys: &keys) {
          throw ReadingError(
            file: file, line: keyPosition.line, column: keyPosition.column,
            problem: "key \(ReadingError.quoted(key)) occurs twice in one object, expected it once")
        }
        try skipSpace()
        guard peek == UInt8(ascii: ":") else { throw error("\(found) after a key, expected ':'") }
        cursor += 1
        try skipSpace()
        members.append(.init(key: key, keyPosition: keyPosition, value: try value(&self, key)))
        try skipSpace()
        guard peek == UInt8(ascii: ",") else { break }
        cursor += 1
        try skipSpace()
      }
      guard peek == UInt8(ascii: "}") else {
        throw error("\(found) in an object, expected ',' or '}'")
      }
    }
    ascend()
    return .object(members)
  }

  /// Small objects are searched, large ones hashed.
  private func isDuplicate(
    _ key: String, of members: [JSONNode.Member], keys: inout Set<String>
  ) -> Bool {
    if members.count < 24 { return members.contains { $0.key == key } }
    if keys.isEmpty { keys = Set(members.map(\.key)) }
    return !keys.insert(key).inserted
  }
}
