import Foundation
import Testing

@testable import optimize_cli

struct CoolingCurveCommandTests {
  private let program: CoolingProgram

  init() throws { program = try CoolingProgram() }

  private func curves(_ words: String...) throws -> [[String: Any]] {
    let document = try program.document("cooling-curve", ["curve", "--format", "json"] + words)
    return try #require(document["curves"] as? [[String: Any]])
  }

  private func points(_ curve: [String: Any]) throws -> [[String: Any]] {
    try #require(curve["points"] as? [[String: Any]])
  }

  private func number(_ object: [String: Any], _ key: String) -> Double {
    object[key] as? Double ?? .nan
  }

  @Test func everyTemperatureHasItsCurve() throws {
    let curves = try curves("--preset", "nvl72-dry", "--dry-bulb-c", "-5,22,44")
    #expect(curves.map { number($0, "dryBulbC") } == [-5, 22, 44])
    #expect(try curves.map { try points($0).count } == [10, 10, 10])
    let headroom = curves.map { number($0, "headroomKW") }
    #expect(headroom[0] == 15_000 && headroom[2] < 8000)
    // At 44 °C the plant cools 78 % of nominal.
    #expect(
      try points(curves[2]).map { $0["isFeasible"] as? Bool } == [Bool?](repeating: true, count: 7)
        + [false, false, false])
  }

  @Test func pointsAreThoseOfEvaluate() throws {
    let point = try points(
      curves(
        "--preset", "nvl72-dry", "--dry-bulb-c", "30", "--relative-humidity-percent", "40",
        "--from-it-kw", "3000", "--to-it-kw", "7000", "--points", "3")[0])[1]
    let state = try program.document(
      "cooling-evaluate",
      [
        "evaluate", "--preset", "nvl72-dry", "--dry-bulb-c", "30", "--relative-humidity-percent",
        "40", "--it-kw", "5000",
      ])
    #expect(number(point, "itReferenceKW") == 5000)
    for key in ["itKW", "facilityKW", "pue", "pueReference", "coolingKW", "gpuC"] {
      #expect(point[key] as? Double == state[key] as? Double, "\(key)")
    }
  }

  @Test func marginalPowerSaysWhatMoreLoadTakes() throws {
    let points = try points(
      curves("--preset", "nvl72-dry", "--dry-bulb-c", "30", "--points", "41")[0])
    for index in 1..<40 {
      let rise =
        number(points[index + 1], "facilityKW") - number(points[index - 1], "facilityKW")
      let run =
        number(points[index + 1], "itReferenceKW") - number(points[index - 1], "itReferenceKW")
      #expect(abs(number(points[index], "marginalPower") - rise / run) < 0.02)
    }
  }

  @Test func aMarginWarmsNothingAndLimitsMore() throws {
    func curve(_ margin: String) throws -> [String: Any] {
      try curves("--preset", "nvl72-dry", "--dry-bulb-c", "42", "--margin-k", margin)[0]
    }
    #expect(try number(curve("2"), "headroomKW") < number(curve("0"), "headroomKW"))
  }

  @Test func aWeatherFileGivesACurvePerStep() throws {
    try program.folder.write(
      """
      time,dry_bulb_c,relative_humidity_percent,pressure_hpa
      2026-07-12T00:00:00Z,20,60,900
      2026-07-12T01:00:00Z,24,50,900
      2026-07-12T02:00:00Z,31,40,900

      """, to: "weather.csv")
    let curves = try curves(
      "--preset", "nvl72-tower", "--weather", "weather.csv", "--points", "2")
    #expect(
      curves.map { $0["time"] as? String } == [
        "2026-07-12T00:00:00Z", "2026-07-12T01:00:00Z", "2026-07-12T02:00:00Z",
      ])
    #expect(curves.map { number($0, "dryBulbC") } == [20, 24, 31])
    let again = try self.curves(
      "--preset", "nvl72-tower", "--dry-bulb-c", "31", "--relative-humidity-percent", "40",
      "--pressure-pa", "90000", "--points", "2")
    #expect(number(again[0], "wetBulbC") == number(curves[2], "wetBulbC"))
  }

  @Test func tablesAndSpreadsheetsSayTheSame() throws {
    let words = [
      "curve", "--preset", "rubin-45c", "--dry-bulb-c", "20,40", "--points", "3",
    ]
    let table = try program.run(words)
    #expect(table.exitCode == 0)
    let lines = table.output.split(separator: "\n", omittingEmptySubsequences: false)
    #expect(lines[0] == "dry bulb 20.0 °C, wet bulb 13.8 °C")
    #expect(lines[1].hasPrefix("IT kW"))
    #expect(lines[5].hasPrefix("headroom 30,000 kW, hull gap 0.00 kW, chord error "))
    #expect(lines[6] == "")
    #expect(lines[11].hasSuffix("beyond limits"))
    let csv = try program.run(words + ["--format", "csv"])
    let rows = csv.output.split(separator: "\n").map {
      $0.split(separator: ",", omittingEmptySubsequences: false)
    }
    #expect(rows.count == 7 && rows.allSatisfy { $0.count == rows[0].count })
    #expect(rows[0].prefix(3) == ["time", "dryBulbC", "wetBulbC"])
    #expect(rows[1][0] == "" && rows[1][1] == "20" && rows[6][1] == "40")
    #expect(rows[0].last == "isFeasible" && rows[6].last == "false")
  }

  @Test(arguments: [
    ([], "'--dry-bulb-c' or '--weather' is missing"),
    (
      ["--dry-bulb-c", "20", "--weather", "w.csv"],
      "'--dry-bulb-c' and '--weather' exclude each other"
    ),
    (["--dry-bulb-c", "20,x"], "--dry-bulb-c: 'x' is not a number from -90 to 65"),
    (["--dry-bulb-c", "20,"], "--dry-bulb-c: '' is not a number from -90 to 65"),
    (
      ["--dry-bulb-c", "20", "--from-it-kw", "900", "--to-it-kw", "900"],
      "the smallest load, 900.0 kW, is not below the largest, 900.0 kW"
    ),
    (
      ["--weather", "w.csv", "--wet-bulb-c", "3"],
      "'--relative-humidity-percent' and '--wet-bulb-c' belong to '--dry-bulb-c', not to the "
        + "weather of a file"
    ),
  ])
  func wrongUsageIsExplained(words: [String], message: String) throws {
    let result = try program.run(["curve", "--preset", "nvl72-dry"] + words)
    #expect(result.exitCode == 64 && result.output == "")
    #expect(result.errorLines.first == "error: \(message)")
  }

  @Test func aPlantThatEvaporatesAsksForHumidity() throws {
    let result = try program.run("curve", "--preset", "nvl72-tower", "--dry-bulb-c", "20")
    #expect(result.exitCode == 64)
    #expect(
      result.errorLines.prefix(2) == [
        "error: the plant depends on the humidity of the air",
        "help: give --relative-humidity-percent or --wet-bulb-c",
      ])
  }

  @Test(arguments: [
    (
      "dry_bulb_c,relative_humidity_percent\n2026-07-12T00:00:00Z,80,50",
      "the weather has a dry bulb of 80.0 at 2026-07-12T00:00:00Z; expected -90.0 to 65.0"
    ),
    (
      "dry_bulb_c\n2026-07-12T00:00:00Z,20",
      "the weather lacks humidity, expected what the plant depends on"
    ),
    (
      "dry_bulb_c,relative_humidity_percent\n2026-07-12T00:00:00Z,20,\n2026-07-12T01:00:00Z,20,50",
      "relative humidity has gaps from 2026-07-12T00:00:00Z, expected a value in each step"
    ),
    (
      "relative_humidity_percent\n2026-07-12T00:00:00Z,50",
      "the file holds no weather, expected dry bulb or wet bulb"
    ),
    (
      "dry_bulb_c\n2026-07-12T00:00:00Z,20\n2026-07-12T00:01:00Z,20\n9999-07-12T00:01:00Z,20",
      "from 2026-07-12T00:00:00Z to 9999-07-12T00:02:00Z there are 4193392322 steps of 1 min, "
        + "expected at most 1000000"
    ),
    (
      "price_eur_per_mwh\n2026-07-12T00:00:00Z,20",
      "the file holds no weather, expected dry_bulb_c and relative_humidity_percent, or wet_bulb_c; "
        + "it holds price_eur_per_mwh"
    ),
  ])
  func weatherThatWillNotDoIsRefused(text: String, message: String) throws {
    let rows =
      text.contains("T01") || text.contains("9999")
      ? text
      : text + "\n"
        + text.split(separator: "\n")[1]
        .replacing("T00", with: "T01")
    try program.folder.write("time,\(rows)\n", to: "weather.csv")
    let result = try program.run(
      "curve", "--preset", "nvl72-tower", "--weather", "weather.csv")
    #expect(result.exitCode == 65)
    #expect(result.errorLines.first == "weather.csv: \(message)")
  }
}
