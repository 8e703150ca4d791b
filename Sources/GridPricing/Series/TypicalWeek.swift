/// The mean of a series in each of the 168 hours of the week, in UTC.
struct TypicalWeek {
  private static let hour: Int64 = 3_600_000
  private var sums = Array(repeating: 0.0, count: 168)
  private var milliseconds = Array(repeating: Int64(0), count: 168)

  init(steps: [SeriesStep]) {
    for step in steps {
      guard let value = step.value else { continue }
      Self.forEachHour(from: step.start.milliseconds, to: step.end.milliseconds) { hour, length in
        sums[hour] += value * Double(length)
        milliseconds[hour] += length
      }
    }
  }

  /// The mean over [start, end) in milliseconds; nil where an hour of it was never seen.
  func mean(from start: Int64, to end: Int64) -> Double? {
    var sum = 0.0
    var isKnown = true
    Self.forEachHour(from: start, to: end) { hour, length in
      guard milliseconds[hour] > 0 else {
        isKnown = false
        return
      }
      sum += sums[hour] / Double(milliseconds[hour]) * Double(length)
    }
    return isKnown ? sum / Double(end - start) : nil
  }

  private static func forEachHour(
    from start: Int64, to end: Int64, _ body: (_ hourOfWeek: Int, _ length: Int64) -> Void
  ) {
    var cursor = start
    while cursor < end {
      let hours = cursor >= 0 ? cursor / hour : (cursor - hour + 1) / hour
      let edge = min(end, (hours + 1) * hour)
      body(Int(((hours % 168) + 168) % 168), edge - cursor)
      cursor = edge
    }
  }
}
