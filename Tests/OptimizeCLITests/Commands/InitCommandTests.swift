import Foundation
import Testing

@testable import optimize_cli

struct InitCommandTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func run(_ words: String...) throws -> CommandLineProgram.Result {
    try CommandLineProgram.run(words, in: folder)
  }

  @Test func whatIsWrittenCanBePlanned() throws {
    #expect(try run("init", "a/b").errors.hasSuffix("next: optimize-cli plan a/b/scenario.json\n"))
    #expect(try run("check", "a/b/scenario.json").exitCode == 0)
    #expect(try run("plan", "a/b/scenario.json", "-q", "--time-limit", "2s").exitCode == 0)
    #expect(try run("verify", "a/b/scenario.json", "plan.json").exitCode == 0)
  }

  @Test func nothingIsOverwritten() throws {
    try folder.write("mine", to: "jobs.csv")
    let result = try run("init", ".")
    #expect(result.exitCode == 73)
    #expect(result.errorLines.first == "./jobs.csv: exists already; nothing is written")
    #expect(try folder.names() == ["jobs.csv"])
  }
}
