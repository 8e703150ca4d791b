/// The starts of equal steps, as a file without ends lists them.
///
/// The step is the commonest distance between neighbouring rows; a longer distance must be a whole
/// number of steps and is a gap, anything else is an error.
struct RegularAxis {
  private var starts: [Int64] = []
  private var lines: [Int?] = []

  var count: Int { starts.count }

  mutating func append(_ instant: Instant, line: Int?) {
    starts.append(instant.milliseconds)
    lines.append(line)
  }

  /// What to say of fewer than two rows.
  func tooShort(file: String) -> ReadingError {
    let problem =
      starts.isEmpty
      ? "the file has no rows, expected at least two"
      : "one row does not tell the length of its step, expected at least two"
    return ReadingError(file: file, line: lines.first ?? nil, problem: problem)
  }

  /// The step and the rows that are missing.
  ///
  /// - Parameter step: the step in milliseconds, where it is known.
  /// - Throws: where rows are too few to know the step, out of order, repeated or uneven.
  func spans(file: String, step known: Int64? = nil) throws(ReadingError) -> RegularSpans {
    guard starts.count > (known == nil ? 1 : 0) else { throw tooShort(file: file) }
    for index in starts.indices.dropFirst() where starts[index] <= starts[index - 1] {
      throw orderError(at: index, file: file)
    }
    let step = known ?? commonestDistance()
    var missing = 0
    for index in starts.indices.dropFirst() {
      let distance = starts[index] - starts[index - 1]
      guard distance % step == 0 else {
        throw ReadingError(
          file: file, line: lines[index],
          problem: "\(instant(index)) is \(Self.minutes(distance)) after the row before, "
            + "expected steps of \(Self.minutes(step))")
      }
      missing += Int(distance / step) - 1
    }
    return RegularSpans(starts: starts, step: step, missing: missing)
  }

  private func instant(_ index: Int) -> Instant { Instant(milliseconds: starts[index]) }

  private func orderError(at index: Int, file: String) -> ReadingError {
    let problem: String
    if let twin = starts[..<index].firstIndex(of: starts[index]) {
      let first = lines[twin].map { ", first in line \($0)" } ?? ""
      problem = "\(instant(index)) occurs twice\(first), expected it once"
    } else {
      problem = "\(instant(index)) comes after \(instant(index - 1)), expected ascending times"
    }
    return ReadingError(file: file, line: lines[index], problem: problem)
  }

  /// Of equally common distances the shortest.
  private func commonestDistance() -> Int64 {
    let distances = zip(starts.dropFirst(), starts).map { $0 - $1 }.sorted()
    var best = (distance: distances[0], count: 0)
    var runStart = 0
    for index in distances.indices
    where index + 1 == distances.count || distances[index + 1] != distances[index] {
      let count = index + 1 - runStart
      if count > best.count { best = (distances[index], count) }
      runStart = index + 1
    }
    return best.distance
  }

  static func minutes(_ milliseconds: Int64) -> String {
    milliseconds % 60_000 == 0
      ? "\(milliseconds / 60_000) min" : "\(Double(milliseconds) / 60_000) min"
  }
}

/// Equal steps with known starts, some of which may be missing.
struct RegularSpans {
  var starts: [Int64]
  /// Milliseconds.
  var step: Int64
  /// Steps without a row.
  var missing: Int

  var notes: [String] {
    missing == 0 ? [] : ["\(missing) steps of \(RegularAxis.minutes(step)) have no row"]
  }

  /// - Precondition: one value per start.
  func steps(_ values: [Double?]) -> [SeriesStep] {
    precondition(values.count == starts.count, "\(values.count) values, \(starts.count) starts")
    return starts.indices.map { index in
      SeriesStep(
        start: Instant(milliseconds: starts[index]),
        end: Instant(milliseconds: starts[index] + step), value: values[index])
    }
  }
}
