import Foundation

@testable import optimize_cli

/// A folder of small scenarios, each with prices of its own.
struct TinyFleet {
  let folder: TemporaryFolder

  init(_ names: [String] = ["a", "b", "c", "d", "e", "f", "g"]) throws {
    folder = try TemporaryFolder()
    for (number, name) in names.enumerated() { try add(name, number) }
  }

  /// Writes `fleet/NAME/scenario.json` and `fleet/NAME/prices.csv`.
  func add(_ name: String, _ number: Int = 0, _ scenario: TinyScenario = TinyScenario()) throws {
    try makeFolder("fleet/\(name)")
    try folder.write(scenario.text, to: "fleet/\(name)/scenario.json")
    try folder.write(Self.prices(number), to: "fleet/\(name)/prices.csv")
  }

  func makeFolder(_ name: String) throws {
    try FileManager.default.createDirectory(
      atPath: folder.file(name), withIntermediateDirectories: true)
  }

  static func prices(_ number: Int) -> String {
    TinyScenario.series.replacing(",40\n", with: ",\(40 + number)\n")
  }

  func run(_ words: String..., shell: String? = nil) throws -> CommandLineProgram.Result {
    try CommandLineProgram.run(words, in: folder, shell: shell)
  }

  /// The names of the members in a folder that have a plan.
  func planned(in plans: String = "fleet") throws -> [String] {
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.file(plans)).sorted()
    return names.filter {
      FileManager.default.fileExists(atPath: folder.file("\(plans)/\($0)/plan.json"))
    }
  }

  /// The bytes of all plans in a folder, by name.
  func plans(in plans: String = "fleet") throws -> [String: [UInt8]] {
    try planned(in: plans).reduce(into: [:]) { bytes, name in
      bytes[name] = try folder.bytes("\(plans)/\(name)/plan.json")
    }
  }

  func edit(_ name: String, _ change: (String) -> String) throws {
    try folder.write(change(folder.text(name)), to: name)
  }

  func object(_ name: String) throws -> [String: Any] {
    let object = try JSONSerialization.jsonObject(with: Data(folder.bytes(name)))
    return object as? [String: Any] ?? [:]
  }
}
