import Testing

@testable import optimize_cli

/// Every command on a site with a plant, a tank, a battery and a tariff, without GPUs for a while.
struct FacilityCommandTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    var scenario = TinyScenario()
    scenario.carbon = ""
    try folder.write(
      scenario.text.replacing(#""carbonPricePerTonne": 50"#, with: #""carbonPricePerTonne": 0"#)
        .replacing(#""gpus": 16 }"#, with: Self.pool)
        .replacing(#""cooling": { "kind": "fixedPUE", "pue": 1.2 }"#, with: Self.facility),
      to: "scenario.json")
    try folder.write(TinyScenario.series, to: "prices.csv")
    try folder.write(TinyScenario.job("new"), to: "job.json")
  }

  private static let pool = """
    "gpus": 16, "availability": [
      { "start": "2026-01-12T02:00:00Z", "end": "2026-01-12T04:00:00Z", "gpus": 0 }
    ] }
    """

  private static let facility = """
    "weather": { "dryBulbC": 30, "relativeHumidityPercent": 40 },
    "cooling": { "kind": "liquid", "nominalITKW": 20 }, "itBaseKW": 5,
    "tariff": {
      "addersPerMWh": [{ "name": "network", "perMWh": 18, "window": "all 08:00-20:00" }],
      "demandCharges": [{ "name": "peak", "perKW": 1 }]
    },
    "battery": { "energyKWh": 10, "powerKW": 4 },
    "thermalStorage": { "energyKWhThermal": 6, "powerKWThermal": 2 }
    """

  @Test func everyCommandDoesItsPart() throws {
    func run(_ line: String) throws -> CommandLineProgram.Result {
      try CommandLineProgram.run(line.split(separator: " ").map(String.init), in: folder)
    }
    for line in [
      "check scenario.json", "plan scenario.json --work-limit 200",
      "verify scenario.json plan.json", "quote scenario.json plan.json job.json",
      "cooling simulate --site scenario.json --plan plan.json",
      "compare scenario.json --work-limit 200",
    ] {
      let result = try run(line)
      #expect(result.exitCode == 0, "\(line): \(result.errors)\(result.output)")
      #expect(!result.errors.contains("inf "), "\(line)")
    }
    #expect(try run("compare scenario.json --work-limit 200").output.contains("average-pue"))
  }
}
