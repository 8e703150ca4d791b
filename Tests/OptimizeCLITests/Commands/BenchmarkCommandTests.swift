import Foundation
import Testing

@testable import optimize_cli

struct BenchmarkCommandTests {
  private let folder: TemporaryFolder

  private static let instance = """
    {
      "format": "gpu-shift-1", "name": "tiny", "slot_hours": 1, "slots": 4,
      "price_eur_per_kwh": [0.4, 0.1, 0.2, 0.3], "ci_kg_per_kwh": [0, 0, 0, 0],
      "carbon_weight_eur_per_kg": 0, "capacity_gpus": 2,
      "jobs": [
        { "release": 0, "deadline": 4, "duration": 2, "gpus": 1, "kw_per_gpu": 1 },
        { "release": 0, "deadline": 4, "duration": 1, "gpus": 2, "kw_per_gpu": 1 }
      ]
    }
    """

  init() throws {
    folder = try TemporaryFolder()
    try folder.write(Self.instance, to: "tiny.json")
  }

  @Test func theJSONIsAsItsSchemaSaysAndTheOptimumIsFound() throws {
    let result = try CommandLineProgram.run(["benchmark", "tiny.json", "--json", "-q"], in: folder)
    #expect(result.exitCode == 0)
    let validator = try SchemaValidator(#require(Schema.named("benchmark")))
    #expect(try validator.complaints(about: result.bytes) == [])
    let object = try JSONSerialization.jsonObject(with: Data(result.bytes)) as? [String: Any]
    let runs = try #require(object?["runs"] as? [[String: Any]])
    #expect(runs.map { $0["status"] as? String } == ["optimal", "optimal"])
    // By hand: the wide job at 0.1, the narrow one at 0.2 and 0.3.
    for run in runs { #expect(abs((run["cost"] as? Double ?? 0) - 0.7) < 1e-9) }
  }

  @Test func theTableGoesToStandardOutput() throws {
    let result = try CommandLineProgram.run(
      ["benchmark", "tiny.json", "--mode", "whole", "-q"], in: folder)
    #expect(result.exitCode == 0 && result.output.contains("tiny"))
  }

  @Test func aScenarioIsAnInstance() throws {
    _ = try CommandLineProgram.run(["init", "first", "-q"], in: folder)
    let result = try CommandLineProgram.run(
      ["benchmark", "first/scenario.json", "tiny.json", "--gap", "2%", "--json", "-q"], in: folder)
    #expect(result.exitCode == 0, "\(result.errors)")
    let validator = try SchemaValidator(#require(Schema.named("benchmark")))
    #expect(try validator.complaints(about: result.bytes) == [])
    let object = try JSONSerialization.jsonObject(with: Data(result.bytes)) as? [String: Any]
    let runs = try #require(object?["runs"] as? [[String: Any]])
    #expect(runs.map { $0["mode"] as? String } == ["scenario", "whole", "preemptible"])
    // Idle GPUs and the base load cost something without jobs.
    let (gap, variable) = (runs[0]["gap"] as? Double ?? 0, runs[0]["variableGap"] as? Double ?? 0)
    #expect(gap > 0 && variable > gap && gap <= 0.02)
    #expect((runs[0]["cost"] as? Double ?? 0) > (runs[0]["bound"] as? Double ?? .infinity))
  }

  @Test func aPictureIsWritten() throws {
    let hostile = Self.instance.replacing("tiny", with: "<script>&")
    try folder.write(hostile, to: "hostile.json")
    let result = try CommandLineProgram.run(
      ["benchmark", "hostile.json", "--mode", "whole", "--svg", "a.svg", "-q"], in: folder)
    #expect(result.exitCode == 0)
    let picture = try folder.text("a.svg")
    #expect(picture.hasPrefix("<svg ") && picture.contains("&lt;script&gt;&amp; whole"))
    #expect(!picture.contains("<script"))
  }

  @Test(arguments: ["-o", "--svg"])
  func noInstanceIsOverwritten(option: String) throws {
    let result = try CommandLineProgram.run(
      ["benchmark", "tiny.json", option, "tiny.json"], in: folder)
    #expect(result.exitCode == 64)
    #expect(try folder.text("tiny.json") == Self.instance)
  }
}
