import GridPricing

/// Writes JSON as bytes, in the order of the calls.
///
/// ```swift
/// var text = JSONText()
/// text.begin(.object, .lines)
/// text.member("status", "optimal")
/// text.member("total", 12.5)
/// text.end()
/// ```
/// The bytes can be taken at any time, so that a long document never stands in memory as a whole.
struct JSONText: Sendable {
  enum Layout: Sendable {
    /// Each member on a line of its own, indented by two spaces.
    case lines
    /// Everything on one line.
    case inline
  }

  enum Container: Sendable {
    case object, array
  }

  private struct Level {
    var container: Container
    var layout: Layout
    var isEmpty = true
  }

  private(set) var bytes: [UInt8] = []
  private var levels: [Level] = []

  /// Gives the bytes written so far to `body` and forgets them.
  mutating func drain<Failure: Error>(
    to sink: (ArraySlice<UInt8>) throws(Failure) -> Void
  ) throws(Failure) {
    try sink(bytes[...])
    bytes.removeAll(keepingCapacity: true)
  }

  // MARK: Containers

  mutating func begin(_ container: Container, _ layout: Layout, key: String? = nil) {
    separate(key)
    bytes.append(UInt8(ascii: container == .object ? "{" : "["))
    levels.append(Level(container: container, layout: layout))
  }

  /// Closes the container opened last; ends the line after the outermost one.
  mutating func end() {
    guard let level = levels.popLast() else { preconditionFailure("no container is open") }
    if !level.isEmpty {
      if level.layout == .lines {
        newLine()
      } else if level.container == .object {
        bytes.append(UInt8(ascii: " "))
      }
    }
    bytes.append(UInt8(ascii: level.container == .object ? "}" : "]"))
    if levels.isEmpty { bytes.append(UInt8(ascii: "\n")) }
  }

  mutating func object(
    _ key: String? = nil, _ layout: Layout = .inline, _ body: (inout JSONText) -> Void
  ) {
    begin(.object, layout, key: key)
    body(&self)
    end()
  }

  mutating func array<Element>(
    _ key: String? = nil, _ layout: Layout = .inline, of elements: some Sequence<Element>,
    _ body: (inout JSONText, Element) -> Void
  ) {
    begin(.array, layout, key: key)
    for element in elements { body(&self, element) }
    end()
  }

  // MARK: Values

  /// Writes a member, or nothing where the value is nil: absent is not null.
  mutating func member(_ key: String, _ value: String?) {
    guard let value else { return }
    separate(key)
    append(quoted: value)
  }

  mutating func member(_ key: String, _ instant: Instant?) {
    guard let instant else { return }
    separate(key)
    bytes.append(UInt8(ascii: "\""))
    instant.write(to: &bytes)
    bytes.append(UInt8(ascii: "\""))
  }

  mutating func member(_ key: String, _ value: Double?) {
    guard let value else { return }
    separate(key)
    append(value)
  }

  mutating func member(_ key: String, _ value: Int?) {
    guard let value else { return }
    separate(key)
    bytes.append(contentsOf: String(value).utf8)
  }

  mutating func member(_ key: String, _ value: Bool) {
    separate(key)
    bytes.append(contentsOf: (value ? "true" : "false").utf8)
  }

  mutating func member(_ key: String, _ values: [Double]?) {
    guard let values else { return }
    array(key, of: values) { $0.element($1) }
  }

  mutating func member(_ key: String, _ values: [Int]) {
    array(key, of: values) { $0.element(Double($1)) }
  }

  mutating func member(_ key: String, _ values: [String]) {
    array(key, of: values) { $0.element($1) }
  }

  mutating func element(_ value: String) {
    separate(nil)
    append(quoted: value)
  }

  /// Nil is `null`.
  mutating func element(_ value: Double?) {
    separate(nil)
    if let value { append(value) } else { bytes.append(contentsOf: "null".utf8) }
  }

  // MARK: Bytes

  private mutating func separate(_ key: String?) {
    if let level = levels.last {
      if !level.isEmpty { bytes.append(UInt8(ascii: ",")) }
      if level.layout == .lines {
        newLine()
      } else if level.container == .object || !level.isEmpty {
        bytes.append(UInt8(ascii: " "))
      }
      levels[levels.count - 1].isEmpty = false
    }
    guard let key else { return }
    append(quoted: key)
    bytes.append(UInt8(ascii: ":"))
    bytes.append(UInt8(ascii: " "))
  }

  private mutating func newLine() {
    bytes.append(UInt8(ascii: "\n"))
    for _ in 0..<(2 * levels.count) { bytes.append(UInt8(ascii: " ")) }
  }

  private mutating func append(_ value: Double) {
    bytes.append(contentsOf: Self.number(value).utf8)
  }

  /// The shortest decimal that reads back as the same number; whole numbers without a fraction.
  ///
  /// - Precondition: the value is finite, since JSON has no other numbers.
  static func number(_ value: Double) -> String {
    precondition(value.isFinite, "JSON has no number for \(value)")
    if abs(value) <= Shape.largestInteger, let whole = Int(exactly: value) { return String(whole) }
    return value.description
  }

  private mutating func append(quoted text: String) {
    let isPlain = Self.isPlain
    bytes.append(UInt8(ascii: "\""))
    let start = bytes.count
    bytes.append(contentsOf: text.utf8)
    if let special = bytes[start...].firstIndex(where: { !isPlain[Int($0)] }) {
      let rest = Array(bytes[special...])
      bytes.removeSubrange(special...)
      if rest.allSatisfy({ isPlain[Int($0)] || Self.isEscapedByBackslash($0) }) {
        for byte in rest {
          if !isPlain[Int(byte)] { bytes.append(UInt8(ascii: "\\")) }
          bytes.append(byte)
        }
      } else {
        for scalar in String(decoding: rest, as: UTF8.self).unicodeScalars {
          append(escaped: scalar)
        }
      }
    }
    bytes.append(UInt8(ascii: "\""))
  }

  /// By byte, whether it stands for itself in a string.
  private static let isPlain = (0...UInt8.max).map(\.isPlainASCII)

  private static func isEscapedByBackslash(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\")
  }

  /// Whatever would drive a terminal, end a line or turn its direction is escaped: documents are
  /// printed too, and names in them are other people's.
  private mutating func append(escaped scalar: Unicode.Scalar) {
    switch scalar {
    case _ where scalar.isPlainASCII: bytes.append(UInt8(scalar.value))
    case "\"", "\\": bytes += [UInt8(ascii: "\\"), UInt8(scalar.value)]
    case "\n": bytes.append(contentsOf: "\\n".utf8)
    case "\r": bytes.append(contentsOf: "\\r".utf8)
    case "\t": bytes.append(contentsOf: "\\t".utf8)
    case _ where scalar.isInvisible: bytes.append(contentsOf: jsonEscape(scalar).utf8)
    default: bytes.append(contentsOf: String(Character(scalar)).utf8)
    }
  }
}
