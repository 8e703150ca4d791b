import Foundation
import Testing

@testable import optimize_cli

struct SeriesCommandsTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    try TinyScenario().write(to: folder)
  }

  private func run(_ words: String...) throws -> CommandLineProgram.Result {
    try CommandLineProgram.run(["series"] + words, in: folder)
  }

  @Test func anInspectionIsAsItsSchemaSays() throws {
    let result = try run("inspect", "prices.csv", "--json")
    #expect(result.exitCode == 0 && result.errors == "")
    let validator = try SchemaValidator(#require(Schema.named("series-inspect")))
    #expect(try validator.complaints(about: result.bytes) == [])
    #expect(try run("inspect", "prices.csv").output.contains("2026-01-12"))
  }

  @Test func whatIsConvertedReadsAlike() throws {
    let result = try run("convert", "prices.csv", "-q")
    #expect(result.exitCode == 0 && result.errors == "")
    #expect(result.output == TinyScenario.series)
    #expect(try run("convert", "prices.csv", "-o", "copy.csv").output == "")
    #expect(try folder.text("copy.csv") == TinyScenario.series)
  }

  @Test func inventedSeriesSayThatTheyAreAndRepeat() throws {
    let first = try run("synthesize", "--days", "2", "--seed", "7")
    #expect(first.exitCode == 0)
    #expect(first.output.hasPrefix("# synthetic, not measured: optimize-cli series synthesize"))
    #expect(try run("synthesize", "--days", "2", "--seed", "7").bytes == first.bytes)
    #expect(try run("synthesize", "--days", "2", "--seed", "8").bytes != first.bytes)
  }

  @Test func theScriptBesideTheExamplesMakesTheirBytes() throws {
    let copy = folder.file("data")
    try FileManager.default.copyItem(
      atPath: String(CommandLineProgram.data.dropLast()), toPath: copy)
    let names = try FileManager.default.subpathsOfDirectory(atPath: copy)
      .filter { $0.hasSuffix(".csv") }
    #expect(names.count == 19)
    for name in names { try FileManager.default.removeItem(atPath: "\(copy)/\(name)") }
    let made = try CommandLineProgram.run(
      [], in: folder, shell: "export OPTIMIZE_CLI=\"$0\"; data/make || exit 1; set -- --version")
    #expect(made.exitCode == 0 && made.errors == "")
    for name in names {
      let original = try Data(contentsOf: URL(fileURLWithPath: CommandLineProgram.data + name))
      #expect(try folder.bytes("data/\(name)") == [UInt8](original), "\(name)")
    }
  }
}
