import Foundation
import Testing

@testable import optimize_cli

struct FleetPlanTests {
  private let fleet: TinyFleet
  private var folder: TemporaryFolder { fleet.folder }

  init() throws { fleet = try TinyFleet() }

  private func expectKept(
    _ names: [String], _ result: CommandLineProgram.Result, anew: [String],
    _ location: SourceLocation = #_sourceLocation
  ) {
    let verbs = result.errorLines.reduce(into: [:] as [String: String]) { verbs, line in
      let words = line.split(separator: " ")
      guard line.hasPrefix("'"), words.count > 1 else { return }
      verbs[words[0].trimmingCharacters(in: ["'"])] = words[1].trimmingCharacters(in: [":"])
    }
    let kept = verbs.filter { $0.value == "kept" }.keys.sorted()
    let planned = verbs.filter { $0.value == "planned" }.keys.sorted()
    #expect(kept == names && planned == anew, sourceLocation: location)
  }

  // MARK: Shards

  @Test func shardsGiveThePlansOfASerialRunInWhateverOrder() throws {
    #expect(try fleet.run("plan", "--fleet", "fleet", "-o", "serial/plans").exitCode == 0)
    for (shard, members) in [("2/3", ["c", "f"]), ("0/3", ["a", "c", "d", "f", "g"])] {
      #expect(try fleet.run("plan", "--fleet", "fleet", "--shard", shard).exitCode == 0)
      #expect(try fleet.planned() == members)
    }
    let last = try fleet.run("plan", "--fleet", "fleet/", "--shard", "1/3", "--threads", "1")
    #expect(last.errorLines.last == "shard 1/3, 2 of 7 scenarios: 2 planned, 0 kept, 0 failed")
    let plans = try fleet.plans()
    #expect(try plans.count == 7 && plans == fleet.plans(in: "serial/plans"))
    #expect(Set(plans.values).count == 7)
  }

  @Test func thePlanIsThatOfTheCommandWithoutAFleet() throws {
    #expect(try fleet.run("plan", "--fleet", "fleet").exitCode == 0)
    let alone = try fleet.run("plan", "scenario.json", "-qo", "-", shell: "cd fleet/c")
    #expect(try alone.bytes == folder.bytes("fleet/c/plan.json"))
    let verified = try fleet.run("verify", "fleet/c/scenario.json", "fleet/c/plan.json")
    #expect(verified.exitCode == 0)
  }

  @Test func schedulersNameTheShard() throws {
    let slurm = "ID=4 MIN=1 MAX=4 COUNT=4 STEP=1".split(separator: " ")
      .map { "export SLURM_ARRAY_TASK_\($0)" }.joined(separator: ";")
    let task = try fleet.run("plan", "--fleet", "fleet", "--shard", "slurm", shell: slurm)
    #expect(try task.exitCode == 0 && fleet.planned() == ["d"])
    let pod = try fleet.run(
      "plan", "--fleet", "fleet", "--shard", "kubernetes/7", shell: "export JOB_COMPLETION_INDEX=6")
    #expect(try pod.exitCode == 0 && fleet.planned() == ["d", "g"])
    let beyond = try fleet.run("plan", "--fleet", "fleet", "--shard", "8/9")
    #expect(beyond.exitCode == 0)
    #expect(beyond.errors == "shard 8/9, 0 of 7 scenarios: 0 planned, 0 kept, 0 failed\n")
  }

  // MARK: Keeping

  @Test func aFinishedPlanIsKept() throws {
    #expect(try fleet.run("plan", "--fleet", "fleet").exitCode == 0)
    let plans = try fleet.plans()
    // Only whoever leaves the file alone leaves this in it.
    for name in plans.keys { try fleet.edit("fleet/\(name)/plan.json") { $0 + "\n" } }
    let marked = try fleet.plans()
    // Search options other than the seed do not count.
    let again = try fleet.run("plan", "--fleet", "fleet", "--threads", "1", "--gap", "0.5%")
    expectKept(plans.keys.sorted(), again, anew: [])
    #expect(try again.exitCode == 0 && fleet.plans() == marked)
    let forced = try fleet.run("plan", "--fleet", "fleet", "--again")
    expectKept([], forced, anew: plans.keys.sorted())
    #expect(try fleet.plans() == plans)
  }

  @Test(arguments: [
    ("prices.csv", ",41\n", ",39\n", "as its inputs have changed"),
    ("scenario.json", "\"EUR\"", "\"EUR\" ", "as its inputs have changed"),
    ("plan.json", #""stop": "proven""#, #""stop": "interrupted""#, "as its plan had been interr"),
    ("plan.json", #""version": ""#, #""version": "0."#, "as version or seed differ"),
    ("plan.json", #""seed": 1"#, #""seed": 2"#, "as version or seed differ"),
    ("plan.json", #""settings": {}"#, #""settings": { "gapFill": "hold" }"#, "as the problem opt"),
    ("plan.json", #""sha256": ""#, #""sha256": "0"#, "as its inputs have changed"),
    ("plan.json", "{ \"role\": \"price\"", "{ \"role\": \"carbon\"", "as its inputs have changed"),
    ("plan.json", #""jobs": ["#, #""jobs": "#, "as its plan could not be read"),
  ])
  func aPlanOfSomethingElseIsMadeAnew(
    file: String, old: String, new: String, reason: String
  ) throws {
    #expect(try fleet.run("plan", "--fleet", "fleet").exitCode == 0)
    let before = try fleet.plans()
    let text = try folder.text("fleet/b/\(file)")
    #expect(text.contains(old))
    try fleet.edit("fleet/b/\(file)") { $0.replacing(old, with: new) }
    let again = try fleet.run("plan", "--fleet", "fleet")
    expectKept(["a", "c", "d", "e", "f", "g"], again, anew: ["b"])
    #expect(again.errors.contains("'b' planned anew, \(reason)"))
    #expect(try again.exitCode == 0 && (fleet.plans() == before) == (file == "plan.json"))
    expectKept(before.keys.sorted(), try fleet.run("plan", "--fleet", "fleet"), anew: [])
  }

  @Test(arguments: [["--seed", "2"], ["--carbon-price-per-tonne", "51"], ["--gap-fill", "hold"]])
  func otherOptionsPlanAllAnew(options: [String]) throws {
    #expect(try fleet.run("plan", "--fleet", "fleet").exitCode == 0)
    let all = try fleet.planned()
    let again = try CommandLineProgram.run(["plan", "--fleet", "fleet"] + options, in: folder)
    expectKept([], again, anew: all)
    let kept = try CommandLineProgram.run(["plan", "--fleet", "fleet"] + options, in: folder)
    expectKept(all, kept, anew: [])
  }

  @Test func whatAKilledTaskLeavesBesideThePlanDoesNoHarm() throws {
    try folder.write("{ \"schema", to: "fleet/b/.optimize-cli-abc.tmp")
    try fleet.makeFolder("fleet/.hidden")
    try folder.write("{", to: "fleet/.hidden/scenario.json")
    #expect(try fleet.run("plan", "--fleet", "fleet").exitCode == 0)
    #expect(try fleet.run("fleet", "merge", "fleet").exitCode == 0)
  }

  // MARK: Failures

  @Test func aMemberThatFailsIsOneErrorAndTheOthersGoOn() throws {
    var partial = TinyScenario()
    partial.jobs = ["x", "y"].map { TinyScenario.job($0, gpus: 16, hours: 20) }
    try fleet.add("partial", 0, partial)
    let whole = try fleet.run("plan", "--fleet", "fleet")
    #expect(whole.exitCode == 1 && whole.errors.contains("'partial' planned: cost "))
    #expect(whole.errors.contains("1 job not placed"))
    #expect(try fleet.run("plan", "--fleet", "fleet", "-q").errors == "")

    try fleet.edit("fleet/b/scenario.json") { $0.replacing("\"gpus\": 16", with: "\"gpu\": 16") }
    try fleet.edit("fleet/c/prices.csv") { $0.replacing(",41\n", with: ",x\n") + ",\n" }
    let mixed = try fleet.run("plan", "--fleet", "fleet", "-q")
    #expect(mixed.exitCode == 65)
    let errors = mixed.errorLines.filter { !$0.hasPrefix("help: ") }
    #expect(errors.count == 2 && errors[0].hasPrefix("fleet/b/scenario.json:10:"))
    #expect(errors.last?.hasPrefix("fleet/c/") == true)
    #expect(mixed.errors.contains("help: there is 1 more error; check lists them"))

    try FileManager.default.removeItem(atPath: folder.file("fleet/b"))
    try FileManager.default.removeItem(atPath: folder.file("fleet/c"))
    try FileManager.default.removeItem(atPath: folder.file("fleet/d/prices.csv"))
    let missing = try fleet.run("plan", "--fleet", "fleet")
    #expect(missing.exitCode == 66)
    #expect(missing.errorLines.last == "6 of 6 scenarios: 0 planned, 5 kept, 1 failed")
  }

  @Test func anErrorInAFileElsewhereStillTellsWhoseItIs() throws {
    let path = folder.file("elsewhere.csv")
    try folder.write("time,price_eur_per_mwh\n2026-01-12T00:00:00Z,x\n", to: "elsewhere.csv")
    try fleet.edit("fleet/b/scenario.json") { $0.replacing("prices.csv", with: path) }
    let result = try fleet.run("plan", "--fleet", "fleet", "-q")
    #expect(result.exitCode == 65)
    #expect(result.errorLines[0].hasPrefix("fleet/b/scenario.json: \(path):2:"))
  }

  @Test func aFullDiskIsReportedForEachMemberAndLeavesNothing() throws {
    let result = try fleet.run(
      "plan", "--fleet", "fleet", "-q", shell: "trap '' XFSZ; ulimit -f 1")
    #expect(result.exitCode == 73)
    #expect(result.errorLines.count == 7)
    #expect(result.errorLines[0] == "fleet/a/plan.json: cannot be written: File too large")
    #expect(try fleet.planned() == [])
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.file("fleet/a")).count == 2)
  }

  @Test(
    arguments: [
      ("plan --fleet none", 66, "none: there is no such folder, expected a fleet"),
      ("plan --fleet fleet/a", 66, "fleet/a: no folder in it holds a scenario.json"),
      ("plan --fleet fleet/a/prices.csv", 66, "fleet/a/prices.csv: there is no such folder, exp"),
      ("plan --fleet fleet week.json", 64, "error: SCENARIO 'week.json' and '--fleet' exclude"),
      ("plan week.json --shard 0/2", 64, "error: '--shard' is given without '--fleet'"),
      ("plan week.json --again", 64, "error: '--again' is given without '--fleet'"),
      ("plan --shard 0/2", 64, "error: '--shard' is given without '--fleet'"),
      (
        "plan --fleet fleet --shard 2/2", 64,
        "error: --shard: '2/2' is not I/N with I from 0 to N-1"
      ),
      ("plan --fleet fleet --shard slurm", 64, "error: --shard: slurm needs SLURM_ARRAY_TASK_ID"),
      ("plan --fleet fleet --shard kubernetes/2", 64, "error: --shard: kubernetes needs JOB_COMPL"),
      (
        "plan --fleet fleet -o -", 64, "error: --output: the plans of a fleet do not go to standard"
      ),
      ("fleet merge none", 66, "none: there is no such folder, expected a fleet"),
      (
        "fleet merge fleet -o fleet/a/scenario.json", 64, "error: --output: 'fleet/a/scenario.json'"
      ),
      ("fleet merge fleet -o none/x", 73, "none/x: cannot be written: No such file or directory"),
    ] as [(String, Int32, String)])
  func aMistakeIsOneLine(line: String, exitCode: Int32, first: String) throws {
    let words = line.split(separator: " ").map(String.init)
    let result = try CommandLineProgram.run(words, in: folder)
    #expect(result.exitCode == exitCode && result.output == "")
    #expect(result.errorLines.first?.hasPrefix(first) == true, "\(result.errors)")
    #expect(try fleet.planned() == [] && folder.names() == ["fleet"])
  }

  // MARK: Signals

  @Test func aSignalKeepsThePlanSoFarAndEndsTheRun() throws {
    #expect(try fleet.run("init", "fleet/aa").exitCode == 0)
    let program = try CommandLineProgram(
      [
        "plan", "--fleet", "fleet", "--time-limit", "60s", "--gap", "0%", "--work-limit",
        "1000000000000",
      ], in: folder)
    #expect(try program.waits(for: "'a' planned"))
    // The hard one has a first plan after this.
    usleep(2_000_000)
    program.send(SIGTERM)
    let result = try program.result()
    #expect(result.exitCode == 143 && !result.isKilled)
    #expect(try fleet.planned() == ["a", "aa"])
    #expect(try folder.text("fleet/aa/plan.json").contains("\"stop\": \"interrupted\""))
    #expect(result.errors.contains("interrupted"))
    let merged = try fleet.run("fleet", "merge", "fleet")
    #expect(merged.errors.contains("warning: 1 search had been interrupted"))
    let again = try fleet.run("plan", "--fleet", "fleet", "--shard", "1/8", "--work-limit", "1")
    #expect(again.errors.contains("'aa' planned anew, as its plan had been interrupted"))
  }
}
