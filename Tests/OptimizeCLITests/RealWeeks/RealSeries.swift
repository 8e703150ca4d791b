import Foundation

/// A file of hourly values beside the checkout, read in the plainest way.
struct RealSeries {
  static let folder =
    URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .appending(path: "shared/data").path

  static func path(_ name: String) -> String { "\(folder)/\(name).csv" }

  let currency: String
  private let rows: [String: (perMWh: Double, gramsPerKWh: Double)]

  init(_ name: String) throws {
    let lines = try String(contentsOfFile: Self.path(name), encoding: .utf8)
      .split(separator: "\n").map { $0.components(separatedBy: ",") }
    let price = lines[0].firstIndex { $0.hasPrefix("price_") }!
    let carbon = lines[0].firstIndex(of: "carbon_lifecycle_g_per_kwh")!
    currency = lines[0][price].components(separatedBy: "_")[1].uppercased()
    var rows: [String: (Double, Double)] = [:]
    for line in lines.dropFirst() {
      if let perMWh = Double(line[price]), let grams = Double(line[carbon]) {
        rows[line[0]] = (perMWh, grams)
      }
    }
    self.rows = rows
  }

  /// The values of the hour that contains an instant.
  func values(at date: Date) -> (perMWh: Double, gramsPerKWh: Double)? {
    let hour = (date.timeIntervalSince1970 / 3600).rounded(.down) * 3600
    return rows[Date(timeIntervalSince1970: hour).formatted(.iso8601)]
  }
}
