/// Finds the entry of each job and site, and checks that the lists are those of the scenario.
struct ListCheck {
  /// By number in the scenario, the position of its entry in the plan; nil where it has none.
  private(set) var jobEntries: [Int?]
  private(set) var siteEntries: [Int?]

  init(_ plan: PlanDocument, _ facts: ScenarioFacts, _ findings: inout Findings) {
    jobEntries = Self.match(facts.jobs.map(\.id), with: plan.jobs.map(\.id)) { flaw, id in
      let place = Violation.Place.job(id: id, field: nil)
      switch flaw {
      case .missing: findings.add(.jobMissing, place, "claimed no entry, the scenario has this job")
      case .repeated: findings.add(.jobRepeated, place, "claimed a second entry, expected one")
      case .unknown: findings.add(.jobUnknown, place, "claimed a job that the scenario has not")
      case .order: findings.add(.jobOrder, place, "claimed before jobs that precede it")
      }
    }
    siteEntries = Self.match(facts.sites.map(\.id), with: plan.sites.map(\.id)) { flaw, id in
      let place = Violation.Place.site(id: id, slot: nil, field: "id")
      switch flaw {
      case .missing: findings.add(.siteList, place, "claimed no entry, the scenario has this site")
      case .repeated: findings.add(.siteList, place, "claimed a second entry, expected one")
      case .unknown: findings.add(.siteList, place, "claimed a site that the scenario has not")
      case .order: findings.add(.siteList, place, "claimed before sites that precede it")
      }
    }
  }

  private enum Flaw { case missing, repeated, unknown, order }

  /// The position of each expected id; of several the first.
  private static func match(
    _ expected: [String], with claimed: [String], report: (Flaw, String) -> Void
  ) -> [Int?] {
    if claimed == expected { return Array(expected.indices) }
    var numbers: [String: Int] = [:]
    numbers.reserveCapacity(expected.count)
    for (number, id) in expected.enumerated() { numbers[id] = number }

    var positions = [Int?](repeating: nil, count: expected.count)
    var latest = -1
    for (position, id) in claimed.enumerated() {
      guard let number = numbers[id] else {
        report(.unknown, id)
        continue
      }
      guard positions[number] == nil else {
        report(.repeated, id)
        continue
      }
      positions[number] = position
      if number < latest { report(.order, expected[latest]) }
      latest = max(latest, number)
    }
    for number in expected.indices where positions[number] == nil {
      report(.missing, expected[number])
    }
    return positions
  }
}
