/// Fills stretches of time that a series does not cover, by one rule.
///
/// Stretches must be asked for in ascending order.
struct GapFiller {
  private let rule: GapRule
  private let steps: [SeriesStep]
  /// The first step with a value that is not wholly before the stretch last asked for.
  private var next = 0
  /// The last step with a value before `next`.
  private var previous: Int?
  private var typicalWeek: TypicalWeek?

  init(rule: GapRule, steps: [SeriesStep]) {
    self.rule = rule
    self.steps = steps
  }

  /// The mean of the filled values over [start, end) in milliseconds; nil where the rule has none.
  mutating func value(from start: Int64, to end: Int64) -> Double? {
    switch rule {
    case .none:
      return nil
    case .hold:
      advance(to: start)
      return previous.flatMap { steps[$0].value }
    case .interpolate:
      advance(to: start)
      guard let previous, next < steps.count, let before = steps[previous].value,
        let after = steps[next].value
      else { return nil }
      // The mean of a straight line over a stretch is its value in the middle of the stretch.
      let from = Self.middle(steps[previous].start.milliseconds, steps[previous].end.milliseconds)
      let to = Self.middle(steps[next].start.milliseconds, steps[next].end.milliseconds)
      return before + (after - before) * (Self.middle(start, end) - from) / (to - from)
    case .typical:
      if typicalWeek == nil { typicalWeek = TypicalWeek(steps: steps) }
      return typicalWeek?.mean(from: start, to: end)
    }
  }

  private mutating func advance(to start: Int64) {
    while next < steps.count, steps[next].value == nil || steps[next].end.milliseconds <= start {
      if steps[next].value != nil { previous = next }
      next += 1
    }
  }

  private static func middle(_ start: Int64, _ end: Int64) -> Double {
    Double(start) + Double(end - start) / 2
  }
}
