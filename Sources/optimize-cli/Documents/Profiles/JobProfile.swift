import GridPricing
import Optimizer

/// What measurements of a job say about its operating points, ready to be pasted into a job.
struct JobProfile {
  /// GPUs that `hours` holds at; nil where the measurements do not vary them.
  var gpus: Int?
  /// Mean IT power per GPU at full power.
  var wattsPerGPU: Double
  var scaling: Scaling?
  var powerCaps: [PowerCap] = []
  /// What was done on the way, one line each.
  var notes: [String]

  /// What the caller says beside the measurements.
  struct Options {
    /// GPUs of a node, where the measurements count nodes.
    var gpusPerNode = 1
    /// Added to the measured power of each GPU: its share of CPU, memory, network and fans.
    var extraWattsPerGPU = 0.0
    var isResizable = false
    var resizeMinutes = 0.0
    /// The count at which `hours` holds; nil is the smallest.
    var firstGPUs: Int?
    /// Columns and the values that rows must have in them.
    var selection: [(column: String, value: String)] = []
  }

  /// Members of a job, as a JSON object.
  var json: String {
    var text = JSONText()
    text.begin(.object, .lines)
    text.member("gpus", gpus)
    text.member("wattsPerGPU", wattsPerGPU)
    if let scaling { text.member(scaling) }
    if !powerCaps.isEmpty { text.member(powerCaps) }
    text.end()
    return String(decoding: text.bytes, as: UTF8.self)
  }

  static func read(
    _ document: InputDocument, _ options: Options
  ) throws(DocumentError) -> JobProfile {
    let table = try TextTable(document)
    for (column, _) in options.selection where table.index(of: column) == nil {
      throw DocumentError(
        file: document.file, at: JSONNode.Position(line: 1, column: 1),
        "the header has no column \(DocumentText.shown(column)) to select by, expected one of "
          + "\(DocumentText.alternatives(table.header.map(DocumentText.onOneLine)))")
    }
    if let nodes = table.index(of: "nodes") ?? table.index(of: "gpus") {
      return try scaling(table, nodes, options)
    }
    if let limit = table.index(of: "power_limit") { return try powerCaps(table, limit, options) }
    throw DocumentError(
      file: document.file, at: JSONNode.Position(line: 1, column: 1),
      "the header is no profile, expected nodes,throughput,power or "
        + "power_limit,time_per_epoch,average_power")
  }

  /// Three digits behind the point, which is more than measurements hold.
  static func rounded(_ value: Double) -> Double { (value * 1000).rounded() / 1000 }
}

extension TextTable {
  /// The column of a profile.
  func column(_ names: String...) throws(DocumentError) -> Int {
    for name in names { if let index = index(of: name) { return index } }
    throw DocumentError(
      file: file, at: JSONNode.Position(line: 1, column: 1),
      "the header has no \(DocumentText.alternatives(names)), expected it")
  }

  /// The rows that a selection leaves, which differ in no other columns than `measured`.
  func rows(
    _ selection: [(column: String, value: String)], apartFrom measured: [Int]
  ) throws(DocumentError) -> [Row] {
    let found = rows.filter { row in
      selection.allSatisfy { column, value in index(of: column).map { row.cells[$0] } == value }
    }
    guard let first = found.first else {
      throw DocumentError(file: file, "no row is left, expected at least one with what is selected")
    }
    for index in header.indices where !measured.contains(index) {
      guard found.contains(where: { $0.cells[index] != first.cells[index] }) else { continue }
      var seen: Set<String> = []
      let values = found.map { $0.cells[index] }.filter { seen.insert($0).inserted }
      let shown = values.prefix(8).map { DocumentText.shown($0) }.joined(separator: ", ")
      let name = DocumentText.onOneLine(header[index])
      throw DocumentError(
        file: file,
        "the rows differ in \(name), expected one of \(shown)\(values.count > 8 ? ", …" : "")",
        help: "choose with --select \(name)=\(DocumentText.onOneLine(values[0]))")
    }
    return found
  }
}
