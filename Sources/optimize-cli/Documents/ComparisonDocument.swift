import Optimizer

/// What `compare` writes for programs.
struct ComparisonDocument {
  let scenario: String
  let currency: String
  let status: PlanStatus
  let gap: Double?
  let comparison: Comparison

  /// By the schema `compare`.
  var json: String {
    var text = JSONText()
    text.object(nil, .lines) {
      $0.member("schemaVersion", Schema.version)
      $0.member("scenario", scenario)
      $0.member("currency", currency)
      $0.member("status", status.rawValue)
      $0.member("gap", gap)
      $0.array("policies", .lines, of: comparison.rows) { text, row in
        text.object {
          $0.member("policy", row.policy)
          for (name, value) in row.amounts { $0.member(name, value) }
          for (name, count) in row.counts { $0.member(name, count) }
          $0.member("savingsPercent", row.savingsPercent)
        }
      }
      $0.array("omitted", .lines, of: comparison.omissions) { text, omission in
        text.object {
          $0.member("policy", omission.policy)
          $0.member("reason", omission.obstacle.description)
        }
      }
    }
    return String(decoding: text.bytes, as: UTF8.self)
  }

  /// One row per policy; the columns are the keys of the JSON, and the currency. What is not known is
  /// an empty cell.
  var csv: String {
    let names = comparison.rows.first.map { row in
      row.amounts.map(\.name) + row.counts.map(\.name)
    }
    let header = ["policy", "currency"] + (names ?? []) + ["savingsPercent"]
    return CSVText.row(header)
      + comparison.rows.map { row in
        CSVText.row(
          [row.policy, currency] + row.amounts.map { Self.cell($0.value) }
            + row.counts.map { String($0.value) } + [Self.cell(row.savingsPercent)])
      }.joined()
  }

  private static func cell(_ value: Double?) -> String { value.map(JSONText.number) ?? "" }
}

extension Comparison.Row {
  /// The figures by their names in documents.
  fileprivate var amounts: [(name: String, value: Double?)] {
    [
      ("total", objective.total), ("energyCost", objective.energyCost),
      ("carbonCost", objective.carbonCost), ("demandCost", objective.demandCost),
      ("cyclingCost", objective.cyclingCost), ("waterCost", objective.waterCost),
      ("latenessCost", objective.latenessCost), ("transferCost", objective.transferCost),
      ("declined", objective.declined),
      ("emissionsTonnes", totals.emissionsTonnes), ("energyMWh", totals.energyMWh),
      ("waterM3", totals.waterM3), ("pue", totals.pue), ("pueReference", totals.pueReference),
      ("peakGridKW", totals.peakGridKW),
    ]
  }

  fileprivate var counts: [(name: String, value: Int)] {
    [("lateJobs", lateJobs), ("unplacedJobs", unplacedJobs)]
  }
}
