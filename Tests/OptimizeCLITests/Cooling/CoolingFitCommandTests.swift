import Foundation
import GridPricing
import Optimizer
import Testing

@testable import optimize_cli

struct CoolingFitCommandTests {
  private let program: CoolingProgram

  init() throws { program = try CoolingProgram() }

  /// Telemetry of a plant with known losses and fans, hour by hour; every fifth row at another
  /// set point, every seventh without a value.
  private func telemetry(hours: Int = 140) throws -> String {
    var parameters = CoolingPreset.nvl72Dry.parameters
    parameters.losses = ElectricalLosses(a: 0.012, b: 0.0225, c: 0.018)
    parameters.warm.unit.fanFraction = 0.06
    parameters.cool.unit.fanFraction = 0.06
    let plant = try CoolingPlant(parameters)
    var text = "time,it_kw,facility_kw,dry_bulb_c,relative_humidity_percent,facility_supply_c\n"
    for hour in 0..<hours {
      let dryBulb = -5 + Double((hour * 37) % 45)
      let supply = hour % 5 == 0 ? 26.0 : 30
      let state = plant.steadyState(
        reference: .megawatts(3 + Double((hour * 13) % 7)),
        air: AmbientAir(dryBulb: .celsius(dryBulb), relativeHumidity: .percent(50)),
        supply: .fixed(.celsius(supply)))
      let time = Instant(iso8601: "2026-01-12T00:00:00Z")!.advanced(byHours: Double(hour))
      let facility = hour % 7 == 6 ? "" : "\(state.facilityPower.kilowatts)"
      text += "\(time),\(state.itPower.kilowatts),\(facility),\(dryBulb),50,\(supply)\n"
    }
    return text
  }

  @Test func knownNumbersComeBackAsAPlantThatIsReadAgain() throws {
    try program.folder.write(telemetry(), to: "telemetry.csv")
    let result = try program.run(
      "fit", "telemetry.csv", "--preset", "nvl72-dry", "-o", "fit.json")
    try #require(result.exitCode == 0, "\(result.errors)")
    #expect(result.errorLines.count == 4)
    #expect(result.errorLines[0].hasPrefix("before: RMSE "))
    #expect(result.errorLines[3] == "20 rows without all values left out")
    let bytes = try program.folder.bytes("fit.json")
    let validator = try SchemaValidator(#require(Schema.named("cooling-fit")))
    #expect(try validator.complaints(about: bytes) == [])
    let fit = try #require(
      JSONSerialization.jsonObject(with: Data(bytes)) as? [String: Any])
    #expect(fit["rows"] as? Int == 120 && fit["incompleteRows"] as? Int == 20)
    let factors = try #require(fit["factors"] as? [[String: Any]]).map {
      $0["value"] as? Double ?? .nan
    }
    for (factor, expected) in zip(factors, [1.5, 1, 1.5]) {
      #expect(abs(factor - expected) < 2e-3 * expected)
    }
    let after = try #require(fit["after"] as? [String: Double])
    #expect(after["cvRMSEPercent"] ?? 1 < 1e-3 && abs(after["biasPercent"] ?? 1) < 1e-3)
    let cooling = try #require(fit["cooling"] as? [String: Any])
    #expect(cooling["preset"] as? String == "nvl72-dry" && cooling["nominalITKW"] == nil)
    let fan = try #require(cooling["warmFanFraction"] as? Double)
    #expect(abs(fan - 0.06) < 2e-4)

    let again = try program.document(
      "cooling-evaluate",
      [
        "evaluate", "--site", "fit.json", "--it-kw", "8000", "--dry-bulb-c", "20",
        "--relative-humidity-percent", "50", "--supply-c", "30",
      ])
    #expect(abs((again["lossKW"] as? Double ?? .nan) - 421) < 5)
  }

  @Test func onlySoManyRowsAreFitted() throws {
    try program.folder.write(telemetry(), to: "telemetry.csv")
    let fit = try program.document(
      "cooling-fit", ["fit", "telemetry.csv", "--preset", "nvl72-dry", "--rows", "30"])
    #expect(fit["usedRows"] as? Int == 30 && fit["rows"] as? Int == 120)
  }

  @Test func aSiteKeepsItsOwnKeys() throws {
    try program.folder.write(telemetry(), to: "telemetry.csv")
    try program.folder.write(
      """
      { "kind": "liquid", "preset": "nvl72-tower", "nominalITKW": 9000, "marginK": 3,
        "weatherQuantile": 0.9, "supplyC": 29, "warmUnit": "dry", "leakage": "costsPerformance",
        "gpuWatts": 1100, "loss": { "b": 0.02 } }
      """, to: "plant.json")
    let fit = try program.document(
      "cooling-fit", ["fit", "telemetry.csv", "--site", "plant.json", "--rows", "20"])
    let cooling = try #require(fit["cooling"] as? [String: Any])
    #expect(cooling["preset"] as? String == "nvl72-tower")
    #expect(cooling["nominalITKW"] as? Double == 9000 && cooling["marginK"] as? Double == 3)
    #expect(cooling["supplyC"] as? Double == 29 && cooling["warmUnit"] as? String == "dry")
    #expect(cooling["leakage"] as? String == "costsPerformance")
    #expect(cooling["gpuWatts"] as? Double == 1100 && cooling["weatherQuantile"] as? Double == 0.9)
    #expect(Set((cooling["loss"] as? [String: Any] ?? [:]).keys) == ["a", "b", "c"])
  }

  @Test(arguments: [
    (
      "time,it_kw\n2026-07-12T00:00:00Z,20\n2026-07-12T01:00:00Z,20\n",
      "telemetry.csv: the file lacks measured powers, expected columns it_kw and facility_kw"
    ),
    (
      "time,it_kw,facility_kw\n2026-07-12T00:00:00Z,20,24\n2026-07-12T01:00:00Z,20,24\n",
      "telemetry.csv: the file holds no weather, expected dry_bulb_c and relative_humidity_percent, "
        + "or wet_bulb_c; it holds it_kw, facility_kw"
    ),
    (
      """
      time,it_kw,facility_kw,dry_bulb_c
      2026-07-12T00:00:00Z,20,24,20
      2026-07-12T01:00:00Z,20,,20

      """, "telemetry.csv: the file has 1 complete row, expected at least 3"
    ),
    (
      """
      time,it_kw,facility_kw,dry_bulb_c
      2026-07-12T00:00:00Z,20,0,20
      2026-07-12T01:00:00Z,20,0,20
      2026-07-12T02:00:00Z,20,0,20

      """, "telemetry.csv: facility_kw is nowhere above 0, expected the power of a site"
    ),
    (
      """
      time,it_kw,facility_kw,wet_bulb_c
      2026-07-12T00:00:00Z,20,24,20
      2026-07-12T01:00:00Z,20,24,20
      2026-07-12T02:00:00Z,20,24,20

      """, "telemetry.csv: the weather lacks dry bulb, expected what the plant depends on"
    ),
  ])
  func measurementsThatWillNotDoAreRefused(text: String, message: String) throws {
    try program.folder.write(text, to: "telemetry.csv")
    let result = try program.run("fit", "telemetry.csv", "--preset", "nvl72-dry")
    #expect(result.exitCode == 65 && result.output == "")
    #expect(result.errorLines.first == message)
  }
}
