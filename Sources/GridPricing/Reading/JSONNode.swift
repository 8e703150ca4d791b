/// A JSON value that knows where it stands in its file.
package struct JSONNode: Equatable, Sendable {
  /// A place in a file, both counted from 1; columns count characters.
  package struct Position: Equatable, Sendable {
    package var line: Int
    package var column: Int

    package init(line: Int, column: Int) {
      self.line = line
      self.column = column
    }
  }

  package struct Member: Equatable, Sendable {
    package var key: String
    package var keyPosition: Position
    package var value: JSONNode

    package init(key: String, keyPosition: Position, value: JSONNode) {
      self.key = key
      self.keyPosition = keyPosition
      self.value = value
    }
  }

  package enum Kind: Equatable, Sendable {
    case null
    case bool(Bool)
    case number(Double)
    case string(String)
    case array([JSONNode])
    /// In the order of the file; keys are unique.
    case object([Member])
  }

  package var kind: Kind
  package var position: Position

  package init(kind: Kind, position: Position) {
    self.kind = kind
    self.position = position
  }
}

extension JSONNode {
  // Never inlined: Swift 6.3.1 with -O crashes (CopyPropagation, "Found outside of lifetime use")
  // in functions that test one node twice.
  @inline(never) package var number: Double? {
    if case .number(let value) = kind { value } else { nil }
  }

  @inline(never) package var string: String? {
    if case .string(let value) = kind { value } else { nil }
  }

  @inline(never) package var bool: Bool? { if case .bool(let value) = kind { value } else { nil } }

  @inline(never) package var array: [JSONNode]? {
    if case .array(let value) = kind { value } else { nil }
  }

  @inline(never) package var object: [Member]? {
    if case .object(let value) = kind { value } else { nil }
  }

  /// The value of a key of an object; nil where it is absent or this is no object.
  package subscript(key: String) -> JSONNode? {
    object?.first { $0.key == key }?.value
  }

  /// The kind in words, for messages: "a string", "null".
  package var kindName: String {
    switch kind {
    case .null: "null"
    case .bool: "a boolean"
    case .number: "a number"
    case .string: "a string"
    case .array: "an array"
    case .object: "an object"
    }
  }

  /// The number, or nil for `null`.
  ///
  /// - Parameter name: what the value is, for messages.
  /// - Throws: where this is anything else, or less than `minimum`.
  package func numberOrNull(
    _ name: String, minimum: Double? = nil, file: String
  ) throws(ReadingError) -> Double? {
    switch kind {
    case .null:
      return nil
    case .number(let number):
      if let minimum, number < minimum {
        throw error(
          "\(name) is \(number), expected \(minimum) or more", file: file,
          help: "write null where there is no value")
      }
      return number
    default:
      throw error("\(name) is \(kindName), expected a number or null", file: file)
    }
  }

  /// An error at this value.
  package func error(_ problem: String, file: String, help: String? = nil) -> ReadingError {
    ReadingError(
      file: file, line: position.line, column: position.column, problem: problem, help: help)
  }
}
