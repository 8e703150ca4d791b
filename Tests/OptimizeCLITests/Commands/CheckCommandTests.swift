import Foundation
import Testing

@testable import optimize_cli

struct CheckCommandTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  @Test func aSoundScenarioIsSummedUpAndNothingIsWritten() throws {
    try TinyScenario().write(to: folder)
    let result = try CommandLineProgram.run(["check", "scenario.json"], in: folder)
    #expect(result.exitCode == 0 && result.output == "")
    #expect(result.errors == "2 jobs, 36.0 GPU-hours, 1 site, 24 slots, load 9.4%\n")
    #expect(try folder.names() == ["prices.csv", "scenario.json"])
  }

  @Test func allMistakesAreReportedAtOnceEachWithItsPlace() throws {
    var scenario = TinyScenario()
    scenario.jobs = [TinyScenario.job("a", gpus: 0), TinyScenario.job("a", hours: -1)]
    try scenario.write(to: folder)
    let result = try CommandLineProgram.run(["check", "scenario.json"], in: folder)
    #expect(result.exitCode == 65)
    let places = result.errorLines.map { $0.split(separator: ":").prefix(2).joined(separator: ":") }
    #expect(places.contains("scenario.json:15") && places.contains("scenario.json:16"))
  }

  @Test(arguments: try CommandLineProgram.examples)
  func theExamplesAreSound(name: String) throws {
    let scenario = CommandLineProgram.data + name
    let result = try CommandLineProgram.run(["check", scenario], in: folder)
    #expect(result.exitCode == 0 && result.errorLines.count == 1)
  }
}
