import Foundation

/// The reference cases of cooling plants beside the checkout.
enum CoolingCases {
  private static let path =
    URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .appending(path: "shared/instances/cooling-cases.json").path

  static let areThere = FileManager.default.fileExists(atPath: path)

  /// A steady state: what goes in, and what comes out.
  struct Case: Sendable, CustomStringConvertible {
    var id: String
    var preset: String
    var inputs: [String: Double]
    var outputs: [String: Double]
    var isFeasible: Bool
    var description: String { id }
  }

  /// - Parameter list: `steady` or `optimal_set_point`.
  static func cases(_ list: String) -> [Case] {
    guard let data = FileManager.default.contents(atPath: path),
      let root = try? JSONSerialization.jsonObject(with: data) as? [String: Any],
      let cases = root[list] as? [[String: Any]]
    else { return [] }
    return cases.map { entry in
      Case(
        id: entry["id"] as? String ?? "", preset: entry["site"] as? String ?? "",
        inputs: numbers(entry["inputs"]), outputs: numbers(entry["outputs"]),
        isFeasible: entry["feasible"] as? Bool ?? true)
    }
  }

  private static func numbers(_ value: Any?) -> [String: Double] {
    (value as? [String: Any] ?? [:]).compactMapValues { $0 as? Double }
  }
}
