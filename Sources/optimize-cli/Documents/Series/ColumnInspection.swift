import GridPricing

/// What one column holds, in the unit of the file.
struct ColumnInspection {
  private let column: SourceColumn
  private let stepMinutes: Double?
  private let gaps: Int
  private let range: (minimum: Double, mean: Double, maximum: Double)?
  private let negativeHours: Double?
  private let notes: [String]

  init(_ column: SourceColumn) {
    self.column = column
    let steps = column.steps
    let usual = Self.usualStep(steps)
    stepMinutes = usual.map { Double($0) / 60_000 }
    gaps = column.emptySteps + Self.missingSteps(steps, of: usual)
    range = Self.range(of: column)
    negativeHours =
      column.role == .price
      ? steps.reduce(0) { $0 + (($1.value ?? 0) < 0 ? $1.start.hours(to: $1.end) : 0) } : nil
    notes = column.notes + ClockChanges.notes(on: column)
  }

  func write(to text: inout JSONText) {
    text.member("role", column.role.rawValue)
    text.member("name", column.name)
    text.member("zone", column.zone)
    text.member("unit", column.unit)
    text.member("currency", column.currency)
    text.member("basis", column.basis?.rawValue)
    text.member("factor", column.factor?.rawValue)
    text.member("timeZone", column.timeZone)
    text.member("start", column.steps.first?.start.description)
    text.member("end", column.steps.last?.end.description)
    text.member("stepMinutes", stepMinutes)
    text.member("steps", column.steps.count)
    text.member("gaps", gaps)
    text.member("minimum", range?.minimum)
    text.member("mean", range?.mean)
    text.member("maximum", range?.maximum)
    text.member("negativeHours", negativeHours)
    text.member("notes", notes)
  }

  /// - Parameter known: notes that were shown already.
  func text(without known: Set<String>) -> String {
    let meaning = [column.basis?.rawValue, column.factor?.rawValue].compactMap(\.self)
    let what = [column.role.rawValue] + meaning + [column.unit, "time in \(column.timeZone)"]
    var lines = ["  \(escaped(column.label)): \(escaped(what.joined(separator: ", ")))"]
    if let first = column.steps.first, let last = column.steps.last, let stepMinutes {
      let gapText = gaps == 0 ? "no gaps" : gaps == 1 ? "1 gap" : "\(gaps) gaps"
      lines.append(
        "    \(first.start) to \(last.end): \(column.steps.count) steps of "
          + "\(JSONText.number(stepMinutes)) min, \(gapText)")
    }
    if let range {
      var line =
        "    lowest \(JSONText.number(range.minimum)), mean \(JSONText.number(range.mean)), "
        + "highest \(JSONText.number(range.maximum))"
      if let negativeHours, negativeHours > 0 {
        line += "; negative in \(JSONText.number(Self.rounded(negativeHours))) hours"
      }
      lines.append(line)
    }
    lines += notes.filter { !known.contains($0) }.map { "    note: \(escaped($0))" }
    return lines.map { $0 + "\n" }.joined()
  }

  // MARK: Figures

  /// The commonest length of a step in milliseconds, of equally common ones the shortest.
  private static func usualStep(_ steps: [SeriesStep]) -> Int64? {
    var counts: [Int64: Int] = [:]
    for step in steps { counts[step.end.milliseconds - step.start.milliseconds, default: 0] += 1 }
    return counts.max { ($0.value, -$0.key) < ($1.value, -$1.key) }?.key
  }

  /// Steps that would fill the time between neighbours that do not touch.
  private static func missingSteps(_ steps: [SeriesStep], of usual: Int64?) -> Int {
    guard let usual else { return 0 }
    return zip(steps, steps.dropFirst()).reduce(0) { sum, pair in
      let hole = pair.1.start.milliseconds - pair.0.end.milliseconds
      return sum + Int((hole + usual - 1) / usual)
    }
  }

  private static func range(
    of column: SourceColumn
  ) -> (minimum: Double, mean: Double, maximum: Double)? {
    var (minimum, maximum) = (Double.infinity, -Double.infinity)
    var (sum, hours) = (0.0, 0.0)
    for step in column.steps {
      guard let value = step.value else { continue }
      let length = step.start.hours(to: step.end)
      minimum = min(minimum, value)
      maximum = max(maximum, value)
      sum += value * length
      hours += length
    }
    guard hours > 0 else { return nil }
    func shown(_ value: Double) -> Double { rounded(column.inUnitOfSource(value)) }
    return (shown(minimum), shown(sum / hours), shown(maximum))
  }

  /// Six decimals: enough for any price, and clear of the dust that conversions leave.
  private static func rounded(_ value: Double) -> Double {
    let scaled = (value * 1e6).rounded() / 1e6
    return scaled.isFinite ? scaled : value
  }
}

extension SourceColumn {
  /// A value in the base unit of the role, in the unit of the file.
  fileprivate func inUnitOfSource(_ value: Double) -> Double {
    switch unit {
    case "°F": value * 1.8 + 32
    case "hPa": value / 100
    case "lbCO2e/MWh": value / 0.45359237 * 1000
    case "kgCO2e/kWh": value
    default: role == .carbon || unit.hasSuffix("/MWh") ? value * 1000 : value
    }
  }
}
