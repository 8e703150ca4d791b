import Foundation
import Testing

@testable import optimize_cli

struct CoolingSimulateCommandTests {
  private let program: CoolingProgram

  init() throws { program = try CoolingProgram() }

  private func simulate(_ words: String...) throws -> [String: Any] {
    try program.document("cooling-simulate", ["simulate", "--format", "json"] + words)
  }

  private func number(_ document: [String: Any], _ object: String, _ key: String) -> Double {
    (document[object] as? [String: Any])?[key] as? Double ?? .nan
  }

  private static let step = [
    "--preset", "nvl72-dry", "--from-it-kw", "3000", "--to-it-kw", "10000", "--dry-bulb-c", "33",
    "--relative-humidity-percent", "35", "--supply-c", "36",
  ]

  /// The reference run of the specification: 0.3 to 1 of nominal after half an hour.
  @Test func aLoadStepOvershootsAndSettles() throws {
    let run = try program.document(
      "cooling-simulate",
      ["simulate", "--format", "json", "--trace", "trace.csv"] + Self.step)
    #expect(run["hours"] as? Double == 2 && run["keepsLimits"] as? Bool == true)
    let overshoot =
      number(run, "transientPeaks", "coolantSupplyC") - number(run, "steadyPeaks", "coolantSupplyC")
    #expect(overshoot > 1 && overshoot < 2)
    #expect(number(run, "limits", "coolantSupplyC") == 45)
    #expect(number(run, "limits", "gpuC") == 82)
    let rows = try program.folder.text("trace.csv").split(separator: "\n").map {
      $0.split(separator: ",").map(String.init)
    }
    #expect(rows.count == 121 && rows[0].count == 14 && rows[0][0] == "seconds")
    func gpu(_ seconds: Int) -> Double { Double(rows[seconds / 60][5]) ?? .nan }
    #expect(rows[30][0] == "1800")
    #expect(abs(gpu(1800) - 73.16927) < 0.001)
    #expect(abs(gpu(2100) - 74.75413) < 0.05)
    #expect(abs(gpu(7200) - 73.26807) < 0.05)
  }

  @Test func summariesCompareSteadyWithTransient() throws {
    let result = try program.run(["simulate"] + Self.step)
    #expect(result.exitCode == 0 && result.errorLines == [])
    let lines = result.output.split(separator: "\n")
    #expect(lines.count == 9)
    #expect(lines[2].hasPrefix("facilityMWh"))
    #expect(lines[8].hasPrefix("every limit is kept, with "))
  }

  @Test func aBrokenLimitIsSaid() throws {
    let words = [
      "simulate", "--preset", "rubin-45c", "--from-it-kw", "2000", "--to-it-kw", "20000",
      "--dry-bulb-c", "39", "--supply-c", "41",
    ]
    let run = try program.document("cooling-simulate", words + ["--format", "json"])
    #expect(run["keepsLimits"] as? Bool == false)
    #expect(run["leastRoomK"] as? Double ?? 1 < 0)
    #expect(try program.run(words).output.contains("a limit is broken by "))
  }

  @Test func aSeriesOfLoadsHasItsOwnTime() throws {
    try program.folder.write(
      """
      time,it_reference_kw,dry_bulb_c,relative_humidity_percent
      2026-07-12T00:00:00Z,4000,30,40
      2026-07-12T00:15:00Z,9000,31,40
      2026-07-12T00:30:00Z,4000,32,40

      """, to: "load.csv")
    let run = try simulate(
      "--preset", "nvl72-dry", "--load", "load.csv", "--weather", "load.csv", "--trace",
      "trace.csv", "--trace-every", "15m")
    #expect(run["start"] as? String == "2026-07-12T00:00:00Z")
    #expect(run["slots"] as? Int == 3 && run["hours"] as? Double == 0.75)
    let trace = try program.folder.text("trace.csv").split(separator: "\n")
    #expect(trace.count == 4 && trace[1].hasPrefix("2026-07-12T00:15:00Z,900,"))
    let constant = try simulate(
      "--preset", "nvl72-dry", "--load", "load.csv", "--dry-bulb-c", "31")
    #expect(constant["slots"] as? Int == 3)
  }

  @Test func meteredPowerHasItsLeakageAlready() throws {
    for column in ["it_kw", "it_reference_kw"] {
      try program.folder.write(
        "time,\(column)\n2026-07-12T00:00:00Z,8000\n2026-07-12T01:00:00Z,8000\n",
        to: "\(column).csv")
    }
    func energy(_ column: String) throws -> Double {
      let run = try simulate(
        "--preset", "nvl72-dry", "--load", "\(column).csv", "--dry-bulb-c", "30", "--supply-c",
        "36")
      return number(run, "steady", "itMWh")
    }
    #expect(try abs(energy("it_kw") - 16) < 1e-4)
    #expect(try energy("it_reference_kw") > 16.1)
  }

  @Test func aPlanRunsWithItsOwnSetPointsAndWeather() throws {
    let scenario = TinyScenario().text.replacing(
      #""cooling": { "kind": "fixedPUE", "pue": 1.2 }"#,
      with: """
        "weather": { "dryBulbC": 30, "relativeHumidityPercent": 40 }, "itBaseKW": 6,
        "cooling": { "kind": "liquid", "nominalITKW": 20 }
        """)
    try program.folder.write(scenario, to: "scenario.json")
    try program.folder.write(TinyScenario.series, to: "prices.csv")
    let planned = try CommandLineProgram.run(
      ["plan", "scenario.json", "-o", "plan.json", "-q"], in: program.folder)
    try #require(planned.exitCode == 0, "\(planned.errors)")
    let run = try simulate("--site", "scenario.json", "--plan", "plan.json")
    #expect(run["start"] as? String == "2026-01-12T00:00:00Z")
    #expect(run["slots"] as? Int == 24 && run["keepsLimits"] as? Bool == true)
    #expect(number(run, "steady", "itMWh") > 0.144)
    let other = try program.run("simulate", "--site", "scenario.json", "--plan", "scenario.json")
    #expect(other.exitCode == 65)
  }

  @Test(arguments: [
    (["--dry-bulb-c", "20"], "'--from-it-kw' or '--load' or '--plan' is missing"),
    (["--from-it-kw", "1", "--dry-bulb-c", "20"], "'--from-it-kw' needs '--to-it-kw'"),
    (["--from-it-kw", "1", "--to-it-kw", "2"], "'--dry-bulb-c' or '--weather' is missing"),
    (
      ["--from-it-kw", "1", "--to-it-kw", "2", "--weather", "w.csv"],
      "a load step takes place in one weather"
    ),
    (
      ["--from-it-kw", "1", "--to-it-kw", "2", "--dry-bulb-c", "20", "--step-at", "3h"],
      "'--step-at' lies outside the run"
    ),
    (
      step.dropFirst(2) + ["--step-at", "1001ms", "--duration", "9999h"],
      "'--step-at' and '--duration' are whole numbers only of 0.011 s, which makes 3272400000 "
        + "slots, expected at most 1000000"
    ),
    (
      step.dropFirst(2) + ["--step-at", "1h", "--duration", "100000h"],
      "the run has 72000000 steps, expected at most 50000000"
    ),
    (
      step.dropFirst(2) + [
        "--duration", "5000h", "--trace", "t.csv", "--trace-every", "1s", "--step", "1s",
      ],
      "the trace has 18000000 rows, expected at most 5000000"
    ),
    (["--plan", "plan.json"], "'--plan' needs the scenario of the plan"),
    (
      ["--load", "l.csv", "--dry-bulb-c", "20", "--step", "0s"],
      "--step: '0s' is shorter than 0.1 seconds"
    ),
  ])
  func wrongUsageIsExplained(words: [String], message: String) throws {
    let result = try program.run(["simulate", "--preset", "nvl72-dry"] + words)
    #expect(result.exitCode == 64 && result.output == "")
    #expect(result.errorLines.first == "error: \(message)")
  }

  @Test(arguments: [
    (
      "time,dry_bulb_c\n2026-07-12T00:00:00Z,20\n2026-07-12T01:00:00Z,20\n",
      "load.csv: the file holds no load, expected a column it_reference_kw or it_kw"
    ),
    (
      "time,it_kw\n2026-07-12T00:00:00Z,20\n2026-07-12T00:00:30Z,20\n",
      "load.csv: the steps are no whole minutes, expected some"
    ),
    (
      "time,it_kw\n2026-07-12T00:00:00Z,20\n2026-07-12T00:01:00Z,20\n9999-07-12T00:00:00Z,20\n",
      "load.csv: from 2026-07-12T00:00:00Z to 9999-07-12T00:01:00Z there are 4193392321 steps of "
        + "1 min, expected at most 1000000"
    ),
    (
      "time,it_kw\n2026-07-12T00:00:00Z,20\n2026-07-12T01:00:00Z,\n",
      "load.csv: the load has gaps from 2026-07-12T01:00:00Z, expected a value in each step"
    ),
    (
      "time,it_kw\n2026-07-12T00:00:00Z,20\n2026-07-12T01:00:00Z,-5\n",
      "load.csv:3:22: it_kw is '-5', expected 0 or more"
    ),
  ])
  func loadsThatWillNotDoAreRefused(text: String, message: String) throws {
    try program.folder.write(text, to: "load.csv")
    let result = try program.run(
      "simulate", "--preset", "nvl72-dry", "--load", "load.csv", "--dry-bulb-c", "20")
    #expect(result.exitCode == 65 && result.output == "")
    #expect(result.errorLines.first == message)
  }

  @Test func noInputIsOverwritten() throws {
    try program.folder.write("time,it_kw\n", to: "load.csv")
    for option in ["-o", "--trace"] {
      let result = try program.run(
        "simulate", "--preset", "nvl72-dry", "--load", "load.csv", "--dry-bulb-c", "20", option,
        "load.csv")
      #expect(result.exitCode == 64)
    }
  }
}
