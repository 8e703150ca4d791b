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

  @Test func whatIsCommentedOutIsSoundToo() throws {
    _ = try run("init", "a")
    let text = try folder.text("a/scenario.json")
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    let first = try #require(lines.firstIndex { $0.contains("What else a site may have") })
    let last = try #require(lines.firstIndex { $0.contains(#"// "solar""#) })
    var changed = lines
    changed[first - 2] += ","
    for index in (first + 1)...last { changed[index].replace("// ", with: "") }
    try folder.write(changed.joined(separator: "\n"), to: "a/scenario.json")
    let result = try run("check", "a/scenario.json")
    #expect(result.exitCode == 0, "\(result.errors)")
  }

  @Test func nothingIsOverwritten() throws {
    try folder.write("mine", to: "jobs.csv")
    let result = try run("init", ".")
    #expect(result.exitCode == 73)
    #expect(result.errorLines.first == "./jobs.csv: exists already; nothing is written")
    #expect(try folder.names() == ["jobs.csv"])
  }
}
