import Foundation
import Testing

@testable import optimize_cli

/// What people get wrong, what they are told, and the exit code that scripts see.
struct MistakeTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    try TinyScenario().write(to: folder)
    try folder.write("{ \"schemaVersion\": \"1.0\",\n  \"horizon\": [}\n", to: "bad.json")
    try folder.write(
      TinyScenario().text.replacing("\"gpus\": 16", with: "\"gpu\": 16"), to: "unknown.json")
    try folder.write("a,b\n1,2\n", to: "other.csv")
    // A write-protected folder; root may write everything but what the kernel makes up.
    try FileManager.default.createDirectory(
      atPath: folder.file("closed"), withIntermediateDirectories: false)
    try folder.setPermissions(0o500, of: "closed")
  }

  @Test(
    arguments: [
      ("pln", 64, "error: unknown command 'pln'", "help: did you mean 'plan'?"),
      ("inspect", 64, "error: unknown command 'inspect'", "help: did you mean 'series inspect'?"),
      ("--hepl", 64, "error: unknown option '--hepl'", "help: did you mean '--help'?"),
      ("plan", 64, "error: missing argument SCENARIO", nil),
      ("plan a b", 64, "error: unexpected argument 'b'", "help: plan takes [SCENARIO]"),
      (
        "plan scenario.json --tmie-limit 3s", 64, "error: unknown option '--tmie-limit'",
        "help: did you mean '--time-limit'?"
      ),
      (
        "plan scenario.json --gap 0.1", 64, "error: --gap: '0.1' has no percent sign",
        "help: write 0.1%"
      ),
      (
        "plan scenario.json --threads 0", 64,
        "error: --threads: '0' is not a whole number from 1 to 1024", nil
      ),
      (
        "plan scenario.json --seed 9223372036854775807", 64,
        "error: --seed: '9223372036854775807' is not a whole number from 0 to 9007199254740992", nil
      ),
      (
        "plan scenario.json --carbon-price-per-tonne 1e308", 64,
        "error: --carbon-price-per-tonne: '1e308' is not a number from -1000000000 to 1000000000",
        nil
      ),
      (
        "plan scenario.json --time-limit 1000000000h", 64,
        "error: --time-limit: '1000000000h' is longer than a century", nil
      ),
      ("compare scenario.json --format tabel", 64, nil, "help: did you mean 'table'?"),
      ("schema plans", 64, nil, "help: did you mean 'plan'?"),
      ("completions fsh", 64, nil, nil),
      ("verify - -", 64, "error: SCENARIO and PLAN are both standard input", nil),
      ("plan bad.json", 65, "bad.json:2:15: '}' is no JSON value, expected one", nil),
      ("check bad.json", 65, "bad.json:2:15: '}' is no JSON value, expected one", nil),
      ("compare bad.json", 65, "bad.json:2:15: '}' is no JSON value, expected one", nil),
      (
        "check unknown.json", 65, nil,
        "unknown.json:10:33: sites[0].pools[0] has the unknown key 'gpu', expected one of its keys"
      ),
      ("verify scenario.json bad.json", 65, nil, nil),
      ("benchmark bad.json", 65, nil, nil),
      ("series inspect other.csv", 65, nil, nil),
      ("plan none.json", 66, "none.json: there is no such file, expected one to read", nil),
      ("check none.json", 66, "none.json: there is no such file, expected one to read", nil),
      ("verify scenario.json none.json", 66, nil, nil),
      ("quote none.json none.json none.json", 66, nil, nil),
      ("series convert none.csv", 66, nil, nil),
      ("benchmark none.json", 66, nil, nil),
      (
        "plan scenario.json -o none/p.json", 73,
        "none/p.json: cannot be written: No such file or directory", "help: create its folder first"
      ),
      ("plan scenario.json -o .", 73, ".: cannot be written: Is a directory", nil),
      (
        "plan scenario.json -q -o bad.json/p", 73,
        "bad.json/p: cannot be written: Not a directory", nil
      ),
      (
        "plan scenario.json -q -o /dev/full", 73,
        "/dev/full: cannot be written: No space left on device", nil
      ),
      (
        "compare scenario.json -q -o /dev/full", 73,
        "/dev/full: cannot be written: No space left on device", nil
      ),
      ("series synthesize --days 1 -o /dev/full", 73, nil, nil),
      ("init .", 73, "./scenario.json: exists already; nothing is written", nil),
      (
        "plan scenario.json -o scenario.json", 64, "error: --output: 'scenario.json' is an input",
        "help: give the output another name"
      ),
      (
        "plan scenario.json -o ./prices.csv", 64, "error: --output: './prices.csv' is an input",
        "help: give the output another name"
      ),
      ("compare scenario.json -o prices.csv", 64, nil, "help: give the output another name"),
      ("series convert prices.csv -o prices.csv", 64, nil, "help: give the output another name"),
      ("series inspect prices.csv -o prices.csv", 64, nil, "help: give the output another name"),
    ] as [(String, Int32, String?, String?)])
  func eachMistakeIsNamedInALine(
    line: String, exitCode: Int32, first: String?, second: String?
  ) throws {
    let words = line.split(separator: " ").map(String.init)
    let before = try folder.names()
    let result = try CommandLineProgram.run(words, in: folder)
    #expect(result.exitCode == exitCode)
    #expect(result.output == "", "only documents go to standard output")
    if let first { #expect(result.errorLines.first == first) }
    if let second { #expect(result.errorLines.dropFirst().contains(second)) }
    #expect(result.errorLines.count <= 4)
    #expect(try folder.names() == before)
    #expect(try folder.text("prices.csv") == TinyScenario.series)
  }

  @Test func aClosedFolderIsNamed() throws {
    let output = geteuid() == 0 ? "/proc/plan.json" : "closed/plan.json"
    let result = try CommandLineProgram.run(["plan", "scenario.json", "-qo", output], in: folder)
    #expect(result.exitCode == 73)
    #expect(result.errorLines.first?.hasPrefix("\(output): cannot be written: ") == true)
  }

  @Test(arguments: ["--help", "schema plan", "series synthesize --days 1", "help plan"])
  func aFullStandardOutputIsAnError(line: String) throws {
    let result = try CommandLineProgram.run(
      line.split(separator: " ").map(String.init), in: folder, shell: "exec >/dev/full")
    #expect(result.exitCode == 73)
    #expect(
      result.errors == "standard output: cannot be written: No space left on device\n")
  }

  @Test func aFullDiskLeavesTheEarlierPlan() throws {
    try folder.write("old", to: "plan.json")
    // The limit on the size of files is in blocks of 512 bytes.
    let result = try CommandLineProgram.run(
      ["plan", "scenario.json", "-q"], in: folder, shell: "trap '' XFSZ; ulimit -f 2")
    #expect(result.exitCode == 73)
    #expect(result.errors == "plan.json: cannot be written: File too large\n")
    #expect(try folder.text("plan.json") == "old")
    #expect(try folder.names().filter { $0.hasSuffix(".tmp") } == [])
  }

  @Test func aReaderThatWentAwayIsNoStory() throws {
    let result = try CommandLineProgram.run(
      ["schema", "plan"], in: folder, shell: "\"$0\" \"$@\" | head -c 1; set -- --version")
    #expect(result.errors == "")
    #expect(result.output == "{optimize-cli \(Program.version)\n")
  }
}
