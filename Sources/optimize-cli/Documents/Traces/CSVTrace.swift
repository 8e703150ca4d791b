import GridPricing

/// A list with arrival, length and processors, as studies of carbon-aware scheduling publish them.
enum CSVTrace {
  static let columns = ["arrival_time", "length", "cpus"]

  static func read(
    _ table: TextTable, timeUnit: TraceTimeUnit?
  ) throws(DocumentError) -> Trace {
    let indices = columns.compactMap(table.index)
    guard indices.count == columns.count else {
      throw DocumentError(
        file: table.file, at: JSONNode.Position(line: 1, column: 1),
        "the file is no known list of jobs, expected \(TraceReader.forms)")
    }
    guard let timeUnit else {
      throw DocumentError(
        file: table.file,
        "does not say the unit of arrival_time and length, expected --time-unit seconds or hours")
    }
    var trace = Trace(
      form: "list of arrivals", origin: nil, isRelative: true, countsProcessors: true)
    trace.assumptions.append("arrival_time and length count \(timeUnit.rawValue)")
    for (number, row) in table.rows.enumerated() {
      let arrival = try table.number(row, indices[0], in: .magnitude(1e12))
      let length = try table.number(row, indices[1], in: .magnitude(1e12))
      let cpus = try table.number(row, indices[2], in: .magnitude(1e9))
      guard length > 0 else {
        trace.skipped.add("length of 0 or less")
        continue
      }
      trace.entries.append(
        Trace.Entry(
          id: "job-\(number + 1)", arrival: arrival * timeUnit.seconds,
          seconds: length * timeUnit.seconds, count: cpus))
    }
    return trace
  }
}
