import Foundation
import GridPricing
import Optimizer

/// Reads `plan.json` back into the document it was written from.
///
/// Its shape is checked first, so that what follows may trust it. Jobs are read one by one, so that
/// besides their entries only the bytes of the file stand in memory.
enum PlanReader {
  /// - Parameter path: the path of the plan; `-` is standard input.
  /// - Throws: everything that is wrong, in the order of the file.
  static func read(_ path: String) throws(DocumentErrors) -> PlanDocument {
    let document: InputDocument
    do { document = try InputDocument.read(path) } catch { throw DocumentErrors(error) }
    return try read(document)
  }

  static func read(
    _ document: InputDocument, threads: Int = ProcessInfo.processInfo.activeProcessorCount
  ) throws(DocumentErrors) -> PlanDocument {
    let (root, jobs) = try parsed(document, threads: threads)
    if let error = DocumentVersion.error(in: root, file: document.file) {
      throw DocumentErrors(error)
    }
    var check = ShapeCheck(file: document.file)
    check.check(root, .plan)
    let errors = check.errors + jobs.flatMap(\.check.errors)
    guard errors.isEmpty else {
      throw DocumentErrors(
        errors.sorted { ($0.line ?? 0, $0.column ?? 0) < ($1.line ?? 0, $1.column ?? 0) })
    }
    var sizes = PlanSizeCheck(file: document.file)
    sizes.check(root)
    guard sizes.errors.isEmpty else { throw DocumentErrors(sizes.errors) }
    let entries = ParallelBlocks(threads: threads).joined(jobs.map(\.entries))
    return PlanDocument(CheckedObject(root), jobs: entries)
  }

  /// - Returns: the jobs in parts; where one of them has a mistake, in one that knows their numbers.
  private static func parsed(
    _ document: InputDocument, threads: Int
  ) throws(DocumentErrors) -> (root: JSONNode, jobs: [PlanJobReader]) {
    do {
      let (root, jobs) = try document.object(
        named: "the plan", elementsOf: "jobs", threads: threads,
        into: PlanJobReader(file: document.file)
      ) { $0.take($1) }
      if jobs.count < 2 || jobs.allSatisfy(\.check.errors.isEmpty) { return (root, jobs) }
    } catch {
      throw DocumentErrors(error)
    }
    return try parsed(document, threads: 1)
  }
}

/// Takes the entries of jobs out of a plan, one at a time.
private struct PlanJobReader {
  /// Of those that are as their shape demands.
  private(set) var entries: [PlanDocument.JobEntry] = []
  private(set) var check: ShapeCheck
  private var index = 0

  init(file: String) { check = ShapeCheck(file: file) }

  mutating func take(_ node: JSONNode) {
    let before = check.errors.count
    check.check(node, .planJob, at: ShapePath([.key("jobs"), .index(index)]))
    if check.errors.count == before {
      entries.append(PlanDocument.JobEntry(CheckedObject(node)))
    }
    index += 1
  }
}

/// Checks that the counts in a plan agree with its horizon.
private struct PlanSizeCheck {
  let file: String
  var errors: [DocumentError] = []

  init(file: String) { self.file = file }

  mutating func check(_ root: JSONNode) {
    guard let horizon = root["horizon"], let slots = horizon["slots"]?.integer,
      let start = horizon["start"]?.instant, let end = horizon["end"]?.instant,
      let minutes = horizon["slotMinutes"]?.integer
    else { return }
    let length = Int64(slots) * Int64(minutes) * 60_000
    if end.milliseconds - start.milliseconds != length {
      errors.append(
        DocumentError(
          file: file, at: horizon.position,
          "horizon has \(slots) slots of \(minutes) minutes from \(start) to \(end), "
            + "expected these to agree"))
      return
    }
    for (index, site) in (root["sites"]?.array ?? []).enumerated() {
      for part in ["slots", "shadowPrices"] {
        for member in site[part]?.object ?? [] {
          check(member.value, "sites[\(index)].\(part).\(member.key)", slots)
        }
      }
    }
  }

  private mutating func check(_ node: JSONNode, _ path: String, _ slots: Int) {
    for member in node.object ?? [] {
      check(member.value, "\(path)[\(DocumentText.shown(member.key))]", slots)
    }
    guard let count = node.array?.count, count != slots else { return }
    errors.append(
      DocumentError(
        file: file, at: node.position,
        "\(path) has \(count) values, expected \(slots), one per slot"))
  }
}
