import GridPricing
import Optimizer

/// Takes a cooling plant out of a checked object, and says which numbers contradict each other.
struct CoolingReader {
  let file: String
  private(set) var errors: [DocumentError] = []

  init(file: String) { self.file = file }

  /// The cooling in a node; nil where it is wrong, which has been reported or was before.
  ///
  /// - Parameter path: of the node, for messages.
  mutating func cooling(_ node: JSONNode, at path: String) -> Cooling? {
    if node["kind"]?.string == "fixedPUE" { return node["pue"]?.number.map { .fixedPUE($0) } }
    return liquid(node, at: path).map { .liquid($0) }
  }

  private mutating func liquid(_ node: JSONNode, at path: String) -> LiquidCooling? {
    guard node["kind"]?.string == "liquid", let parameters = parameters(node, at: path) else {
      return nil
    }
    let plant: CoolingPlant
    do throws(CoolingPlantError) {
      plant = try CoolingPlant(parameters)
    } catch {
      report(
        node.value(named: error.parameter) ?? node,
        "\(path).\(error.parameter): \(error.description), expected numbers that make a plant")
      return nil
    }
    return LiquidCooling(
      plant: plant, marginK: node["marginK"]?.number ?? 2,
      weatherQuantile: node["weatherQuantile"]?.number,
      forecastErrorK: node["forecastErrorK"]?.number ?? 2, supplyC: node["supplyC"]?.number)
  }

  /// The numbers of the plant: the preset's, scaled, with choices and then numbers changed.
  private mutating func parameters(_ node: JSONNode, at path: String) -> PlantParameters? {
    let before = errors.count
    let preset =
      node["preset"].map { $0.string.flatMap(CoolingPreset.init(rawValue:)) }
      ?? LiquidCooling.standardPreset
    guard var parameters = preset?.parameters else { return nil }
    for choice in CoolingChoice.allCases {
      guard let word = node[choice.rawValue]?.string else { continue }
      guard choice.values.contains(word) else { return nil }
      choice.set(word, in: &parameters)
    }
    for number in CoolingParameter.scenarioNumbers {
      guard let value = node.value(named: number.name) else { continue }
      guard let amount = value.number, number.range.contains(amount) else { return nil }
      if !number.isUsed(by: parameters) {
        report(
          value,
          "\(path).\(number.name) is a number of equipment that the plant does not have, "
            + "expected it to be absent")
      }
      number.set(amount, in: &parameters)
    }
    return errors.count == before ? parameters : nil
  }

  private mutating func report(_ node: JSONNode, _ problem: String) {
    errors.append(DocumentError(file: file, at: node.position, problem))
  }
}

extension JSONNode {
  /// The value of a key, or of a key in an object: `loss.a`.
  fileprivate func value(named name: String) -> JSONNode? {
    name.split(separator: ".").reduce(self) { node, key in node?[String(key)] }
  }
}
