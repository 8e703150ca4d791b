import GridPricing

/// The unit of times in a list that does not say it.
enum TraceTimeUnit: String, CaseIterable, Sendable {
  case seconds, hours

  var seconds: Double { self == .seconds ? 1 : 3600 }
}

/// Reads lists of jobs of other programs, told apart by content.
enum TraceReader {
  static let forms =
    "a CSV with arrival_time,length,cpus, Alibaba's list of GPU pods, a standard workload file (SWF), squeue --json, "
    + "sacct --json, or kubectl get jobs or workloads -o json"

  /// - Parameter timeUnit: of a list that does not say it.
  /// - Throws: the first mistake in the list.
  static func read(
    _ document: InputDocument, timeUnit: TraceTimeUnit?
  ) throws(DocumentError) -> Trace {
    let bytes = document.bytes
    if bytes.starts(with: [0x1F, 0x8B]) {
      throw DocumentError(
        file: document.file, "the file is compressed, expected text",
        help: "gzip -dc FILE | optimize-cli jobs convert -")
    }
    let text = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? bytes[3...] : bytes[...]
    guard let first = text.first(where: { $0 != 32 && $0 != 9 && $0 != 10 && $0 != 13 }) else {
      throw DocumentError(file: document.file, "the file is empty, expected \(forms)")
    }
    let isTable = first != UInt8(ascii: "{") && first != UInt8(ascii: "[")
    let table = isTable && !SWFTrace.recognizes(text) ? try TextTable(document) : nil
    if let table, !PodTrace.recognizes(table) {
      return try CSVTrace.read(table, timeUnit: timeUnit)
    }
    if timeUnit != nil {
      throw DocumentError(
        file: document.file,
        "the form of the list says the unit of its times, expected no "
          + "--time-unit")
    }
    if let table { return try PodTrace.read(table) }
    return isTable ? try SWFTrace.read(document) : try json(document)
  }

  private static func json(_ document: InputDocument) throws(DocumentError) -> Trace {
    let root: JSONNode
    do throws(ReadingError) {
      root = try JSONParser.parse(document.bytes, file: document.file)
    } catch {
      throw DocumentError(error)
    }
    if let jobs = root["jobs"]?.array { return try SlurmTrace.read(jobs, file: document.file) }
    if let kind = root["kind"]?.string, root["apiVersion"] != nil {
      let items = root["items"]?.array
      return try KubernetesTrace.read(items ?? [root], kind: kind, file: document.file)
    }
    throw DocumentError(
      file: document.file, at: root.position, "the JSON is no known list of jobs, expected \(forms)"
    )
  }
}
