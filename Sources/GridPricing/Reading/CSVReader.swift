/// One pass over the rows of a CSV file, as bytes.
///
/// Comma, semicolon or tab is chosen by the first row; fields may be quoted and then hold delimiters,
/// line breaks and doubled quotes; line ends are LF, CRLF or CR; a byte-order mark, blank lines and
/// lines before the first row that begin with `#` are skipped. A cell is a slice of the file: no
/// string is built.
package struct CSVReader: Sendable {
  private struct Field {
    var start: Int
    var end: Int
    var hasEscapes: Bool
  }

  package let file: String
  package private(set) var delimiter: UInt8
  /// The line on which the current row begins, counted from 1.
  package private(set) var line = 0
  /// The lines before the first row that begin with `#`, without it and the spaces around.
  package private(set) var comments: [String] = []
  private let bytes: [UInt8]
  private var position: Int
  private var nextLine = 1
  private var rowStart = 0
  private var fields: [Field] = []

  /// - Throws: where the bytes are empty, hold a NUL or are UTF-16.
  package init(_ bytes: [UInt8], file: String) throws(ReadingError) {
    if bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF]) {
      throw ReadingError(file: file, problem: "the file is UTF-16, expected UTF-8 text")
    }
    if bytes.prefix(65_536).contains(0) {
      throw ReadingError(file: file, problem: "the file is binary, expected UTF-8 text")
    }
    self.file = file
    self.bytes = bytes
    position = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    delimiter = UInt8(ascii: ",")
    skipComments()
    delimiter = Self.delimiter(of: bytes[position...])
  }

  private mutating func skipComments() {
    while position < bytes.count {
      switch bytes[position] {
      case 10, 13:
        position = afterLineEnd(position)
      case UInt8(ascii: "#"):
        let end = bytes[position...].firstIndex { $0 == 10 || $0 == 13 } ?? bytes.count
        let text = bytes[(position + 1)..<end]
        if comments.count < Self.mostComments { comments.append(Self.comment(text)) }
        position = end < bytes.count ? afterLineEnd(end) : end
      default: return
      }
    }
  }

  /// What is kept of comments, so that a hostile file cannot fill reports with them.
  private static let mostComments = 16
  private static let longestComment = 400

  private static func comment(_ bytes: ArraySlice<UInt8>) -> String {
    let isSpace = { (byte: UInt8) in byte == 32 || byte == 9 }
    let text = bytes.drop(while: isSpace).prefix(longestComment)
    let end = text.lastIndex { !isSpace($0) }.map { $0 + 1 } ?? text.startIndex
    return String(decoding: text[..<end], as: UTF8.self)
  }

  /// The number of fields in the current row.
  package var count: Int { fields.count }

  /// A field of the current row, without its quotes.
  package subscript(index: Int) -> ArraySlice<UInt8> {
    let field = fields[index]
    guard field.hasEscapes else { return bytes[field.start..<field.end] }
    var unescaped: [UInt8] = []
    var cursor = field.start
    while cursor < field.end {
      unescaped.append(bytes[cursor])
      cursor += bytes[cursor] == UInt8(ascii: "\"") ? 2 : 1
    }
    return unescaped[...]
  }

  /// Where a field of the current row begins, both counted from 1; columns count characters.
  package func position(of index: Int) -> (line: Int, column: Int) {
    var line = self.line
    var column = 1
    var start = fields[index].start
    if start > rowStart, bytes[start - 1] == UInt8(ascii: "\"") { start -= 1 }
    for byte in bytes[rowStart..<start] {
      if byte == 10 {
        line += 1
        column = 1
      } else if byte & 0xC0 != 0x80 {
        column += 1
      }
    }
    return (line, column)
  }

  /// Moves to the next row that is not blank; false at the end of the file.
  package mutating func next() throws(ReadingError) -> Bool {
    let end = bytes.count
    var cursor = position
    while cursor < end, bytes[cursor] == 10 || bytes[cursor] == 13 {
      cursor = afterLineEnd(cursor)
    }
    line = nextLine
    rowStart = cursor
    fields.removeAll(keepingCapacity: true)
    guard cursor < end else {
      position = cursor
      return false
    }
    while true {
      if bytes[cursor..<end].first == UInt8(ascii: "\"") {
        cursor = try quotedField(from: cursor)
      } else {
        let start = cursor
        while cursor < end {
          let byte = bytes[cursor]
          if byte == delimiter || byte == 10 || byte == 13 { break }
          cursor += 1
        }
        fields.append(Field(start: start, end: cursor, hasEscapes: false))
      }
      guard cursor < end, bytes[cursor] == delimiter else { break }
      cursor += 1
    }
    position = cursor < end ? afterLineEnd(cursor) : cursor
    return true
  }

  /// Steps over LF, CRLF or CR.
  private mutating func afterLineEnd(_ cursor: Int) -> Int {
    nextLine += 1
    let isPair = bytes[cursor] == 13 && cursor + 1 < bytes.count && bytes[cursor + 1] == 10
    return cursor + (isPair ? 2 : 1)
  }

  private mutating func quotedField(from start: Int) throws(ReadingError) -> Int {
    let quote = UInt8(ascii: "\"")
    let openLine = nextLine
    var field = Field(start: start + 1, end: start + 1, hasEscapes: false)
    var cursor = start + 1
    while cursor < bytes.count {
      let byte = bytes[cursor]
      if byte == quote {
        guard cursor + 1 < bytes.count, bytes[cursor + 1] == quote else { break }
        field.hasEscapes = true
        cursor += 1
      } else if byte == 10 {
        nextLine += 1
      }
      cursor += 1
    }
    guard cursor < bytes.count else {
      throw ReadingError(
        file: file, line: openLine,
        problem: "a quoted field is never closed, expected '\"' before the end of the file")
    }
    field.end = cursor
    fields.append(field)
    cursor += 1
    while cursor < bytes.count, bytes[cursor] == 32 { cursor += 1 }
    if cursor < bytes.count, bytes[cursor] != delimiter, bytes[cursor] != 10, bytes[cursor] != 13 {
      throw ReadingError(
        file: file, line: nextLine,
        problem: "text follows a closing quote, expected a delimiter or the end of the line")
    }
    return cursor
  }

  private static func delimiter(of text: ArraySlice<UInt8>) -> UInt8 {
    var counts = [0, 0, 0]
    let candidates = [UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: "\t")]
    var isQuoted = false
    for byte in text {
      if byte == UInt8(ascii: "\"") { isQuoted.toggle() }
      if isQuoted { continue }
      if byte == 10 || byte == 13 {
        if counts != [0, 0, 0] { break }
        continue
      }
      if let index = candidates.firstIndex(of: byte) { counts[index] += 1 }
    }
    var best = 0
    for index in 1..<3 where counts[index] > counts[best] { best = index }
    return candidates[best]
  }
}
