/// Equal steps that change their length once, at an instant known from the market's rules.
struct SteppedAxis {
  /// What a stamp of the source marks.
  enum Mark {
    case start
    case end
  }

  private let change: Instant
  private let minutesBefore: Int
  private let minutesAfter: Int
  private var before = RegularAxis()
  private var after = RegularAxis()

  /// - Parameters:
  ///   - change: the first stamp of the new length.
  ///   - minutesBefore: the length where one row alone does not show it.
  init(change: Instant, minutesBefore: Int, minutesAfter: Int) {
    self.change = change
    self.minutesBefore = minutesBefore
    self.minutesAfter = minutesAfter
  }

  mutating func append(_ stamp: Instant, line: Int?) {
    // A stamp of the old length after one of the new is out of order; `after` finds that.
    if stamp < change, after.count == 0 {
      before.append(stamp, line: line)
    } else {
      after.append(stamp, line: line)
    }
  }

  /// - Throws: as ``RegularAxis/spans(file:)``.
  /// - Precondition: one value per stamp.
  func steps(
    _ values: [Double?], file: String, marks: Mark
  ) throws(ReadingError) -> (steps: [SeriesStep], notes: [String]) {
    let isMixed = before.count > 0 && after.count > 0
    var steps: [SeriesStep] = []
    var notes: [String] = []
    for (axis, minutes) in [(before, minutesBefore), (after, minutesAfter)] where axis.count > 0 {
      let known: Int64? = isMixed && axis.count == 1 ? Int64(minutes) * 60_000 : nil
      let spans = try axis.spans(file: file, step: known)
      let part = Array(values[steps.count..<(steps.count + axis.count)])
      steps += spans.steps(part).map { step in
        let shift = marks == .end ? spans.step : 0
        return SeriesStep(
          start: Instant(milliseconds: step.start.milliseconds - shift),
          end: Instant(milliseconds: step.end.milliseconds - shift), value: step.value)
      }
      notes += spans.notes
    }
    for (first, second) in zip(steps, steps.dropFirst()) where second.start < first.end {
      throw ReadingError(
        file: file,
        problem: "the step at \(second.start) overlaps the one until \(first.end), expected steps "
          + "side by side")
    }
    return (steps, notes)
  }
}
