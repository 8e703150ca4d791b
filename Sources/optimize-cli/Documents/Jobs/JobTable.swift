import GridPricing
import Optimizer

/// The rows of a CSV file of jobs.
///
/// Cells go straight from bytes to values: 100,000 jobs are read in a fraction of a second.
struct JobTable {
  private struct Column {
    var field: JobColumn
    var index: Int
    var shape: Shape
    var isRequired: Bool
  }

  private var reader: CSVReader
  private let columns: [Column]
  private let width: Int
  private let file: String

  /// - Throws: the first mistake in the form of the file; those in the header come by `read`.
  init(_ document: InputDocument) throws(ReadingError) {
    var errors: [DocumentError] = []
    try self.init(document, errors: &errors)
  }

  private init(_ document: InputDocument, errors: inout [DocumentError]) throws(ReadingError) {
    file = document.file
    reader = try CSVReader(document.bytes, file: document.file)
    guard document.bytes.contains(where: { $0 > 32 }), try reader.next() else {
      throw ReadingError(
        file: file, problem: "the file is empty, expected jobs as JSON, NDJSON or CSV")
    }
    var columns: [Column] = []
    for index in 0..<reader.count {
      let name = String(decoding: Self.trimmed(reader[index]), as: UTF8.self)
      let position = reader.place(of: index)
      let root = String(name.prefix { $0 != "." })
      if let field = JobColumn(rawValue: name) {
        if columns.contains(where: { $0.field == field }) {
          errors.append(
            DocumentError(
              file: file, at: position, "the column '\(name)' occurs twice, expected it once"))
        }
        let key = field.key
        columns.append(
          Column(field: field, index: index, shape: key.shape, isRequired: key.isRequired))
      } else if ObjectShape.job.later.contains(root) {
        errors.append(
          DocumentError(
            file: file, at: position,
            "the column '\(name)' is not supported yet by this version, expected it to be absent"))
      } else {
        let known = JobColumn.allCases.map(\.rawValue)
        errors.append(
          DocumentError(
            file: file, at: position,
            "unknown column \(DocumentText.shown(name)), expected a key of a job",
            help: DocumentText.suggestion(for: name, among: known)))
      }
    }
    if columns.isEmpty {
      errors = []
      let required = JobColumn.allCases.filter(\.key.isRequired).map(\.rawValue)
      throw ReadingError(
        file: file, line: reader.line, column: 1,
        problem: "the header names no key of a job, expected \(required.joined(separator: ","))",
        help: "jobs are a JSON array, NDJSON or CSV")
    }
    for field in JobColumn.allCases where field.key.isRequired {
      if !columns.contains(where: { $0.field == field }) {
        errors.append(
          DocumentError(
            file: file, at: JSONNode.Position(line: reader.line, column: 1),
            "the column '\(field.rawValue)' is missing, expected it in the header"))
      }
    }
    self.columns = columns
    width = reader.count
  }

  /// Reads all rows; where the header is wrong, only that is noted.
  static func read(into list: inout JobList) throws(ReadingError) {
    var table = try JobTable(list.source.document, errors: &list.errors)
    guard list.errors.isEmpty else { return }
    while try table.next() {
      if let job = table.job(errors: &list.errors) { list.jobs.append(job) }
    }
  }

  mutating func next() throws(ReadingError) -> Bool { try reader.next() }

  /// The place of a cell of the current row, or of the row.
  func position(of key: String?) -> JSONNode.Position {
    let column = columns.first { $0.field.rawValue == key }
    guard let column, column.index < reader.count else {
      return JSONNode.Position(line: reader.line, column: 1)
    }
    return reader.place(of: column.index)
  }

  // MARK: Rows

  private func job(errors: inout [DocumentError]) -> Job? {
    guard reader.count == width else {
      errors.append(
        DocumentError(
          file: file, at: JSONNode.Position(line: reader.line, column: 1),
          "the row has \(reader.count) cells, expected \(width) as in the header"))
      return nil
    }
    var draft = JobDraft()
    var isSound = true
    for column in columns {
      let cell = Self.trimmed(reader[column.index])
      if cell.isEmpty {
        if column.isRequired {
          errors.append(
            error(column, "is empty, expected \(column.shape.expectation)"))
          isSound = false
        }
      } else if !draft.set(column.field, cell, column.shape) {
        errors.append(
          error(column, Self.problem(with: cell, column.shape), help: Self.help(for: cell, column)))
        isSound = false
      }
    }
    return isSound ? draft.job : nil
  }

  private func error(
    _ column: Column, _ problem: String, help: String? = nil
  ) -> DocumentError {
    DocumentError(
      file: file, at: reader.place(of: column.index), "\(column.field.rawValue) \(problem)",
      help: help)
  }

  /// A spreadsheet may have written the decimal point as a comma, which is never guessed at.
  private static func help(for cell: ArraySlice<UInt8>, _ column: Column) -> String? {
    let parts = cell.split(separator: UInt8(ascii: ","), omittingEmptySubsequences: false)
    guard !column.shape.isText, parts.count == 2,
      let value = DecimalText.parse(
        parts[0] + [UInt8(ascii: ".")] + parts[1])
    else { return nil }
    return "write \(JSONText.number(value)), with a decimal point"
  }

  private static func problem(with cell: ArraySlice<UInt8>, _ shape: Shape) -> String {
    guard let text = String(validating: cell, as: UTF8.self) else {
      return "has a byte that is not UTF-8, expected UTF-8 text"
    }
    let shown = DocumentText.shown(text)
    if case .list = shape { return "is \(shown), expected names separated by ';'" }
    let number = shape.isText ? nil : DecimalText.parse(cell)
    return shape.complaint(about: number.map { .number($0) } ?? .string(text), shown: shown)
  }

  static func trimmed(_ bytes: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    var slice = bytes
    while let first = slice.first, first == 32 || first == 9 { slice.removeFirst() }
    while let last = slice.last, last == 32 || last == 9 { slice.removeLast() }
    return slice
  }
}

extension CSVReader {
  fileprivate func place(of index: Int) -> JSONNode.Position {
    let (line, column) = position(of: index)
    return JSONNode.Position(line: line, column: column)
  }
}
