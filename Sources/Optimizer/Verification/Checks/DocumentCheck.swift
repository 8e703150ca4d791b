/// Checks what the document says of itself: its problem, its status, why the search ended.
struct DocumentCheck {
  let plan: PlanDocument
  let facts: ScenarioFacts
  let lists: ListCheck

  func run(_ findings: inout Findings) {
    checkProblem(&findings)
    checkStatus(&findings)
    checkPresence(&findings)
  }

  private func checkProblem(_ findings: inout Findings) {
    if plan.schemaVersion.split(separator: ".", omittingEmptySubsequences: false).first != "1" {
      findings.add(
        .schemaVersion, .document(field: "schemaVersion"),
        "claimed \(quoted(plan.schemaVersion)), expected 1.x")
    }
    if plan.horizon != facts.horizon {
      findings.add(
        .horizon, .document(field: "horizon"),
        "claimed \(plan.horizon.count) slots of \(plan.horizon.slotMinutes) min from "
          + "\(plan.horizon.start.claimedText), the scenario has \(facts.horizon.count) of "
          + "\(facts.horizon.slotMinutes) from \(facts.horizon.start.claimedText)")
    }
    if let claimed = plan.settings.carbonPricePerTonne {
      findings.compare(
        claimed, with: Tally(facts.objective.carbonPrice.perTonne), .settings,
        .document(field: "settings.carbonPricePerTonne"))
    }
    if let claimed = plan.settings.gapFill, claimed != facts.gaps {
      findings.add(
        .settings, .document(field: "settings.gapFill"),
        "claimed \(claimed.rawValue), verified with \(facts.gaps.rawValue)")
    }
    checkCurrency(plan.objective.currency, "objective.currency", &findings)
    if let baseline = plan.baseline {
      checkCurrency(baseline.objective.currency, "baseline.objective.currency", &findings)
    }
  }

  private func checkCurrency(_ claimed: String, _ field: String, _ findings: inout Findings) {
    guard claimed != facts.objective.currency else { return }
    findings.add(
      .currency, .document(field: field),
      "claimed \(quoted(claimed)), the scenario has \(quoted(facts.objective.currency))")
  }

  // MARK: Status

  private func checkStatus(_ findings: inout Findings) {
    let place = Violation.Place.document(field: "status")
    let short = facts.sites.lazy.compactMap { site in
      site.firstShortSlot(slotHours: facts.horizon.slotHours).map { (id: site.id, slot: $0) }
    }.first
    let unplaced = facts.jobs.indices.first { number in
      guard facts.jobs[number].value == nil, let entry = lists.jobEntries[number] else {
        return false
      }
      return plan.jobs[entry].status != .scheduled
    }
    switch (plan.status, short, unplaced) {
    case (.infeasible, nil, _):
      // What ties slots may make every way to run a plant fail, which takes more than looking at slots.
      if facts.sites.contains(where: { $0.rampKW != nil || $0.tank != nil }) { break }
      findings.add(.status, place, "claimed infeasible, base and idle load keep every limit")
    case (.infeasible, _, _):
      break
    case (_, let short?, _):
      findings.add(
        .status, place,
        "claimed \(plan.status.rawValue), base and idle load of site \(quoted(short.id)) alone "
          + "exceed a limit in slot \(short.slot): expected infeasible")
    case (.partial, nil, nil):
      findings.add(.status, place, "claimed partial, every job that must run is scheduled")
    case (.feasible, nil, let job?), (.optimal, nil, let job?):
      findings.add(
        .status, place,
        "claimed \(plan.status.rawValue), job \(quoted(facts.jobs[job].id)) must run and does not")
    default:
      break
    }
    // That a plan cannot be, or not with all jobs, is proven too.
    if plan.stop == .proven, plan.status == .feasible {
      findings.add(
        .stop, .document(field: "stop"),
        "claimed proven, but the status is \(plan.status.rawValue)")
    }
  }

  /// Whole plans carry a bound and the prices that prove it; others carry neither, nor savings.
  private func checkPresence(_ findings: inout Findings) {
    let isWhole = plan.status == .optimal || plan.status == .feasible
    presence(of: "bound", plan.bound != nil, expected: isWhole, .document(field: "bound"))
    for number in facts.sites.indices {
      guard let entry = lists.siteEntries[number] else { continue }
      presence(
        of: "shadow prices", plan.sites[entry].shadowPrices != nil, expected: isWhole,
        .site(id: facts.sites[number].id, slot: nil, field: "shadowPrices"))
    }
    if plan.baseline == nil, plan.status != .infeasible {
      findings.add(.absent, .document(field: "baseline"), "claimed no baseline, expected run-now")
    }

    func presence(of name: String, _ isThere: Bool, expected: Bool, _ place: Violation.Place) {
      if isThere, !expected {
        findings.add(.unexpected, place, "claimed \(name), a \(plan.status.rawValue) plan has none")
      } else if !isThere, expected {
        findings.add(.absent, place, "claimed no \(name), a \(plan.status.rawValue) plan has them")
      }
    }
  }
}
