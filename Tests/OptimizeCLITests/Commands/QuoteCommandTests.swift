import Foundation
import Testing

@testable import optimize_cli

struct QuoteCommandTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    try TinyScenario().write(to: folder)
    let planned = try CommandLineProgram.run(["plan", "scenario.json", "-q"], in: folder)
    try #require(planned.exitCode == 0)
    try folder.write(TinyScenario.job("new"), to: "job.json")
    try folder.write(TinyScenario.job("wide", gpus: 16, hours: 23), to: "wide.json")
  }

  private func quote(_ words: String...) throws -> CommandLineProgram.Result {
    try CommandLineProgram.run(["quote", "scenario.json", "plan.json"] + words, in: folder)
  }

  @Test(arguments: [("job.json", "quoted"), ("wide.json", "doesNotFit")])
  func theAnswerIsAsItsSchemaSays(job: String, status: String) throws {
    let result = try quote(job)
    #expect(result.exitCode == 0)
    #expect(result.output.contains("\"status\": \"\(status)\""))
    let validator = try SchemaValidator(#require(Schema.named("quote")))
    #expect(try validator.complaints(about: result.bytes) == [])
    #expect(result.errorLines.count == 1)
  }

  @Test(arguments: ["plan.json", "scenario.json", "job.json", "prices.csv"])
  func noInputIsOverwritten(output: String) throws {
    let before = try folder.bytes(output)
    let result = try quote("job.json", "-o", output)
    #expect(result.exitCode == 64)
    #expect(result.errorLines.first == "error: --output: '\(output)' is an input")
    #expect(try folder.bytes(output) == before)
  }

  @Test func theJobMayComeFromStandardInput() throws {
    let result = try CommandLineProgram.run(
      ["quote", "scenario.json", "plan.json", "-", "-o", "quote.json"], in: folder,
      input: TinyScenario.job("new"))
    #expect(result.exitCode == 0 && result.output == "")
    #expect(try folder.text("quote.json").contains("\"job\": \"new\""))
  }
}
