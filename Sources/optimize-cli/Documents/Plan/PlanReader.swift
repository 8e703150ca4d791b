import GridPricing
import Optimizer

/// Reads `plan.json` back into the document it was written from.
///
/// The shape of the whole document is checked first, so that what follows may trust it.
enum PlanReader {
  /// - Parameter path: the path of the plan; `-` is standard input.
  /// - Throws: everything that is wrong, in the order of the file.
  static func read(_ path: String) throws(DocumentErrors) -> PlanDocument {
    let document: InputDocument
    do { document = try InputDocument.read(path) } catch { throw DocumentErrors(error) }
    return try read(document)
  }

  static func read(_ document: InputDocument) throws(DocumentErrors) -> PlanDocument {
    let root: JSONNode
    do { root = try document.object(named: "the plan", allowsComments: false) } catch {
      throw DocumentErrors(error)
    }
    if let error = DocumentVersion.error(in: root, file: document.file) {
      throw DocumentErrors(error)
    }
    var check = ShapeCheck(file: document.file)
    check.check(root, .plan)
    guard check.errors.isEmpty else {
      throw DocumentErrors(
        check.errors.sorted { ($0.line ?? 0, $0.column ?? 0) < ($1.line ?? 0, $1.column ?? 0) })
    }
    var sizes = PlanSizeCheck(file: document.file)
    sizes.check(root)
    guard sizes.errors.isEmpty else { throw DocumentErrors(sizes.errors) }
    return PlanDocument(CheckedObject(root))
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
