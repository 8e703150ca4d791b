import Optimizer

/// A plan in a few lines for people: what it costs against run-now, and how good it is.
struct PlanSummary {
  private let plan: PlanDocument
  private let progress: SearchProgress

  init(_ plan: PlanDocument, _ progress: SearchProgress) {
    self.plan = plan
    self.progress = progress
  }

  func write(to console: Console) {
    for line in table.lines { console.note(line) }
    if let lateness { console.note(lateness) }
    writeEnding(to: console)
  }

  /// The part without figures: how good the plan is, why the search ended, and what is missing.
  func writeEnding(to console: Console) {
    if let proof { console.note(proof) }
    console.note(ending)
    warnOfMissingJobs(console)
  }

  // MARK: Table

  private var table: AlignedTable {
    var table = AlignedTable()
    table.add(baseline == nil ? ["", "plan"] : ["", "run-now", "plan", "saved"])
    let currency = plan.objective.currency
    add("cost \(currency)", to: &table) { objective, _ in objective.total }
    add("  energy", to: &table, unlessZero: true) { objective, _ in objective.energyCost }
    add("  carbon", to: &table, unlessZero: true) { objective, _ in objective.carbonCost }
    add("  demand", to: &table, unlessZero: true) { objective, _ in objective.demandCost }
    add("  battery wear", to: &table, unlessZero: true) { objective, _ in objective.cyclingCost }
    add("  water", to: &table, unlessZero: true) { objective, _ in objective.waterCost }
    add("  lateness", to: &table, unlessZero: true) { objective, _ in objective.latenessCost }
    add("  transfers", to: &table, unlessZero: true) { objective, _ in objective.transferCost }
    add("  declined jobs", to: &table, unlessZero: true) { objective, _ in objective.declined }
    add("emissions tCO2e", to: &table) { _, totals in totals.emissionsTonnes }
    add("energy MWh", to: &table) { _, totals in totals.energyMWh }
    add("peak kW", to: &table) { _, totals in totals.peakGridKW }
    add("PUE", to: &table) { _, totals in totals.pue }
    add("water m3", to: &table, unlessZero: true) { _, totals in totals.waterM3 }
    return table
  }

  /// The baseline where it can be compared: it has run the same jobs.
  private var baseline: PlanDocument.BaselineFigures? { plan.savings == nil ? nil : plan.baseline }

  /// A row with one figure of plan and baseline; none where the plan lacks it.
  private func add(
    _ name: String, to table: inout AlignedTable, unlessZero: Bool = false,
    _ figure: (PlanDocument.ObjectiveFigures, PlanDocument.TotalFigures) -> Double?
  ) {
    guard let after = figure(plan.objective, plan.totals) else { return }
    let before = baseline.flatMap { figure($0.objective, $0.totals) }
    if unlessZero, after == 0, before ?? 0 == 0 { return }
    let decimals = max(abs(after), abs(before ?? 0)) < 10 ? 4 : 2
    var cells = [name]
    if baseline != nil { cells.append(before.map { shown($0, decimals) } ?? "") }
    cells.append(shown(after, decimals))
    if let before, before != 0 {
      cells.append("\(fixed(100 * (before - after) / abs(before), 1))%")
    }
    table.add(cells)
  }

  private func shown(_ value: Double, _ decimals: Int) -> String {
    fixed(value, decimals, isGrouped: true)
  }

  // MARK: Sentences

  private var proof: String? {
    guard let bound = plan.bound else { return nil }
    let source =
      switch bound.proof {
      case .prices: "as the shadow prices in the plan prove"
      case .search: "as the search found; the shadow prices prove \(amount(bound.pricesLower))"
      }
    let gap = bound.gap.map { "gap \(fixed($0 * 100, $0 < 1e-4 ? 5 : 3))%" } ?? "no gap"
    return "\(gap): no plan costs less than \(amount(bound.lower)), \(source)"
  }

  private func amount(_ value: Double) -> String {
    "\(shown(value, abs(value) < 10 ? 4 : 2)) \(plan.objective.currency)"
  }

  private var lateness: String? {
    guard let late = baseline?.lateJobs, late > 0 else { return nil }
    return "run-now ends \(counted(late, "job")) after the deadline, the plan none"
  }

  private var ending: String {
    let reason =
      switch plan.stop {
      case .proven: "it is proven"
      case .gap: "the gap is small enough"
      case .work: "the work limit was reached"
      case .time: "the time limit was reached"
      case .interrupted: "it was interrupted"
      }
    return "\(plan.status.rawValue) plan; the search ended after "
      + "\(fixed(progress.elapsed / .seconds(1), 2)) s because \(reason)"
  }

  private func warnOfMissingJobs(_ console: Console) {
    // By number: a loop over entries copies all that each of them owns.
    let missing = plan.jobs.indices.filter { plan.jobs[$0].status == .unscheduled }
    guard !missing.isEmpty else { return }
    let shownCount = 5
    for job in missing.prefix(shownCount).map({ plan.jobs[$0] }) {
      console.warning(
        "job \(quoted(job.id)) is not placed" + (job.reason.map { ": \($0)" } ?? ""),
        code: "unscheduled")
    }
    if missing.count > shownCount {
      console.warning(
        "\(counted(missing.count - shownCount, "more job")) not placed; the plan lists them",
        code: "unscheduled")
    }
  }
}
