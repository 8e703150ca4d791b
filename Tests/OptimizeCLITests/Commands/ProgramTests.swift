import Foundation
import Testing

@testable import optimize_cli

/// What is the same in all commands.
struct ProgramTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func run(_ words: [String]) throws -> CommandLineProgram.Result {
    try CommandLineProgram.run(words, in: folder)
  }

  @Test func theTreeKeepsTheRulesAndItsExamplesParse() { #expect(defects(in: .offpeak) == []) }

  @Test func theVersionIsOneLine() throws {
    let result = try run(["--version"])
    #expect(result.exitCode == 0 && result.errors == "")
    #expect(result.output == "optimize-cli \(Program.version)\n")
  }

  @Test func helpIsFoundForEveryCommand() throws {
    for path in [[]] + CommandTree.offpeak.leaves.map(\.path) {
      let result = try run(path + ["--help"])
      #expect(result.exitCode == 0 && result.errors == "")
      #expect(result.output.contains("usage: optimize-cli \(path.joined(separator: " "))"))
    }
  }

  @Test func withoutACommandTheHelpGoesToStandardError() throws {
    let result = try run([])
    #expect(result.exitCode == 64 && result.output == "")
    #expect(result.errors.contains("usage: optimize-cli COMMAND [options]"))
  }

  @Test(arguments: Schema.names)
  func schemasArePrinted(name: String) throws {
    let result = try run(["schema", name])
    #expect(result.exitCode == 0 && result.errors == "")
    #expect(result.output == Schema.named(name))
  }

  @Test(arguments: Shell.allCases)
  func completionsArePrinted(shell: Shell) throws {
    let result = try run(["completions", shell.rawValue])
    #expect(result.exitCode == 0 && result.errors == "")
    #expect(result.output == shell.completionScript(for: .offpeak))
  }
}
