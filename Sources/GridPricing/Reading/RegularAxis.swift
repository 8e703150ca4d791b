/// The starts of equal steps, as a file without ends lists them.
///
/// The step is the commonest distance between neighbouring rows; a longer distance must be a whole
/// number of steps and is a gap, anything else is an error.
struct RegularAxis {
  private var starts: [Int64] = []
  private var lines: [Int] = []

  mutating func append(_ instant: Instant, line: Int) {
    starts.append(instant.milliseconds)
    lines.append(line)
  }

  /// The step and the rows that are missing.
  ///
  /// - Throws: where rows are too few to know the step, out of order, repeated or uneven.
  func spans(file: String) throws(ReadingError) -> RegularSpans {
    guard starts.count > 1 else {
      let problem =
        starts.isEmpty
        ? "the file has a header but no rows, expected at least two"
        : "the file has one row, so the length of its step is unknown, expected at least two"
      throw ReadingError(file: file, line: lines.first, problem: problem)
    }
    for index in 1..<starts.count where starts[index] <= starts[index - 1] {
      throw orderError(at: index, file: file)
    }
    let step = commonestDistance()
    var missing = 0
    for index in 1..<starts.count {
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
      problem = "\(instant(index)) occurs twice, first in line \(lines[twin]), expected it once"
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
