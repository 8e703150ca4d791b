/// A series has no value in slots that a horizon needs.
///
/// ```text
/// prices.csv: price has no value in 3 of 168 slots (2023-03-26T01:00:00Z, …), expected one in each
/// ```
public struct SeriesError: Error, Equatable, Sendable {
  /// What the series holds: "price", "carbon intensity".
  public var role: String
  /// The file it was read from, if any.
  public var file: String?
  /// The starts of the first missing slots, five at most.
  public var firstMissing: [Instant]
  /// How many slots are missing.
  public var missingSlots: Int
  /// How many slots the horizon has.
  public var slots: Int
  /// `start/end` of the series, where a missing slot lies outside it.
  public var coverage: String?
  /// The rule that could not fill them.
  public var rule: GapRule

  /// What the user can do about it, without the word "help".
  public var help: String {
    if missingSlots == slots {
      return "take a horizon inside \(coverage ?? "the series"), or a series that covers it"
    }
    return switch rule {
    case .none: "fill gaps with --gap-fill hold|interpolate|typical"
    case .hold: "no value comes before the gap; try --gap-fill typical"
    case .interpolate: "the gap has no value on one side; try --gap-fill hold|typical"
    case .typical: "the series has no value at that hour of the week; try --gap-fill hold"
    }
  }
}

extension SeriesError: CustomStringConvertible {
  /// One line: the file, the role, the missing slots and, where it matters, the coverage.
  public var description: String {
    var listed = firstMissing.map(\.description).joined(separator: ", ")
    if missingSlots > firstMissing.count { listed += ", …" }
    let place = file.map { "\($0): " } ?? ""
    let covered = coverage.map { "; it covers \($0)" } ?? ""
    let filled = rule == .none ? "" : " after gap rule '\(rule.rawValue)'"
    return "\(place)\(role) has no value in \(missingSlots) of \(slots) slots\(filled) "
      + "(\(listed))\(covered), expected one in each"
  }
}
