import Foundation
import Testing

@testable import Optimizer

/// Reference cases of the plant and its components, from an independent implementation.
struct CoolingReference: Sendable, CustomTestStringConvertible {
  let name: String
  /// A component, or the preset of the plant.
  let kind: String
  /// By path: `inputs.t_db`, `end_of_minute_state.3.t_gpu`.
  let numbers: [String: Double]

  static let isThere = FileManager.default.fileExists(
    atPath: "\(SharedData.folder)/../instances/cooling-cases.json")

  /// The cases of a group; none where the file is not there.
  static func cases(_ group: String) -> [CoolingReference] {
    let list = json("cooling-cases.json")[group] as? [[String: Any]] ?? []
    return list.enumerated().map { number, object in
      CoolingReference(
        name: object["id"] as? String ?? "\(group) \(number)",
        kind: object["kind"] as? String ?? object["site"] as? String ?? "",
        numbers: flat(object))
    }
  }

  /// The numbers of a preset by path; none where the file is not there.
  static func preset(_ preset: CoolingPreset) -> [String: Double] {
    let presets = json("cooling-presets.json")["presets"] as? [String: Any]
    return presets?[preset.rawValue].map(flat) ?? [:]
  }

  private static func json(_ file: String) -> [String: Any] {
    (try? SharedData.json("../instances/\(file)")) as? [String: Any] ?? [:]
  }

  /// All numbers at any depth, true and false among them as 1 and 0.
  private static func flat(_ value: Any) -> [String: Double] {
    func parts(_ value: Any) -> [(String, Any)] {
      (value as? [String: Any])?.map { ($0, $1) }
        ?? (value as? [Any])?.enumerated().map { ("\($0)", $1) } ?? []
    }
    var numbers: [String: Double] = [:]
    for (key, part) in parts(value) {
      if let number = part as? NSNumber {
        numbers[key] = number.doubleValue
      } else {
        for (rest, number) in flat(part) { numbers["\(key).\(rest)"] = number }
      }
    }
    return numbers
  }

  var testDescription: String { "\(name) \(kind)" }

  func plant() throws -> CoolingPlant {
    try CoolingPlant(#require(CoolingPreset(rawValue: kind)))
  }

  subscript(path: String) -> Double { numbers[path] ?? .nan }
  func input(_ name: String) -> Double { self["inputs.\(name)"] }
  func output(_ name: String) -> Double { self["outputs.\(name)"] }

  var outputs: [String] {
    numbers.keys.filter { $0.hasPrefix("outputs.") }.map { String($0.dropFirst(8)) }.sorted()
  }

  /// Weather of the inputs, or of the case itself.
  var air: AmbientAir {
    func number(_ name: String) -> Double { numbers["inputs.\(name)"] ?? self[name] }
    return AmbientAir(
      dryBulbC: number("t_db"), relativeHumidity: number("rh"), pressurePa: number("p"))
  }
}

/// Whether a value is within a relative tolerance, or an absolute one near zero.
func isNear(_ value: Double, _ wanted: Double, relative: Double, absolute: Double = 0) -> Bool {
  abs(value - wanted) <= max(relative * abs(wanted), absolute)
}
