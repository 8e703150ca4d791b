import Foundation

@testable import GridPricing

/// The hand-written files beside the tests.
enum Golden {
  static func url(_ path: String) -> URL {
    URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("Golden").appendingPathComponent(path)
  }

  static func read(_ path: String) throws -> SeriesFile {
    try SeriesFile.read(bytes: [UInt8](Data(contentsOf: url(path))), file: path)
  }

  static func read(text: String, file: String = "f.csv") throws -> SeriesFile {
    try SeriesFile.read(bytes: Array(text.utf8), file: file)
  }
}

extension SourceColumn {
  /// Values times 1000: per MWh, grams per kWh; rounded so that conversions do not show.
  var perThousand: [Double?] { steps.map { $0.value.map { ($0 * 1e9).rounded() / 1e6 } } }

  var starts: [String] { steps.map { $0.start.description } }

  /// The distinct lengths of the steps in minutes, in order.
  var minutes: [Double] {
    steps.map { $0.start.hours(to: $0.end) * 60 }.reduce(into: []) { lengths, length in
      if lengths.last != length { lengths.append(length) }
    }
  }

  /// Whether every step begins where the one before ends.
  var isUnbroken: Bool { zip(steps, steps.dropFirst()).allSatisfy { $0.end == $1.start } }
}
