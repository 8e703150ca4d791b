import Foundation
import Testing

@testable import optimize_cli

/// Runs the program and takes its document apart.
struct CoolingProgram {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  func run(_ words: String...) throws -> CommandLineProgram.Result { try run(words) }

  func run(_ words: [String]) throws -> CommandLineProgram.Result {
    try CommandLineProgram.run(["cooling"] + words, in: folder)
  }

  /// The document on standard output, which its schema accepts.
  func document(_ schema: String, _ words: [String]) throws -> [String: Any] {
    let result = try run(words)
    try #require(result.exitCode == 0, "\(result.errors)")
    let validator = try SchemaValidator(#require(Schema.named(schema)))
    #expect(try validator.complaints(about: result.bytes) == [])
    return try #require(
      JSONSerialization.jsonObject(with: Data(result.bytes)) as? [String: Any])
  }
}

@Suite(.enabled(if: CoolingCases.areThere, "../shared/instances is not there"))
struct CoolingReferenceCommandTests {
  private let program: CoolingProgram

  init() throws { program = try CoolingProgram() }

  private func state(_ reference: CoolingCases.Case, supply: String) throws -> [String: Any] {
    func words(_ key: String, scale: Double = 1) throws -> String {
      "\(try #require(reference.inputs[key]) * scale)"
    }
    return try program.document(
      "cooling-evaluate",
      [
        "evaluate", "--preset", reference.preset, "--it-kw", words("p_ref", scale: 1e-3),
        "--dry-bulb-c", words("t_db"), "--relative-humidity-percent", words("rh", scale: 100),
        "--pressure-pa", words("p"), "--supply-c", supply,
      ])
  }

  @Test(arguments: CoolingCases.cases("steady"))
  func steadyStatesAreThoseOfTheReference(reference: CoolingCases.Case) throws {
    let state = try state(reference, supply: "\(#require(reference.inputs["t_set"]))")
    let facility = try #require(reference.outputs["p_fac"])
    for (key, name) in [
      ("itKW", "p_it"), ("facilityKW", "p_fac"), ("coolingKW", "p_cooling"), ("lossKW", "p_loss"),
      ("coolantPumpKW", "p_tcs_pump"), ("facilityPumpKW", "p_fac_pump"),
      ("chilledWaterPumpKW", "p_cw_pump"), ("airHandlerKW", "p_crah"),
    ] {
      let expected = try #require(reference.outputs[name])
      let value = try #require(state[key] as? Double)
      #expect(abs(1000 * value - expected) < 5e-5 * facility, "\(key)")
    }
    for (key, parts) in [
      ("fanKW", ["p_fan", "p_fan_cool"]), ("chillerKW", ["p_chiller", "p_chiller_cool"]),
    ] {
      let expected = parts.reduce(0) { $0 + (reference.outputs[$1] ?? 0) }
      #expect(abs(1000 * (state[key] as? Double ?? .nan) - expected) < 5e-5 * facility, "\(key)")
    }
    for (key, name) in [
      ("wetBulbC", "t_wb"), ("facilitySupplyC", "t_fws"), ("facilityReturnC", "t_fwr"),
      ("coolantSupplyC", "t_tcs_s"), ("coolantReturnC", "t_tcs_r"), ("gpuC", "t_gpu"),
    ] {
      let expected = try #require(reference.outputs[name])
      #expect(abs((state[key] as? Double ?? .nan) - expected) < 0.005, "\(key)")
    }
    let water = try #require(reference.outputs["water_kg_s"])
    #expect(abs((state["waterKgPerSecond"] as? Double ?? .nan) - water) < 1e-3 * max(water, 1e-3))
    #expect(state["isFeasible"] as? Bool == reference.isFeasible)
    let parts = [
      "coolantPumpKW", "facilityPumpKW", "chilledWaterPumpKW", "airHandlerKW", "fanKW", "chillerKW",
    ]
    let sum = parts.reduce(0) { $0 + (state[$1] as? Double ?? .nan) }
    #expect(abs(sum - (state["coolingKW"] as? Double ?? .nan)) < 1e-9 * facility)
  }

  @Test(arguments: CoolingCases.cases("optimal_set_point"))
  func optimalSetPointsAreThoseOfTheReference(reference: CoolingCases.Case) throws {
    let state = try state(reference, supply: "optimal")
    let expected = try #require(reference.outputs["p_fac"])
    let facility = 1000 * (state["facilityKW"] as? Double ?? .nan)
    #expect(abs(facility - expected) < 2e-5 * expected)
    let supply = try #require(reference.outputs["t_set"])
    #expect(abs((state["facilitySupplyC"] as? Double ?? .nan) - supply) < 0.1)
  }
}

struct CoolingEvaluateCommandTests {
  private let program: CoolingProgram

  init() throws { program = try CoolingProgram() }

  private static let mild = ["--dry-bulb-c", "20", "--relative-humidity-percent", "50"]

  private func evaluate(_ words: [String]) throws -> [String: Any] {
    try program.document("cooling-evaluate", ["evaluate"] + words + Self.mild)
  }

  @Test func aPresetIsScaledAsAWhole() throws {
    let full = try evaluate(["--preset", "hgx-h100", "--it-kw", "4000"])
    let tenth = try evaluate(
      ["--preset", "hgx-h100", "--nominal-it-kw", "500", "--it-kw", "400"])
    let powers = [full, tenth].map { $0["facilityKW"] as? Double ?? .nan }
    #expect(abs(powers[0] - 10 * powers[1]) < 1e-6 * powers[0])
    #expect(full["headroomFraction"] as? Double == tenth["headroomFraction"] as? Double)
  }

  @Test func withoutASetPointItIsOptimal() throws {
    let free = try evaluate(["--preset", "nvl72-dry", "--it-kw", "8000"])
    let optimal = try evaluate(
      ["--preset", "nvl72-dry", "--it-kw", "8000", "--supply-c", "optimal"])
    let held = try evaluate(["--preset", "nvl72-dry", "--it-kw", "8000", "--supply-c", "40"])
    #expect(free["facilityKW"] as? Double == optimal["facilityKW"] as? Double)
    #expect(free["facilityKW"] as? Double ?? .nan < held["facilityKW"] as? Double ?? .nan)
    #expect(held["facilitySupplyC"] as? Double == 40)
  }

  @Test func anIdlePlantHasNoPUE() throws {
    let state = try evaluate(["--preset", "nvl72-dry", "--it-kw", "0"])
    #expect(state["pue"] == nil && state["pueReference"] == nil && state["itKW"] as? Double == 0)
  }

  @Test func theWetBulbMayStandForHumidity() throws {
    let state = try evaluate(["--preset", "nvl72-tower", "--it-kw", "8000"])
    let wetBulb = try #require(state["wetBulbC"] as? Double)
    let other = try program.document(
      "cooling-evaluate",
      [
        "evaluate", "--preset", "nvl72-tower", "--it-kw", "8000", "--dry-bulb-c", "20",
        "--wet-bulb-c", "\(wetBulb)",
      ])
    let powers = [state, other].map { $0["facilityKW"] as? Double ?? .nan }
    #expect(abs(powers[0] - powers[1]) < 1e-6 * powers[0])
  }

  @Test func beyondItsLimitsAStateIsInfeasible() throws {
    let state = try program.document(
      "cooling-evaluate",
      [
        "evaluate", "--preset", "rubin-45c", "--it-kw", "20000", "--dry-bulb-c", "45",
        "--relative-humidity-percent", "20",
      ])
    #expect(state["isFeasible"] as? Bool == false)
    #expect(state["headroomFraction"] as? Double ?? 1 < 0.1)
  }

  // MARK: Sites

  @Test(arguments: ["scenario", "site", "plant"])
  func aPlantMayStandInAnyFile(kind: String) throws {
    let plant = #"{ "kind": "liquid", "preset": "hgx-h100", "nominalITKW": 500, "supplyC": 28 }"#
    let site = """
      { "id": "a", "price": { "perMWh": 50 }, "pools": [], "cooling": \(plant) }
      """
    let other = #"{ "id": "b", "cooling": { "kind": "fixedPUE", "pue": 1.2 } }"#
    let texts = [
      "scenario": "// with comments\n{ \"sites\": [ \(other), \(site) ] }", "site": site,
      "plant": plant,
    ]
    try program.folder.write(#require(texts[kind]), to: "plant.json")
    let state = try evaluate(["--site", "plant.json", "--it-kw", "400"])
    let preset = try evaluate(
      ["--preset", "hgx-h100", "--nominal-it-kw", "500", "--it-kw", "400", "--supply-c", "28"])
    #expect(state["facilityKW"] as? Double == preset["facilityKW"] as? Double)
    let warmer = try evaluate(
      ["--site", "plant.json", "--it-kw", "400", "--supply-c", "33"])
    #expect(warmer["facilitySupplyC"] as? Double == 33)
  }

  static let wrongFiles: [(text: String, words: [String], line: String)] = [
    (
      #"{ "sites": [{ "id": "a", "cooling": { "kind": "fixedPUE", "pue": 1.2 } }] }"#, [],
      "plant.json:1:12: sites have no liquid cooling, expected one; there are 'a'"
    ),
    (
      """
      { "sites": [{ "id": "a", "cooling": { "kind": "liquid" } },
                  { "id": "b", "cooling": { "kind": "liquid" } }] }
      """, [],
      "plant.json:1:12: sites have 2 with liquid cooling, expected one; there are 'a', 'b'"
    ),
    (
      #"{ "sites": [{ "id": "a", "cooling": { "kind": "liquid" } }] }"#, ["--site-id", "c"],
      "plant.json:1:12: sites have no cooling of one site 'c', expected one; there are 'a'"
    ),
    (
      #"{ "sites": [{ "id": "a", "cooling": { "kind": "fixedPUE", "pue": 1.2 } }] }"#,
      ["--site-id", "a"],
      "plant.json:1:47: sites[0].cooling is a fixed PUE, expected a liquid-cooled plant"
    ),
    (
      #"{ "kind": "liquid", "preset": "nvl72" }"#, [],
      "plant.json:1:31: preset is 'nvl72', expected 'nvl72-dry', 'nvl72-tower', "
        + "'nvl72-adiabatic', 'hgx-h100', 'rubin-45c', 'frontier-like' or 'esif-like'"
    ),
    (
      #"{ "cooling": { "kind": "liquid", "coolantMaxC": 20 } }"#, [],
      "plant.json:1:14: cooling.facilitySupplyMinC: 20.0 °C is not below the warmest "
        + "facility supply, 16.0 °C, expected numbers that make a plant"
    ),
    (
      #"{ "pue": 1.2 }"#, [],
      "plant.json:1:1: holds none of 'sites', 'cooling' and 'kind', expected a scenario, "
        + "a site or a plant"
    ),
    (
      #"{ "kind": "liquid" }"#, ["--site-id", "a"],
      "plant.json:1:1: holds no list of sites, expected one with a site 'a'"
    ),
    (
      "", [],
      "plant.json:1:1: the file is empty, expected a scenario, a site or a plant as a JSON object"
    ),
  ]

  @Test(arguments: 0..<wrongFiles.count)
  func aFileWithoutAPlantIsRefused(index: Int) throws {
    let (text, words, line) = Self.wrongFiles[index]
    try program.folder.write(text, to: "plant.json")
    let result = try program.run(
      ["evaluate", "--site", "plant.json", "--it-kw", "400"] + words + Self.mild)
    #expect(result.exitCode == 65 && result.output == "")
    #expect(result.errorLines.first == line)
  }

  // MARK: Usage

  @Test(arguments: [
    (["--it-kw", "1"], "'--preset' or '--site' is missing"),
    (
      ["--it-kw", "1", "--preset", "nvl72-dry", "--site", "x.json"],
      "'--preset' and '--site' exclude each other"
    ),
    (["--preset", "nvl72-dry"], "missing option '--it-kw'"),
    (
      ["--preset", "nvl72-dry", "--it-kw", "-1"], "--it-kw: '-1' is not a number from 0 to 10000000"
    ),
    (
      ["--preset", "nvl72-dry", "--it-kw", "1", "--supply-c", "best"],
      "--supply-c: 'best' is not a number from 1 to 90 or 'optimal'"
    ),
    (
      ["--site", "x.json", "--it-kw", "1", "--nominal-it-kw", "5"],
      "'--nominal-it-kw' scales a preset, and '--site' has a plant of its own"
    ),
    (
      ["--preset", "nvl72-dry", "--it-kw", "1", "--site-id", "a"], "'--site-id' needs '--site'"
    ),
    (
      ["--preset", "nvl72-dry", "--it-kw", "1", "--wet-bulb-c", "10"],
      "'--relative-humidity-percent' and '--wet-bulb-c' exclude each other"
    ),
    (
      ["--preset", "nvl72-drie", "--it-kw", "1"],
      "--preset: 'nvl72-drie' is not one of nvl72-dry, nvl72-tower, nvl72-adiabatic, hgx-h100, "
        + "rubin-45c, frontier-like, esif-like"
    ),
  ])
  func wrongUsageIsExplained(words: [String], message: String) throws {
    let result = try program.run(["evaluate"] + words + Self.mild)
    #expect(result.exitCode == 64 && result.output == "")
    #expect(result.errorLines.first == "error: \(message)")
  }

  @Test func airIsNeverWetterThanSaturated() throws {
    let result = try program.run(
      "evaluate", "--preset", "nvl72-dry", "--it-kw", "1", "--dry-bulb-c", "10", "--wet-bulb-c",
      "12")
    #expect(result.exitCode == 64)
    #expect(result.errorLines.first == "error: '--wet-bulb-c' is 12.0, above the dry bulb, 10.0")
  }

  @Test func aMissingFileIsMissingInput() throws {
    let result = try program.run(
      ["evaluate", "--site", "none.json", "--it-kw", "1"] + Self.mild)
    #expect(result.exitCode == 66)
  }
}
