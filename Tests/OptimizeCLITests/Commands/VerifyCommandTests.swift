import Foundation
import Testing

@testable import optimize_cli

struct VerifyCommandTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    try TinyScenario().write(to: folder)
    let planned = try CommandLineProgram.run(["plan", "scenario.json", "-q"], in: folder)
    try #require(planned.exitCode == 0)
  }

  private func verify(_ words: String...) throws -> CommandLineProgram.Result {
    try CommandLineProgram.run(["verify", "scenario.json", "plan.json"] + words, in: folder)
  }

  @Test func theJSONIsAsItsSchemaSays() throws {
    let result = try verify("--json")
    #expect(result.exitCode == 0)
    let validator = try SchemaValidator(#require(Schema.named("verify")))
    #expect(try validator.complaints(about: result.bytes) == [])
    #expect(result.output.contains("\"isSound\": true"))
  }

  @Test func aPlanThatWasTouchedIsFoundOut() throws {
    let text = try folder.text("plan.json")
    let cost = try #require(text.firstRange(of: "\"energyCost\": "))
    try folder.write(text.replacingCharacters(in: cost, with: "\"energyCost\": 1"), to: "plan.json")
    let result = try verify()
    #expect(result.exitCode == 1)
    #expect(result.output.contains("objective"))
    let document = try verify("--json")
    #expect(document.exitCode == 1)
    let validator = try SchemaValidator(#require(Schema.named("verify")))
    #expect(try validator.complaints(about: document.bytes) == [])
  }

  @Test func filledGapsThatWereNotAreFoundOut() throws {
    let text = try folder.text("plan.json")
    try folder.write(
      text.replacing("\"filledSlots\": 0", with: "\"filledSlots\": 3"), to: "plan.json")
    let result = try verify()
    #expect(result.exitCode == 1)
    #expect(result.output.contains(".filledSlots: claimed 3, recomputed 0 [provenance]"))
  }

  @Test func anInfeasiblePlanCountsTheValueOfJobsThatItCannotPlace() throws {
    let text = TinyScenario().text
      .replacing("\"gpus\": 16 }", with: "\"gpus\": 16, \"idleWattsPerGPU\": 90 }")
      .replacing("\"pools\"", with: "\"gridLimitKW\": 1, \"pools\"")
      .replacing("\"wattsPerGPU\": 700", with: "\"wattsPerGPU\": 700, \"value\": 5")
    try folder.write(text, to: "scenario.json")
    let planned = try CommandLineProgram.run(["plan", "scenario.json", "-q"], in: folder)
    #expect(planned.exitCode == 1)
    #expect(try folder.text("plan.json").contains("\"status\": \"infeasible\""))
    let result = try verify()
    #expect(result.output == "")
    #expect(result.exitCode == 0)
  }

  @Test func aScenarioThatWasTouchedIsFoundOut() throws {
    try folder.write(TinyScenario.series.replacing(",40\n", with: ",41\n"), to: "prices.csv")
    #expect(try verify().exitCode == 1)
  }
}
