import Optimizer

/// A fleet for people: a row per member, and one per sum.
struct FleetTable {
  /// More rows than this say nothing to a person.
  private static let largestCount = 60

  private let document: FleetDocument

  init(_ document: FleetDocument) { self.document = document }

  func write(to console: Console) {
    for line in table.lines { console.note(line) }
    let rest = document.members.count - Self.largestCount
    if rest > 0 { console.note("and \(counted(rest, "more member")); the document lists them") }
    writeOddities(to: console)
  }

  private var table: AlignedTable {
    var table = AlignedTable()
    table.add(["member", "status", "cost", "gap", "saved", "tCO2e", "MWh", "peak kW"])
    for member in document.members.prefix(Self.largestCount) { table.add(cells(member)) }
    for sum in document.sums {
      table.add(
        [
          "all in \(sum.objective.currency)", counted(sum.plans, "plan"),
          amount(sum.objective.total), percent(sum.bound?.gap.map { 100 * $0 }, 3),
          percent(sum.savings?.costPercent, 1), amount(sum.totals.emissionsTonnes),
          amount(sum.totals.energyMWh), amount(sum.totals.sumOfPeaksKW),
        ])
    }
    return table
  }

  private func cells(_ member: FleetDocument.Member) -> [String] {
    let start = [member.name, member.state.word]
    guard let plan = member.plan else { return start }
    return start + [
      amount(plan.objective.total), percent(plan.bound?.gap.map { 100 * $0 }, 3),
      percent(plan.savings?.costPercent, 1), amount(plan.totals.emissionsTonnes),
      amount(plan.totals.energyMWh), amount(plan.totals.peakGridKW),
    ]
  }

  private func amount(_ value: Double?) -> String {
    value.map { fixed($0, 2, isGrouped: true) } ?? "-"
  }

  private func percent(_ value: Double?, _ decimals: Int) -> String {
    value.map { "\(fixed($0, decimals))%" } ?? "-"
  }

  /// What the figures do not show, and the sums hide.
  private func writeOddities(to console: Console) {
    let unplanned = document.members.count { $0.plan == nil }
    if unplanned > 0 {
      console.warning(
        "\(counted(unplanned, "member")) without a plan for the inputs of now", code: "not-whole",
        help: "plan --fleet plans what is missing or stale")
    }
    let plans = document.members.compactMap(\.plan)
    let interrupted = plans.count { $0.stop == .interrupted }
    if interrupted > 0 {
      console.warning(
        "\(counted(interrupted, "search", plural: "searches")) had been interrupted",
        code: "interrupted", help: "plan --fleet searches them again")
    }
    if let first = plans.first, plans.contains(where: { $0.settings != first.settings }) {
      console.warning(
        "the plans were made with different problem options", code: "mixed-settings",
        help: "plan --fleet with the same options for all makes them comparable")
    }
  }
}
