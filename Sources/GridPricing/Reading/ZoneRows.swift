/// Rows that say when they begin and end, sorted into one series per zone.
///
/// Zones keep the order in which the file first names them.
struct ZoneRows {
  struct Row {
    var start: Instant
    var end: Instant
    var value: Double?
    var line: Int
  }

  /// Whether the rows of a zone must ascend in the file.
  enum Order {
    case ascending
    case any
  }

  private(set) var zones: [String] = []
  private var rows: [[Row]] = []
  private var indices: [ArraySlice<UInt8>: Int] = [:]

  var isEmpty: Bool { rows.isEmpty }

  /// The start of the row of that zone appended last.
  func lastStart(of zone: ArraySlice<UInt8>) -> Instant? {
    indices[zone].flatMap { rows[$0].last?.start }
  }

  mutating func append(zone: ArraySlice<UInt8>, _ row: Row) {
    if let index = indices[zone] {
      rows[index].append(row)
    } else {
      indices[zone] = rows.count
      zones.append(String(decoding: zone, as: UTF8.self))
      rows.append([row])
    }
  }

  /// The steps of each zone, and whether rows had to be sorted.
  ///
  /// - Throws: where there is no row, or steps of one zone repeat, overlap or are out of order.
  func steps(
    file: String, order: Order = .ascending
  ) throws(ReadingError) -> [(zone: String, steps: [SeriesStep], wasSorted: Bool)] {
    guard !rows.isEmpty else {
      throw ReadingError(
        file: file, problem: "the file has no rows, expected at least one")
    }
    var result: [(zone: String, steps: [SeriesStep], wasSorted: Bool)] = []
    for (zone, unsorted) in zip(zones, rows) {
      var ordered = unsorted
      let isSorted = zip(ordered, ordered.dropFirst()).allSatisfy { $0.start <= $1.start }
      if !isSorted, order == .any {
        ordered.sort { ($0.start, $0.line) < ($1.start, $1.line) }
      }
      try Self.check(ordered, zone: zone, file: file)
      let steps = ordered.map { SeriesStep(start: $0.start, end: $0.end, value: $0.value) }
      result.append((zone, steps, !isSorted))
    }
    return result
  }

  private static func check(_ rows: [Row], zone: String, file: String) throws(ReadingError) {
    for (before, row) in zip(rows, rows.dropFirst()) where row.start < before.end {
      let place = zone.isEmpty ? "" : " of \(zone)"
      let problem: String
      if row.start == before.start {
        problem =
          "the step at \(row.start)\(place) occurs twice, first in line \(before.line), "
          + "expected it once"
      } else if row.start < before.start {
        problem =
          "the step at \(row.start)\(place) comes after \(before.start), expected ascending times"
      } else {
        problem =
          "the step at \(row.start)\(place) overlaps the one until \(before.end) "
          + "in line \(before.line), expected steps side by side"
      }
      throw ReadingError(file: file, line: row.line, problem: problem)
    }
  }
}
