import GridPricing

/// Collects violations, and compares claims with what was recomputed.
struct Findings {
  private(set) var violations: [Violation] = []

  mutating func add(_ code: Violation.Code, _ place: Violation.Place, _ message: String) {
    violations.append(Violation(code: code, place: place, message: message))
  }

  /// Reports the first of the slots in which something is wrong, and how many more there are.
  mutating func add(
    _ code: Violation.Code, site: String, slots wrong: [Int], field: String,
    message: (_ slot: Int) -> String
  ) {
    guard let first = wrong.first else { return }
    let more = wrong.count > 1 ? "; \(wrong.count - 1) more slots are wrong" : ""
    add(code, .site(id: site, slot: first, field: field), message(first) + more)
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

  /// The array of a part that the site has; nil, and a violation where only one of the two is there.
  mutating func presence<Value>(
    of claimed: [Value]?, site: String, field: String, isExpected: Bool
  ) -> [Value]? {
    let place = Violation.Place.site(id: site, slot: nil, field: field)
    if claimed == nil, isExpected {
      add(.absent, place, "claimed nothing, expected one value for each slot")
    } else if claimed != nil, !isExpected {
      add(.unexpected, place, "claimed values, the site has no such part")
    }
    return isExpected ? claimed : nil
  }

  mutating func hasOneValuePerSlot<Value>(
    _ claimed: [Value], _ slots: Int, site: String, field: String
  ) -> Bool {
    if claimed.count == slots { return true }
    add(
      .arrayLength, .site(id: site, slot: nil, field: field),
      "claimed \(claimed.count) values, expected one for each of \(slots) slots")
    return false
  }

  /// Compares an array slot by slot; reports the first wrong slot and how many more there are.
  mutating func compareSlots<Value>(
    _ claimed: [Value], with recomputed: [Value], site: String, field: String,
    isEqual: (_ claimed: Value, _ recomputed: Value) -> Bool
  ) {
    guard hasOneValuePerSlot(claimed, recomputed.count, site: site, field: field) else { return }
    let wrong = recomputed.indices.filter { !isEqual(claimed[$0], recomputed[$0]) }
    add(.slotFigure, site: site, slots: wrong, field: field) { slot in
      "claimed \(Self.text(claimed[slot])), recomputed \(Self.text(recomputed[slot]))"
    }
  }

  private static func text<Value>(_ value: Value) -> String {
    if let tally = value as? Tally { return "\(tally.value)" }
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
