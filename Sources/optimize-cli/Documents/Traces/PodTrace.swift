import GridPricing

/// A list of pods with GPU shares, as Alibaba publishes them for studies of GPU sharing.
///
/// Source: https://github.com/alibaba/clusterdata, cluster-trace-gpu-v2023.
enum PodTrace {
  /// Columns that are read, in the order of `Cell`.
  private static let columns = [
    "name", "num_gpu", "gpu_milli", "creation_time", "scheduled_time", "deletion_time",
  ]

  private enum Cell {
    static let name = 0
    static let gpus = 1
    static let share = 2
    static let created = 3
    static let scheduled = 4
    static let deleted = 5
  }

  /// Whether a table has the columns of this form.
  static func recognizes(_ table: TextTable) -> Bool {
    columns.allSatisfy { table.index(of: $0) != nil }
  }

  static func read(_ table: TextTable) throws(DocumentError) -> Trace {
    let indices = columns.compactMap(table.index)
    var trace = Trace(form: "list of pods", origin: nil, isRelative: true)
    var shared = 0
    for row in table.rows {
      func number(_ cell: Int) throws(DocumentError) -> Double {
        try table.number(row, indices[cell], in: .notNegative(1e12))
      }
      let gpus = try number(Cell.gpus)
      let share = try number(Cell.share)
      let arrival = try number(Cell.created)
      let end = try number(Cell.deleted)
      guard gpus > 0 else {
        trace.skipped.add("has no GPU")
        continue
      }
      guard !row.cells[indices[Cell.scheduled]].isEmpty else {
        trace.skipped.add("was never scheduled")
        continue
      }
      let seconds = try end - number(Cell.scheduled)
      guard seconds > 0 else {
        trace.skipped.add("ran for no time")
        continue
      }
      if share < 1000 { shared += 1 }
      trace.entries.append(
        Trace.Entry(
          id: row.cells[indices[Cell.name]], arrival: arrival, seconds: seconds, count: gpus))
    }
    trace.assumptions.append("times are seconds, and the processing time is deletion less schedule")
    if shared > 0 {
      trace.assumptions.append(
        "\(counted(shared, "pod")) with less than 1000 gpu_milli \(shared == 1 ? "has" : "have") a "
          + "whole GPU, as no two jobs share one")
    }
    return trace
  }
}
