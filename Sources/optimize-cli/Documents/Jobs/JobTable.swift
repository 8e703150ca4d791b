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

  /// Columns of one object: where a row has one of them, it needs those that are required.
  private struct Group {
    var members: [Column]
    var required: [Column]
  }

  private var reader: CSVReader
  private let columns: [Column]
  private let groups: [Group]
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
      if let field = JobColumn(rawValue: name) {
        if columns.contains(where: { $0.field == field }) {
          errors.append(
            DocumentError(
              file: file, at: position, "the column '\(name)' occurs twice, expected it once"))
        }
        let key = field.key
        columns.append(
          Column(
            field: field, index: index, shape: key.shape,
            isRequired: key.isRequired && !field.isNested))
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
      throw ReadingError(
        file: file, line: reader.line, column: 1,
        problem: "the header names no key of a job, expected id,pool,gpus,hours,wattsPerGPU",
        help: "jobs are a JSON array, NDJSON or CSV")
    }
    let headerPlace = JSONNode.Position(line: reader.line, column: 1)
    for problem in Self.missing(in: columns) {
      errors.append(DocumentError(file: file, at: headerPlace, problem))
    }
    self.columns = columns
    groups = Self.groups(of: columns)
    width = reader.count
  }

  /// What the header lacks.
  private static func missing(in columns: [Column]) -> [String] {
    func has(_ field: JobColumn) -> Bool { columns.contains { $0.field == field } }
    var problems = JobColumn.required.filter { !has($0) }.map {
      "the column '\($0.rawValue)' is missing, expected it in the header"
    }
    if !JobColumn.counts.contains(where: has) {
      problems.append("the column 'gpus' is missing, expected it or 'scaling.gpus' in the header")
    }
    var named: Set<JobColumn> = []
    for column in columns {
      for field in JobColumn.needed(beside: column.field)
      where !has(field) && named.insert(field).inserted {
        problems.append(
          "the column '\(field.rawValue)' is missing, expected it beside "
            + "'\(column.field.rawValue)'")
      }
    }
    return problems
  }

  private static func groups(of columns: [Column]) -> [Group] {
    let needed = columns.map { JobColumn.needed(beside: $0.field) }
    var seen: Set<String> = []
    return zip(columns, needed).compactMap { column, needed in
      guard !needed.isEmpty, seen.insert(column.field.root).inserted else { return nil }
      return Group(
        members: columns.filter { $0.field.isNested && $0.field.root == column.field.root },
        required: columns.filter { needed.contains($0.field) })
    }
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
    let name = (key ?? "").split(separator: ".").filter { Int($0) == nil }.joined(separator: ".")
    let column =
      columns.first { $0.field.rawValue == name } ?? columns.first { $0.field.root == name }
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
            error(column, "is empty, expected \(column.shape.cellExpectation)"))
          isSound = false
        }
      } else if !draft.set(column.field, cell, column.shape) {
        errors.append(
          error(column, Self.problem(with: cell, column.shape), help: Self.help(for: cell, column)))
        isSound = false
      }
    }
    return isSound && isComplete(draft, &errors) ? draft.job : nil
  }

  /// Whether the row has what one cell demands of others.
  private func isComplete(_ draft: JobDraft, _ errors: inout [DocumentError]) -> Bool {
    let before = errors.count
    if draft.gpus == nil, draft.scalingGPUs == nil {
      let counts = columns.filter { JobColumn.counts.contains($0.field) }
      errors.append(error(counts[0], "is empty, expected \(counts[0].shape.cellExpectation)"))
    }
    for group in groups {
      guard let given = group.members.first(where: { !isEmpty($0) }) else { continue }
      for column in group.required where isEmpty(column) {
        errors.append(
          error(
            column,
            "is empty beside \(given.field.rawValue), expected \(column.shape.cellExpectation)"))
      }
    }
    if let watts = draft.capWattsPerGPU, let speeds = draft.capSpeed, watts.count != speeds.count,
      let column = columns.first(where: { $0.field == .capSpeed })
    {
      errors.append(
        error(
          column,
          "has \(speeds.count) entries, expected \(watts.count) as in powerCaps.wattsPerGPU"))
    }
    return errors.count == before
  }

  private func isEmpty(_ column: Column) -> Bool { Self.trimmed(reader[column.index]).isEmpty }

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
    if case .list = shape { return "is \(shown), expected \(shape.cellExpectation)" }
    if case .boolean = shape { return "is \(shown), expected \(shape.cellExpectation)" }
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
