import Foundation
import GridPricing
import Testing

@testable import optimize_cli

struct BenchmarkMakeCommandTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func make(
    _ name: String, jobs: Int = 120, slots: Int = 288, gpus: Int = 128, seed: Int = 1,
    mix: String = "rigid", _ others: String...
  ) throws -> CommandLineProgram.Result {
    try CommandLineProgram.run(
      [
        "benchmark", "make", name, "--jobs", "\(jobs)", "--slots", "\(slots)", "--gpus", "\(gpus)",
        "--seed", "\(seed)", "--mix", mix,
      ] + others, in: folder)
  }

  private func digests(of name: String) throws -> [String] {
    try ["scenario.json", "jobs.csv", "series.csv"].map {
      Digest.sha256(try folder.bytes("\(name)/\($0)"))
    }
  }

  @Test(arguments: ["rigid", "mixed"])
  func theSeedDecidesEveryByte(mix: String) throws {
    for (name, seed) in [("a", 1), ("b", 1), ("c", 2)] {
      #expect(try make(name, seed: seed, mix: mix, "--facility", "full").exitCode == 0)
    }
    let (first, same, other) = (try digests(of: "a"), try digests(of: "b"), try digests(of: "c"))
    #expect(first == same)
    #expect(first[1] != other[1] && first[2] != other[2])
  }

  /// The same bytes on every machine: what one machine wrote once.
  @Test func theBytesAreThoseOfOtherMachines() throws {
    _ = try make("a", mix: "mixed")
    #expect(try digests(of: "a").map { String($0.prefix(12)) } == Self.knownDigests)
  }

  private static let knownDigests = ["250233c43eff", "5edf21c23de0", "eb3cc1bd210c"]

  @Test(arguments: ["rigid", "mixed"], ["fixed-pue", "full"])
  func aMadeInstanceIsPlannedWholeAndVerified(mix: String, facility: String) throws {
    #expect(try make("a", jobs: 60, seed: 1, mix: mix, "--facility", facility).exitCode == 0)
    let planned = try CommandLineProgram.run(
      ["plan", "a/scenario.json", "-q", "--work-limit", "1"], in: folder)
    #expect(planned.exitCode == 0, "\(planned.errors)")
    let verified = try CommandLineProgram.run(
      ["verify", "a/scenario.json", "plan.json"], in: folder)
    #expect(verified.exitCode == 0, "\(verified.output)\(verified.errors)")
  }

  @Test func nothingThatExistsIsOverwritten() throws {
    #expect(try make("a").exitCode == 0)
    let before = try digests(of: "a")
    let again = try make("a", seed: 2)
    #expect(again.exitCode == 73 && again.errors.contains("exists already"))
    #expect(try digests(of: "a") == before)
  }

  @Test(arguments: [
    (["--jobs", "0"], "--jobs: '0'"), (["--fill", "0%"], "--fill: less than 1%"),
    (["--fill", "85"], "--fill: '85' has no percent sign"), (["--slots", "7"], "--slots: '7'"),
    (["--slot-minutes", "7"], "--slot-minutes: '7'"), (["--mix", "soft"], "--mix: 'soft'"),
    (["--facility", "none"], "--facility: 'none'"),
    (["--gpus", "1"], "--gpus: 1 GPUs are too few for 120 jobs on 288 slots"),
  ])
  func aWrongOptionIsOneError(words: [String], message: String) throws {
    var options = [
      "--jobs": "120", "--slots": "288", "--gpus": "128", "--seed": "1", "--mix": "rigid",
    ]
    options[words[0]] = words[1]
    let result = try CommandLineProgram.run(
      ["benchmark", "make", "a"]
        + options.sorted { $0.key < $1.key }.flatMap { [$0.key, $0.value] },
      in: folder)
    #expect(result.exitCode == 64)
    #expect(result.errorLines.first?.contains(message) == true, "\(result.errors)")
    #expect(result.errorLines.filter { $0.hasPrefix("error:") }.count == 1)
    #expect(try folder.names() == [])
  }

  @Test func aMissingOptionIsNamed() throws {
    let result = try CommandLineProgram.run(["benchmark", "make", "a"], in: folder)
    #expect(result.exitCode == 64 && result.errors.contains("missing option '--jobs'"))
  }
}
