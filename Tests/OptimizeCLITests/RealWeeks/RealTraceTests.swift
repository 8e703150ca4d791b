import Foundation
import GridPricing
import Testing

@testable import optimize_cli

/// Published traces and measurements beside the checkout.
@Suite(.enabled(if: RealTrace.areThere, "../shared/data/traces is not there"))
struct RealTraceTests {
  @Test(arguments: [
    ("pai_1k", TraceTimeUnit.seconds, 1000), ("azure-100k", .hours, 99_988),
  ])
  func publishedArrivalsBecomeJobs(name: String, unit: TraceTimeUnit, count: Int) throws {
    let document = try InputDocument(file: name, bytes: RealTrace.unpacked(name + ".csv.gz"))
    let start = try #require(Instant(iso8601: "2026-01-12T00:00:00Z"))
    let result = try TraceConversion(
      pool: "h200", wattsPerGPU: 700, start: start, slackFactor: 4
    ).jobs(of: TraceReader.read(document, timeUnit: unit), file: name)
    #expect(result.jobs.count == count && result.skipped.total == 0)
    #expect(
      result.jobs.allSatisfy {
        ($0.release ?? start) >= start && ($0.deadline ?? start) > ($0.release ?? start)
      })
  }

  @Test func publishedPodsBecomeJobs() throws {
    let name = "alibaba-gpu-2023-pods"
    let document = try InputDocument(file: name, bytes: RealTrace.unpacked(name + ".csv.gz"))
    let start = try #require(Instant(iso8601: "2026-01-12T00:00:00Z"))
    let result = try TraceConversion(pool: "h200", wattsPerGPU: 700, start: start)
      .jobs(of: TraceReader.read(document, timeUnit: nil), file: name)
    #expect(result.jobs.count + result.skipped.total == 8152)
    let left = result.skipped.counts.map { "\($0.count) \($0.reason)" }
    #expect(left.prefix(2).sorted() == ["1088 has no GPU", "861 was never scheduled"])
    #expect(Set(result.jobs.map(\.gpus)) == [1, 2, 4, 8])
  }

  @Test func aPackedFileIsRefusedWithAWayOut() throws {
    let document = try InputDocument.read(RealTrace.folder + "/pai_1k.csv.gz")
    let error = try #require(throws: DocumentError.self) {
      try TraceReader.read(document, timeUnit: .seconds)
    }
    #expect(error.problem.contains("compressed") && error.help?.contains("gzip -dc") == true)
  }

  @Test(arguments: ["power-limit-v100.csv", "power-limit-a40.csv"])
  func measuredPowerLimitsBecomeCaps(name: String) throws {
    let document = try InputDocument.read("\(RealTrace.folder)/\(name)")
    let table = try TextTable(document)
    let keys = ["dataset", "network", "batch_size", "optimizer"]
    let columns = try keys.map { try #require(table.index(of: $0)) }
    for values in Set(table.rows.map { row in columns.map { row.cells[$0] } }) {
      let profile = try JobProfile.read(
        document, .init(selection: zip(keys, values).map { ($0, $1) }))
      let powers = [profile.wattsPerGPU] + profile.powerCaps.map(\.powerPerGPU.watts)
      let speeds = [1] + profile.powerCaps.map(\.speed)
      #expect(zip(powers, powers.dropFirst()).allSatisfy { $0 > $1 }, "\(values)")
      #expect(zip(speeds, speeds.dropFirst()).allSatisfy { $0 >= $1 && $1 > 0 }, "\(values)")
    }
  }
}

private enum RealTrace {
  static let folder = RealSeries.folder + "/traces"
  static let gzip = "/usr/bin/gzip"
  static let areThere =
    FileManager.default.fileExists(atPath: folder)
    && [gzip, "/bin/gzip"].contains(where: FileManager.default.isExecutableFile)

  static func unpacked(_ name: String) throws -> [UInt8] {
    let process = Process()
    let path = FileManager.default.isExecutableFile(atPath: gzip) ? gzip : "/bin/gzip"
    process.executableURL = URL(filePath: path)
    process.arguments = ["-dc", "\(folder)/\(name)"]
    let pipe = Pipe()
    process.standardOutput = pipe
    try process.run()
    let data = try pipe.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    return [UInt8](data)
  }
}
