import Foundation
import Testing

@testable import optimize_cli

/// Wrong input of every kind, through the real readers.
///
/// `expected.txt` holds for each file in `Fixtures/malformed` what the user must be told: the exit
/// code and the line of each error, and the line of its help.
struct MalformedInputTests {
  struct Row: Sendable {
    var file: String
    var lines: [String]
  }

  static let rows: [Row] = {
    guard let bytes = try? Fixture.bytes("malformed/expected.txt") else { return [] }
    let blocks = String(decoding: bytes, as: UTF8.self).split(separator: "\n\n")
    return blocks.map { block in
      let lines = block.split(separator: "\n").map(String.init)
      return Row(file: lines[0], lines: Array(lines.dropFirst()))
    }
  }()

  @Test(arguments: rows.map(\.file))
  func theUserIsToldWhereAndWhatAndWhatWasExpected(file: String) throws {
    let row = try #require(Self.rows.first { $0.file == file })
    #expect(try Self.report(on: file) == row.lines)
  }

  @Test func everyFixtureHasItsExpectation() throws {
    let files = try ["scenarios", "jobs", "plans"].flatMap { folder in
      try Fixture.names(in: "malformed/\(folder)").map { "\(folder)/\($0)" }
    }
    #expect(files.filter { $0 != "scenarios/series" }.sorted() == Self.rows.map(\.file).sorted())
    #expect(files.count > 100)
  }

  /// One line per error, with its exit code, and one per help.
  private static func report(on file: String) throws -> [String] {
    do throws(DocumentErrors) {
      try read(Fixture.path("malformed/" + file), as: file)
      return []
    } catch {
      return error.errors.flatMap { error in
        let code = error.kind == .unreadable ? 66 : 65
        return ["\(code) \(error)"] + (error.help.map { ["   help: \($0)"] } ?? [])
      }.map { $0.replacingOccurrences(of: Fixture.path("malformed/"), with: "") }
    }
  }

  private static func read(_ path: String, as file: String) throws(DocumentErrors) {
    switch file.prefix(while: { $0 != "/" }) {
    case "scenarios": _ = try ScenarioReader.read(path).problem()
    case "jobs": _ = try JobReader.read(path)
    default: _ = try PlanReader.read(path)
    }
  }
}
