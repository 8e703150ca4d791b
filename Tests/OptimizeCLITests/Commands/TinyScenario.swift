/// A scenario of a day that is planned in a moment, as text.
struct TinyScenario {
  /// Cheap in the small hours, dear at noon.
  static let prices = (0..<24).map { hour in 40 + 5 * abs(12 - abs(hour - 16)) }

  var jobs = [Self.job("a"), Self.job("b", gpus: 8, hours: 3.5)]
  var carbon = #""carbon": { "gramsPerKWh": 300, "basis": "average", "factor": "direct" },"#

  /// - Parameter id: as it stands in JSON, without the quotation marks.
  static func job(_ id: String, gpus: Int = 4, hours: Double = 2) -> String {
    """
    { "id": "\(id)", "pool": "h200", "gpus": \(gpus), "hours": \(hours), "wattsPerGPU": 700 }
    """
  }

  static let series =
    "time,price_eur_per_mwh\n"
    + prices.enumerated().map { hour, price in
      "2026-01-12T\(hour < 10 ? "0" : "")\(hour):00:00Z,\(price)\n"
    }.joined()

  var text: String {
    """
    {
      "schemaVersion": "1.0",
      "horizon": { "start": "2026-01-12T00:00:00Z", "end": "2026-01-13T00:00:00Z", "slotMinutes": 60 },
      "objective": { "currency": "EUR", "carbonPricePerTonne": 50 },
      "sites": [
        {
          "id": "fra1",
          "price": { "file": "prices.csv" },
          \(carbon)
          "pools": [{ "id": "h200", "gpus": 16 }],
          "cooling": { "kind": "fixedPUE", "pue": 1.2 }
        }
      ],
      "jobs": [
        \(jobs.joined(separator: ",\n    "))
      ]
    }

    """
  }

  /// Writes `scenario.json` and `prices.csv`.
  func write(to folder: TemporaryFolder) throws {
    try folder.write(text, to: "scenario.json")
    try folder.write(Self.series, to: "prices.csv")
  }
}
