import Optimizer

/// Policies side by side, for people.
struct ComparisonTable {
  private let rows: [Comparison.Row]
  private let currency: String

  init(_ comparison: Comparison, currency: String) {
    rows = comparison.rows
    self.currency = currency
  }

  var text: String { table.lines.map { $0 + "\n" }.joined() }

  private var table: AlignedTable {
    var columns: [(title: String, cells: [String])] = [
      ("policy", rows.map(\.policy)),
      ("cost \(currency)", amounts(\.objective.total)),
      ("energy \(currency)", amounts(\.objective.energyCost)),
      ("carbon \(currency)", amounts(\.objective.carbonCost)),
    ]
    for (title, figure) in Self.rarer where rows.contains(where: { figure($0) != 0 }) {
      columns.append(("\(title) \(currency)", amounts(figure)))
    }
    columns += [
      ("tCO2e", amounts(\.totals.emissionsTonnes)),
      ("MWh", amounts(\.totals.energyMWh)),
      ("peak kW", amounts(\.totals.peakGridKW)),
      ("late", rows.map { fixed(Double($0.lateJobs), 0, isGrouped: true) }),
      ("unplaced", rows.map { fixed(Double($0.unplacedJobs), 0, isGrouped: true) }),
      ("saved", rows.map { $0.savingsPercent.map { "\(fixed($0, 1))%" } ?? Self.unknown }),
    ]
    var table = AlignedTable()
    table.add(columns.map(\.title))
    for index in rows.indices { table.add(columns.map { $0.cells[index] }) }
    return table
  }

  /// Costs that few scenarios have.
  private static let rarer: [(title: String, figure: @Sendable (Comparison.Row) -> Double)] = [
    ("demand", { $0.objective.demandCost }), ("battery wear", { $0.objective.cyclingCost }),
    ("water", { $0.objective.waterCost }), ("lateness", { $0.objective.latenessCost }),
    ("transfers", { $0.objective.transferCost }), ("declined", { $0.objective.declined }),
  ]

  /// A column with as many decimals as its largest figure asks for.
  private func amounts(_ figure: (Comparison.Row) -> Double?) -> [String] {
    let values = rows.map(figure)
    let largest = values.reduce(0) { max($0, abs($1 ?? 0)) }
    return values.map { value in
      value.map { fixed($0, largest < 10 ? 4 : 2, isGrouped: true) } ?? Self.unknown
    }
  }

  private static let unknown = "-"
}
