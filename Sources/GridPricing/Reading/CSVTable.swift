/// A CSV file with a header: columns found by name, every row as long as the header.
package struct CSVTable: Sendable {
  private var reader: CSVReader
  /// The header as written, without surrounding spaces.
  package let header: [String]
  package let headerLine: Int
  private let keys: [String]
  /// How numbers are written in this file, as far as seen.
  private var numbers: NumberStyle

  /// - Throws: where the file is empty, binary or has a malformed header.
  package init(_ bytes: [UInt8], file: String) throws(ReadingError) {
    var first = try CSVReader(bytes, file: file)
    guard try first.next() else {
      throw ReadingError(file: file, problem: "the file is empty, expected a header and rows")
    }
    let row = first
    let names = (0..<row.count).map { String(decoding: Self.trimmed(row[$0]), as: UTF8.self) }
    header = names
    headerLine = row.line
    keys = names.map(Self.key)
    numbers = NumberStyle(delimiter: row.delimiter)
    reader = row
  }

  package var file: String { reader.file }
  /// What the file says of itself in lines before the header that begin with `#`.
  package var comments: [String] { reader.comments }
  /// The line of the current row.
  package var line: Int { reader.line }
  /// What was done to read the numbers.
  package var numberNotes: [String] { numbers.notes }

  /// A header in the form in which headers are compared: lower case, single spaces, plain digits.
  package static func key(_ name: String) -> String {
    var key = ""
    var pendingSpace = false
    for scalar in name.unicodeScalars {
      switch scalar {
      case "\u{FEFF}": continue
      case " ", "\t", "\n", "\r", "\u{A0}": pendingSpace = !key.isEmpty
      default:
        if pendingSpace { key += " " }
        pendingSpace = false
        key += scalar == "\u{2082}" ? "2" : scalar.properties.lowercaseMapping
      }
    }
    return key
  }

  /// The first column with that name, compared as ``key(_:)``.
  package func index(of name: String) -> Int? {
    let key = Self.key(name)
    return keys.firstIndex(of: key)
  }

  package func has(_ names: String...) -> Bool {
    names.allSatisfy { index(of: $0) != nil }
  }

  /// - Throws: where the header lacks the column.
  package func require(_ name: String) throws(ReadingError) -> Int {
    if let index = index(of: name) { return index }
    throw ReadingError(
      file: file, line: headerLine, problem: "the header lacks column '\(name)', expected it")
  }

  /// - Throws: where two columns have the same name.
  package func checkUniqueHeader() throws(ReadingError) {
    var seen: Set<String> = []
    for (index, key) in keys.enumerated() where !key.isEmpty {
      if !seen.insert(key).inserted {
        throw ReadingError(
          file: file, line: headerLine,
          problem: "column '\(header[index])' occurs twice, expected it once")
      }
    }
  }

  /// Moves to the next row; false at the end of the file.
  package mutating func next() throws(ReadingError) -> Bool {
    guard try reader.next() else { return false }
    if reader.count != header.count {
      throw ReadingError(
        file: file, line: line,
        problem: "the row has \(reader.count) fields, expected \(header.count) as in the header")
    }
    return true
  }

  /// A cell of the current row without surrounding spaces.
  package func cell(_ index: Int) -> ArraySlice<UInt8> { Self.trimmed(reader[index]) }

  package func text(_ index: Int) -> String { String(decoding: cell(index), as: UTF8.self) }

  /// Whether a cell of the current row is an ASCII word, whatever its case.
  package func cell(_ index: Int, is word: StaticString) -> Bool {
    let cell = cell(index)
    guard cell.count == word.utf8CodeUnitCount else { return false }
    return zip(cell, "\(word)".utf8).allSatisfy { Self.lowercased($0) == Self.lowercased($1) }
  }

  private static func lowercased(_ byte: UInt8) -> UInt8 {
    (65...90).contains(byte) ? byte | 32 : byte
  }

  /// The number in a cell; nil where the cell is empty or one of `gaps`.
  ///
  /// - Throws: where it is no number.
  package mutating func number(
    _ index: Int, gaps: [String] = []
  ) throws(ReadingError) -> Double? {
    let cell = cell(index)
    if cell.isEmpty { return nil }
    if let value = DecimalText.parse(cell), numbers.acceptsPlain(cell) { return value }
    if !gaps.isEmpty, gaps.contains(where: { cell.elementsEqual($0.utf8) }) { return nil }
    if let value = numbers.parse(cell) { return value }
    throw error(
      "\(header[index]) is \(ReadingError.quoted(cell)), expected \(numbers.expectation)",
      at: index)
  }

  /// An error at a cell of the current row.
  package func error(_ problem: String, at index: Int, help: String? = nil) -> ReadingError {
    let (line, column) = reader.position(of: index)
    return ReadingError(file: file, line: line, column: column, problem: problem, help: help)
  }

  private static func trimmed(_ bytes: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    var (start, end) = (bytes.startIndex, bytes.endIndex)
    while start < end, bytes[start] == 32 || bytes[start] == 9 { start += 1 }
    while end > start, bytes[end - 1] == 32 || bytes[end - 1] == 9 { end -= 1 }
    return end - start == bytes.count ? bytes : bytes[start..<end]
  }
}
