/// Reads how the plan runs each plant: the decisions beside the jobs, from which all else follows.
struct DispatchReader {
  let plan: PlanDocument
  let facts: ScenarioFacts
  let lists: ListCheck

  /// By site; a field is nil where the plan leaves it out or it cannot be used.
  func run(_ findings: inout Findings) -> [Dispatch] {
    facts.sites.indices.map { number in
      guard let position = lists.siteEntries[number] else { return Dispatch() }
      return dispatch(facts.sites[number], plan.sites[position].slots, &findings)
    }
  }

  private func dispatch(
    _ site: SiteFacts, _ slots: PlanDocument.SlotFigures, _ findings: inout Findings
  ) -> Dispatch {
    var dispatch = Dispatch()
    let power = -Tolerance.largestPowerKW...Tolerance.largestPowerKW
    func read(
      _ claimed: [Double]?, _ field: String, isExpected: Bool, in range: ClosedRange<Double>
    ) -> [Double]? {
      self.read(
        claimed, site: site.id, field: "slots.\(field)", isExpected: isExpected, in: range,
        &findings)
    }
    let liquid = site.cooling.liquid
    dispatch.supplyC = read(
      slots.supplyC, "supplyC", isExpected: liquid != nil,
      in: liquid?.supplyRangeC.padded ?? power)
    dispatch.batteryKW = read(
      slots.batteryKW, "batteryKW", isExpected: site.battery != nil, in: power)
    dispatch.storageKW = read(
      slots.storageKWThermal, "storageKWThermal", isExpected: site.tank != nil, in: power)
    dispatch.curtailedKW = read(
      slots.curtailedKW, "curtailedKW", isExpected: site.solarKW != nil, in: power)
    return dispatch
  }

  private func read(
    _ claimed: [Double]?, site: String, field: String, isExpected: Bool,
    in range: ClosedRange<Double>, _ findings: inout Findings
  ) -> [Double]? {
    guard
      let claimed = findings.presence(of: claimed, site: site, field: field, isExpected: isExpected)
    else { return nil }
    guard findings.hasOneValuePerSlot(claimed, facts.horizon.count, site: site, field: field) else {
      return nil
    }
    let wrong = claimed.indices.filter { !range.contains(claimed[$0]) }
    findings.add(.slotFigure, site: site, slots: wrong, field: field) {
      "claimed \(claimed[$0]), expected \(range.lowerBound) to \(range.upperBound)"
    }
    return wrong.isEmpty ? claimed : nil
  }
}

extension ClosedRange<Double> {
  /// A set point may lie outside by what rounding does.
  fileprivate var padded: ClosedRange {
    lowerBound - Tolerance.limitK...upperBound + Tolerance.limitK
  }
}
