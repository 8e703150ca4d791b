import GridPricing

/// Collects violations, and compares claims with what was recomputed.
struct Findings {
  private(set) var violations: [Violation] = []

  mutating func add(_ code: Violation.Code, _ place: Violation.Place, _ message: String) {
    violations.append(Violation(code: code, place: place, message: message))
  }

  /// Reports a claim that is not the recomputed sum.
  mutating func compare(
    _ claimed: Double, with recomputed: Tally, _ code: Violation.Code, _ place: Violation.Place,
    slack: Double = 0
  ) {
    guard !recomputed.admits(claimed, slack: slack) else { return }
    add(code, place, "claimed \(claimed), recomputed \(recomputed.value)")
  }

  /// The same for figures that may be absent: both are there, or neither.
  mutating func compare(
    _ claimed: Double?, with recomputed: Tally?, _ code: Violation.Code, _ place: Violation.Place,
    slack: Double = 0
  ) {
    if let recomputed {
      if let claimed {
        compare(claimed, with: recomputed, code, place, slack: slack)
      } else {
        add(.absent, place, "claimed nothing, recomputed \(recomputed.value)")
      }
    } else if let claimed {
      add(.unexpected, place, "claimed \(claimed), expected no value")
    }
  }

  /// Compares an array slot by slot; reports the first wrong slot and how many more there are.
  mutating func compareSlots<Value>(
    _ claimed: [Value], with recomputed: [Value], site: String, field: String,
    isEqual: (_ claimed: Value, _ recomputed: Value) -> Bool
  ) {
    guard claimed.count == recomputed.count else {
      add(
        .arrayLength, .site(id: site, slot: nil, field: field),
        "claimed \(claimed.count) values, expected one for each of \(recomputed.count) slots")
      return
    }
    var first: Int?
    var wrong = 0
    for slot in recomputed.indices where !isEqual(claimed[slot], recomputed[slot]) {
      first = first ?? slot
      wrong += 1
    }
    guard let first else { return }
    let more = wrong > 1 ? "; \(wrong - 1) more slots are wrong" : ""
    add(
      .slotFigure, .site(id: site, slot: first, field: field),
      "claimed \(text(claimed[first])), recomputed \(text(recomputed[first]))" + more)
  }

  private func text<Value>(_ value: Value) -> String {
    if let optional = value as? Double? { return optional.map { "\($0)" } ?? "nothing" }
    return "\(value)"
  }
}

extension Instant {
  /// The instant as ISO 8601, or its milliseconds where it is too far out for a calendar date.
  var claimedText: String {
    abs(Double(milliseconds)) < 1e14 ? description : "\(milliseconds) ms since 1970"
  }
}
