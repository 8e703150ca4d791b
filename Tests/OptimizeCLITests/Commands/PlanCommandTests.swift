import Foundation
import Testing

@testable import optimize_cli

struct PlanCommandTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func run(_ words: String...) throws -> CommandLineProgram.Result {
    try CommandLineProgram.run(words, in: folder)
  }

  /// But for the one of a liquid-cooled plant, which takes too long without optimisation.
  @Test(arguments: try CommandLineProgram.examples.filter { !$0.hasPrefix("liquid") })
  func everyExampleIsPlannedAndVerified(name: String) throws {
    let scenario = CommandLineProgram.data + name
    let planned = try run("plan", scenario, "--work-limit", "1")
    #expect(planned.exitCode == 0)
    #expect(planned.output == "")
    #expect(planned.errors.contains("run-now") && planned.errors.hasSuffix("wrote plan.json\n"))
    let validator = try SchemaValidator(#require(Schema.named("plan")))
    #expect(try validator.complaints(about: folder.bytes("plan.json")) == [])
    let verified = try run("verify", scenario, "plan.json")
    #expect(verified.exitCode == 0)
    #expect(verified.output == "")
    #expect(verified.errors == "no violations; the shadow prices prove the bound\n")
  }

  @Test(arguments: ["lab-64", "two-sites-1024"])
  func theBytesDoNotDependOnThreadsOrTheRun(name: String) throws {
    let scenario = CommandLineProgram.data + "\(name)/scenario.json"
    let plans = try ["1", "2", "5", "2"].map { threads in
      let result = try run(
        "plan", scenario, "-q", "-o", "-", "--threads", threads, "--work-limit", "20000")
      #expect(result.exitCode == 0 && result.errors == "")
      return result.bytes
    }
    #expect(plans.dropFirst().allSatisfy { $0 == plans[0] })
    #expect(try JSONSerialization.jsonObject(with: Data(plans[0])) is [String: Any])
  }

  @Test func standardInputIsAScenarioToo() throws {
    try TinyScenario().write(to: folder)
    let result = try CommandLineProgram.run(
      ["plan", "-", "-o", "-", "--log", "json"], in: folder, input: TinyScenario().text)
    #expect(result.exitCode == 0)
    #expect(try JSONSerialization.jsonObject(with: Data(result.bytes)) is [String: Any])
    for line in result.errorLines {
      #expect(try JSONSerialization.jsonObject(with: Data(line.utf8)) is [String: Any])
    }
  }

  @Test func aJobThatFitsNowhereIsBadInputAndOneTooManyMakesThePlanPartial() throws {
    var scenario = TinyScenario()
    scenario.jobs = [TinyScenario.job("long", hours: 30)]
    try scenario.write(to: folder)
    #expect(try run("plan", "scenario.json").exitCode == 65)
    scenario.jobs = ["a", "b"].map { TinyScenario.job($0, gpus: 16, hours: 20) }
    try scenario.write(to: folder)
    let result = try run("plan", "scenario.json")
    #expect(result.exitCode == 1)
    #expect(result.errors.contains("warning: job 'b' is not placed: "))
    #expect(try run("verify", "scenario.json", "plan.json").exitCode == 0)
    let validator = try SchemaValidator(#require(Schema.named("plan")))
    #expect(try validator.complaints(about: folder.bytes("plan.json")) == [])
  }

  @Test(arguments: [(SIGINT, 130), (SIGTERM, 143)] as [(Int32, Int32)])
  func aSignalEndsTheSearchAndKeepsThePlan(signal: Int32, exitCode: Int32) throws {
    // Too hard to be proven, and quick to have a first plan.
    #expect(try run("init", ".").exitCode == 0)
    let scenario = "scenario.json"
    let program = try CommandLineProgram(
      [
        "plan", scenario, "--time-limit", "60s", "--gap", "0%", "--work-limit", "1000000000000",
      ], in: folder)
    #expect(try program.waits(for: "cost "))
    program.send(signal)
    let result = try program.result()
    #expect(result.exitCode == exitCode && !result.isKilled)
    #expect(result.errors.contains("because it was interrupted"))
    #expect(try folder.text("plan.json").contains("\"stop\": \"interrupted\""))
    #expect(try run("verify", scenario, "plan.json").exitCode == 0)
  }

  @Test func aSignalBeforeThereIsAnythingEndsTheProgramAtOnce() throws {
    let fifo = folder.file("scenario.json")
    let made = unsafe mkfifo(fifo, 0o600)
    #expect(made == 0)
    let program = try CommandLineProgram(["plan", "scenario.json"], in: folder)
    // It waits for a writer; by then it has taken the signals over.
    usleep(500_000)
    program.send(SIGTERM)
    let result = try program.result()
    #expect(result.exitCode == 143 && result.errors == "")
    #expect(try folder.names() == ["scenario.json"])
  }

  @Test func aKilledRunLeavesAWholePlan() throws {
    try TinyScenario().write(to: folder)
    let whole = try ["50", "60"].map { price in
      let result = try run("plan", "scenario.json", "-qo", "-", "--carbon-price-per-tonne", price)
      return result.bytes
    }
    #expect(whole[0] != whole[1])
    let clock = ContinuousClock()
    let began = clock.now
    _ = try run("plan", "scenario.json", "-q", "--carbon-price-per-tonne", "50")
    let duration = (clock.now - began) / .microseconds(1)
    var kills = 0
    for number in 0..<40 {
      let price = number % 2 == 0 ? "60" : "50"
      let program = try CommandLineProgram(
        ["plan", "scenario.json", "-q", "--carbon-price-per-tonne", price], in: folder)
      usleep(UInt32(Double.random(in: 0...1.1) * duration))
      program.send(SIGKILL)
      if try program.result().isKilled { kills += 1 }
      let bytes = try folder.bytes("plan.json")
      #expect(whole.contains(bytes), "run \(number)")
    }
    #expect(kills > 0)
  }
}
