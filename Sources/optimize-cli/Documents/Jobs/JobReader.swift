import GridPricing
import Optimizer

/// Reads jobs from a file of any of the three forms, told apart by content.
///
/// Jobs are read one by one: besides the jobs themselves only the bytes of the file stand in memory.
enum JobReader {
  /// - Throws: everything that is wrong with the file.
  static func read(_ path: String) throws(DocumentErrors) -> JobList {
    let document: InputDocument
    do { document = try InputDocument.read(path) } catch { throw DocumentErrors(error) }
    let list = read(document)
    guard list.errors.isEmpty else { throw DocumentErrors(list.errors) }
    return list
  }

  /// Reads what can be read and notes the rest in the list's `errors`.
  static func read(_ document: InputDocument) -> JobList {
    let source = JobSource(document: document, format: JobSource.format(of: document.bytes))
    var list = JobList(source: source)
    do {
      if source.format == .csv {
        try JobTable.read(into: &list)
      } else {
        var elements = try JobElements(source)
        try read(&elements, into: &list)
      }
    } catch {
      list.errors.append(DocumentError(error))
    }
    list.errors.sort { ($0.line ?? 0, $0.column ?? 0) < ($1.line ?? 0, $1.column ?? 0) }
    return list
  }

  /// Reads the elements of the key `jobs` of a scenario, which were checked with the rest of it.
  static func read(_ nodes: [JSONNode], of document: InputDocument) -> JobList {
    var list = JobList(source: JobSource(document: document, format: .scenario))
    list.jobs.reserveCapacity(nodes.count)
    for node in nodes {
      if let job = Job(node) { list.jobs.append(job) }
    }
    return list
  }

  private static func read(
    _ elements: inout JobElements, into list: inout JobList
  ) throws(ReadingError) {
    var index = 0
    var check = ShapeCheck(file: list.source.document.file)
    while let node = try elements.next() {
      let before = check.errors.count
      check.check(node, .job, at: ShapePath([.key("jobs"), .index(index)]))
      if check.errors.count > before {
        list.errors.append(contentsOf: check.errors[before...])
      } else if let job = Job(node) {
        list.jobs.append(job)
      }
      index += 1
    }
  }
}

extension JSONNode {
  /// The whole number; nil where this is none that a double holds exactly.
  var integer: Int? { number.flatMap { Int(exactly: $0) } }
  var instant: Instant? { string.flatMap { Instant(iso8601: $0) } }
  /// The strings of an array.
  var strings: [String]? { array.map { $0.compactMap(\.string) } }
}
