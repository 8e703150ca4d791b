import GridPricing

/// The standard workload format of the Parallel Workloads Archive: 18 fields a line, -1 for unknown,
/// comments after `;`.
///
/// Source: https://www.cs.huji.ac.il/labs/parallel/workload/swf.html, version 2.2.
enum SWFTrace {
  /// Positions of the fields that are read.
  private enum Field {
    static let number = 0
    static let submit = 1
    static let run = 3
    static let allocated = 4
    static let requestedProcessors = 7
    static let requestedTime = 8
    static let status = 10
    static let predecessor = 16
    static let count = 18
  }

  private static let cancelled = 5.0

  /// Whether the first line is a comment of this form, or has the fields of a job.
  static func recognizes(_ text: ArraySlice<UInt8>) -> Bool {
    let line = text.drop { $0 <= 32 }.prefix { $0 != 10 && $0 != 13 }
    if line.first == UInt8(ascii: ";") { return true }
    let fields = line.split { $0 == 32 || $0 == 9 }
    return fields.count == Field.count && fields.allSatisfy { DecimalText.parse($0) != nil }
  }

  static func read(_ document: InputDocument) throws(DocumentError) -> Trace {
    var trace = Trace(
      form: "standard workload file", origin: nil, isRelative: true, countsProcessors: true)
    var usedRequestedTime = 0
    let lines = document.bytes.split(omittingEmptySubsequences: false) { $0 == 10 }
    for (index, line) in lines.enumerated() {
      let fields = line.split { $0 == 32 || $0 == 9 || $0 == 13 }
      if line.drop(while: { $0 <= 32 }).first == UInt8(ascii: ";") {
        if let start = unixStart(line) { trace.origin = start }
        continue
      }
      guard !fields.isEmpty else { continue }
      let values = try values(fields, line: index + 1, file: document.file)
      if let entry = entry(values, &trace.skipped, &usedRequestedTime) {
        trace.entries.append(entry)
      }
    }
    if usedRequestedTime > 0 {
      trace.assumptions.append(
        "\(counted(usedRequestedTime, "entry", plural: "entries")) without a run time "
          + "take the requested time")
    }
    return trace
  }

  private static func entry(
    _ values: [Double], _ skipped: inout SkippedEntries, _ usedRequestedTime: inout Int
  ) -> Trace.Entry? {
    if values[Field.status] == cancelled, values[Field.run] <= 0 {
      skipped.add("cancelled before they ran")
      return nil
    }
    var seconds = values[Field.run]
    if seconds < 0, values[Field.requestedTime] > 0 {
      seconds = values[Field.requestedTime]
      usedRequestedTime += 1
    }
    if seconds == 0 {
      skipped.add("run time of 0")
      return nil
    }
    let allocated = values[Field.allocated]
    let predecessor = values[Field.predecessor]
    return Trace.Entry(
      id: JSONText.number(values[Field.number]), arrival: max(0, values[Field.submit]),
      seconds: seconds > 0 ? seconds : nil,
      count: allocated > 0 ? allocated : values[Field.requestedProcessors],
      after: predecessor > 0 ? [JSONText.number(predecessor)] : [])
  }

  private static func values(
    _ fields: [ArraySlice<UInt8>], line: Int, file: String
  ) throws(DocumentError) -> [Double] {
    guard fields.count == Field.count else {
      throw DocumentError(
        file: file, at: JSONNode.Position(line: line, column: 1),
        "the line has \(fields.count) fields, expected \(Field.count)")
    }
    var values: [Double] = []
    for (index, field) in fields.enumerated() {
      guard let value = DecimalText.parse(field), abs(value) <= 1e15 else {
        throw DocumentError(
          file: file, at: JSONNode.Position(line: line, column: 1),
          "field \(index + 1) is \(DocumentText.shown(String(decoding: field, as: UTF8.self))), "
            + "expected a number")
      }
      values.append(value)
    }
    return values
  }

  /// The instant in the comment `; UnixStartTime: 1030000000`.
  private static func unixStart(_ line: ArraySlice<UInt8>) -> Instant? {
    let text = String(decoding: line, as: UTF8.self).drop { $0 == ";" || $0 == " " || $0 == "\t" }
    guard text.hasPrefix("UnixStartTime:") else { return nil }
    let value = text.dropFirst("UnixStartTime:".count).filter { !$0.isWhitespace }
    guard let seconds = Int64(value), (1...100_000_000_000).contains(seconds) else { return nil }
    return Instant(milliseconds: seconds * 1000)
  }
}
