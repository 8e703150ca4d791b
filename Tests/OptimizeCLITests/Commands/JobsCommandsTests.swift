import Foundation
import Testing

@testable import optimize_cli

struct JobsCommandsTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func run(_ words: String...) throws -> CommandLineProgram.Result {
    try CommandLineProgram.run(["jobs"] + words, in: folder)
  }

  @Test func convertedJobsReadBackAndAssumptionsAreTold() throws {
    try folder.write("arrival_time,length,cpus\n0,1.5,2\n2,0,1\n", to: "trace.csv")
    let result = try run(
      "convert", "trace.csv", "--time-unit", "hours", "--start", "2026-01-12T00:00:00Z", "--pool",
      "h200", "--watts-per-gpu", "700", "-o", "jobs.json")
    #expect(result.exitCode == 0 && result.output == "")
    #expect(try JobReader.read(folder.file("jobs.json")).jobs.map(\.id) == ["job-1"])
    #expect(result.errorLines.first == "trace.csv: list of arrivals, 1 job")
    #expect(result.errorLines.contains("assumed: arrival_time and length count hours"))
    #expect(result.errorLines.last == "warning: left out 1 entry: length of 0 or less")
  }

  @Test func wrongUseAndWrongInputEndWithTheirCodes() throws {
    try folder.write("arrival_time,length,cpus\n0,x,2\n", to: "trace.csv")
    #expect(try run("convert", "trace.csv", "--pool", "h200").exitCode == 64)
    let options = ["--pool", "h200", "--watts-per-gpu", "700"]
    let wrong = try CommandLineProgram.run(
      ["jobs", "convert", "trace.csv", "--time-unit", "hours"] + options, in: folder)
    #expect(wrong.exitCode == 65)
    #expect(wrong.errors.hasPrefix("trace.csv:2:3: length is 'x', expected a number"))
    let missing = try CommandLineProgram.run(["jobs", "convert", "no.csv"] + options, in: folder)
    #expect(missing.exitCode == 66)
    #expect(try run("profile", "trace.csv").exitCode == 65)
    #expect(try run("profile", "trace.csv", "--select", "=x").exitCode == 64)
  }

  @Test func aProfileIsPrinted() throws {
    try folder.write("nodes,throughput,power\n1,10,800\n2,19,1600\n", to: "nodes.csv")
    let result = try run("profile", "nodes.csv", "--gpus-per-node", "4", "-q")
    #expect(result.exitCode == 0 && result.errors == "")
    let object = try JSONSerialization.jsonObject(with: Data(result.bytes)) as? [String: Any]
    #expect(object?["gpus"] as? Int == 4 && object?["wattsPerGPU"] as? Int == 200)
  }

  @Test(arguments: ["\u{9B}31mred", "\u{202E}evil", "\u{FEFF}mark", "a;b|c&d", "zero\u{200B}width"])
  func namesOfOtherProgramsAreEscaped(name: String) throws {
    let text = #"""
      { "apiVersion": "batch/v1", "kind": "Job",
        "metadata": { "name": "\#(name)", "creationTimestamp": "2026-01-12T00:00:00Z" },
        "spec": { "activeDeadlineSeconds": 60, "template": { "spec": { "containers":
          [ { "resources": { "limits": { "\#(name)/gpu": "1" } } } ] } } } }
      """#
    try folder.write(text, to: "job.json")
    let converted = try run("convert", "job.json", "--pool", "p", "--watts-per-gpu", "700")
    try folder.write("\(name),power_limit,throughput,power\na,1,2,3\nb,1,2,3\n", to: "limits.csv")
    let refused = try run("profile", "limits.csv")
    #expect(converted.exitCode == 0 && refused.exitCode == 65)
    for shown in [converted.output, converted.errors, refused.errors] {
      #expect(!shown.unicodeScalars.contains { $0.isInvisible && $0 != "\n" })
    }
    let jobs = JobReader.read(InputDocument(file: "jobs", bytes: converted.bytes))
    #expect(jobs.jobs.map(\.id) == [name])
  }
}
