import Foundation
import Testing

@testable import optimize_cli

struct CompareCommandTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    try TinyScenario().write(to: folder)
  }

  private func run(_ words: String...) throws -> CommandLineProgram.Result {
    try CommandLineProgram.run(["compare", "scenario.json"] + words, in: folder)
  }

  private static let policies = [
    "run-now", "earliest-deadline-first", "price-only", "carbon-only", "wait-awhile", "plan",
  ]

  @Test func theTableHasALineForEachPolicy() throws {
    let result = try run()
    #expect(result.exitCode == 0)
    let lines = result.output.split(separator: "\n")
    #expect(lines.map { $0.split(separator: " ")[0] } == ["policy"] + Self.policies.map { $0[...] })
    #expect(Set(lines.map(\.count)).count == 1, "the columns do not stand in line")
    #expect(result.errors.contains("optimal plan"))
  }

  @Test func theJSONIsAsItsSchemaSays() throws {
    let result = try run("--format", "json")
    let validator = try SchemaValidator(#require(Schema.named("compare")))
    #expect(try validator.complaints(about: result.bytes) == [])
    let object = try #require(
      JSONSerialization.jsonObject(with: Data(result.bytes)) as? [String: Any])
    let rows = try #require(object["policies"] as? [[String: Any]])
    #expect(rows.map { $0["policy"] as? String } == Self.policies)
    let totals = rows.compactMap { $0["total"] as? Double }
    #expect(totals.count == 6 && totals.min() == totals.last)
    #expect(object["status"] as? String == "optimal")
  }

  @Test func theCSVHasTheFiguresOfTheJSON() throws {
    let lines = try run("--format", "csv", "-o", "c.csv").output
    #expect(lines.isEmpty)
    let rows = try folder.text("c.csv").split(separator: "\n").map {
      $0.split(separator: ",", omittingEmptySubsequences: false)
    }
    #expect(
      rows[0].joined(separator: ",")
        == "policy,currency,total,energyCost,carbonCost,demandCost,cyclingCost,waterCost,"
        + "latenessCost,transferCost,declined,emissionsTonnes,energyMWh,waterM3,pue,pueReference,peakGridKW,"
        + "lateJobs,unplacedJobs,savingsPercent")
    #expect(rows.dropFirst().map { String($0[0]) } == Self.policies)
    #expect(rows.allSatisfy { $0.count == rows[0].count })
  }

  @Test func aPolicyWithoutItsSignalIsLeftOutWithTheReason() throws {
    var scenario = TinyScenario()
    scenario.carbon = ""
    try scenario.write(to: folder)
    let result = try run("--format", "json", "--carbon-price-per-tonne", "0")
    #expect(result.exitCode == 0)
    #expect(!result.output.contains("\"policy\": \"carbon-only\", \"total\""))
    #expect(result.output.contains(#"{ "policy": "carbon-only", "reason": "#))
    #expect(result.errors.contains("carbon-only is left out: site \"fra1\" has no carbon series"))
    let validator = try SchemaValidator(#require(Schema.named("compare")))
    #expect(try validator.complaints(about: result.bytes) == [])
  }

  @Test func aPartialPlanIsShownAndEndsWithOne() throws {
    var scenario = TinyScenario()
    scenario.jobs = ["a", "b"].map { TinyScenario.job($0, gpus: 16, hours: 20) }
    try scenario.write(to: folder)
    let result = try run()
    #expect(result.exitCode == 1)
    #expect(result.output.contains("\nplan"))
    #expect(result.errors.contains("is not placed"))
  }

  @Test func aSignalEndsTheSearchAndTheComparisonIsWritten() throws {
    #expect(try CommandLineProgram.run(["init", "a"], in: folder).exitCode == 0)
    let program = try CommandLineProgram(
      [
        "compare", "a/scenario.json", "--format", "json",
        "--time-limit", "60s", "--gap", "0%", "-o", "c.json",
      ], in: folder)
    #expect(try program.waits(for: "cost "))
    program.send(SIGTERM)
    #expect(try program.result().exitCode == 143)
    let validator = try SchemaValidator(#require(Schema.named("compare")))
    #expect(try validator.complaints(about: folder.bytes("c.json")) == [])
  }

  @Test func cellsThatWouldBreakALineAreQuoted() {
    #expect(
      CSVText.row(["a", "b,c", "say \"x\"", "two\nlines", " ", ""])
        == "a,\"b,c\",\"say \"\"x\"\"\",\"two\nlines\",\" \",\n")
  }
}
