import GridPricing
import Optimizer

/// Jobs as read, with what was wrong with them and the way back to their places.
struct JobList: Sendable {
  /// Those that could be read, in the order of the file.
  var jobs: [Job] = []
  /// In the order of the file.
  var errors: [DocumentError] = []
  let source: JobSource
}

/// Where jobs were read from.
///
/// Good input pays nothing for the places in it: they are found again when an error needs them.
struct JobSource: Sendable {
  enum Format: String, Sendable {
    case array = "JSON"
    case lines = "NDJSON"
    case csv = "CSV"
    /// The key `jobs` of a scenario.
    case scenario = "scenario"
  }

  let document: InputDocument
  let format: Format

  /// The format of a file, by its first character that is not white space.
  static func format(of bytes: [UInt8]) -> Format {
    let text = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? bytes[3...] : bytes[...]
    return switch text.first(where: { $0 != 32 && $0 != 9 && $0 != 10 && $0 != 13 }) {
    case UInt8(ascii: "["), UInt8(ascii: "/"): .array
    case UInt8(ascii: "{"): .lines
    default: .csv
    }
  }
}

extension JobSource {
  /// The places of jobs that were read without error, by their position in the list and a key such
  /// as `preemption.restartMinutes` or `powerCaps.1.speed`; in any order.
  func positions(of wanted: [(job: Int, key: String?)]) -> [JSONNode.Position?] {
    var positions = [JSONNode.Position?](repeating: nil, count: wanted.count)
    let byJob = Dictionary(grouping: wanted.indices) { wanted[$0].job }
    let last = byJob.keys.max() ?? -1
    if format == .csv {
      guard var table = try? JobTable(document) else { return positions }
      var row = 0
      while row <= last, (try? table.next()) == true {
        for index in byJob[row] ?? [] { positions[index] = table.position(of: wanted[index].key) }
        row += 1
      }
      return positions
    }
    guard var elements = try? JobElements(self) else { return positions }
    var element = 0
    while element <= last, let node = try? elements.next() {
      for index in byJob[element] ?? [] {
        positions[index] = node.position(ofKey: wanted[index].key)
      }
      element += 1
    }
    return positions
  }
}

extension JSONNode {
  /// The place of the value at a dotted key, or of the nearest object around it.
  fileprivate func position(ofKey key: String?) -> Position {
    guard let key else { return position }
    return key.split(separator: ".").reduce(self) { node, step in
      Int(step).map { node.array?.dropFirst($0).first ?? node } ?? node[String(step)] ?? node
    }.position
  }
}
