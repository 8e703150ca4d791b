import Foundation
import Testing

@testable import optimize_cli

struct ReplanCommandTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    try TinyScenario().write(to: folder)
    try #require(run("plan", "scenario.json", "-q", "--carbon-price-per-tonne", "60").exitCode == 0)
  }

  private func run(_ words: String..., input: String? = nil) throws -> CommandLineProgram.Result {
    try CommandLineProgram.run(words, in: folder, input: input ?? "")
  }

  @Test func theNewPlanIsOneForTheScenario() throws {
    let result = try run("replan", "scenario.json", "plan.json")
    #expect(result.exitCode == 0, "\(result.errorLines)")
    #expect(result.errorLines.first?.hasPrefix("0 jobs have started and stay;") == true)
    #expect(try folder.text("replan.json").contains("\"carbonPricePerTonne\": 60"))
    #expect(try run("verify", "scenario.json", "replan.json").exitCode == 0)
  }

  /// At the horizon's end everything has started.
  @Test func atTheEndNothingChanges() throws {
    let result = try run(
      "replan", "scenario.json", "plan.json", "--at", "2030-01-01T00:00:00Z", "-o", "-")
    #expect(result.exitCode == 0)
    let rest = "; 0 begin at their old places, 0 without one"
    #expect(result.errorLines.first?.hasSuffix(rest) == true)
    func segments(_ text: String) -> [Substring] {
      text.split(separator: "\n").filter { $0.contains("\"segments\"") }
    }
    #expect(try segments(result.output) == segments(folder.text("plan.json")))
  }

  @Test(arguments: [
    (["-", "-"], "error: SCENARIO and PLAN are both standard input"),
    (["scenario.json"], "error: missing argument PLAN"),
    (
      ["scenario.json", "plan.json", "-o", "plan.json"],
      "error: --output: 'plan.json' is an input"
    ),
  ])
  func mistakesAreWrongUsage(words: [String], message: String) throws {
    let before = try folder.bytes("plan.json")
    let result = try CommandLineProgram.run(["replan"] + words, in: folder)
    #expect(result.exitCode == 64 && result.errorLines.first == message)
    #expect(try folder.bytes("plan.json") == before)
  }

  @Test func aScenarioIsNoPlan() throws {
    let result = try run("replan", "scenario.json", "scenario.json")
    #expect(result.exitCode == 65)
    #expect(result.errorLines.first?.hasPrefix("scenario.json:") == true)
  }
}
