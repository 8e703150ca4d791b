import GridPricing
import Optimizer

/// What `cooling fit` prints.
struct CoolingFit {
  let calibration: PlantCalibration
  /// As it was before.
  let plant: PlantFile
  /// Complete rows of the file.
  let rows: Int
  /// Of which so many were fitted to.
  let usedRows: Int
  let incompleteRows: Int

  /// By the schema `cooling-fit`.
  var json: String {
    var text = JSONText()
    text.object(nil, .lines) {
      $0.member("schemaVersion", Schema.version)
      $0.member("rows", rows)
      $0.member("usedRows", usedRows)
      $0.member("incompleteRows", incompleteRows)
      for (name, error) in [("before", calibration.before), ("after", calibration.after)] {
        $0.object(name) { text in
          for (name, value) in error.figures { text.member(name, value) }
        }
      }
      $0.array("factors", .lines, of: calibration.estimates) { text, estimate in
        text.object {
          $0.member("factor", estimate.factor.rawValue)
          $0.member("value", estimate.value)
          $0.member("minimum", estimate.factor.range.lowerBound)
          $0.member("maximum", estimate.factor.range.upperBound)
          $0.member("isAtBound", estimate.isAtBound)
          $0.member("isDetermined", estimate.isDetermined)
        }
      }
      var fitted = plant.cooling
      fitted.plant = calibration.plant
      $0.cooling("cooling", fitted, from: plant.preset)
    }
    return String(decoding: text.bytes, as: UTF8.self)
  }

  /// For people.
  var summary: [String] {
    let factors = calibration.estimates.map { estimate in
      let note =
        estimate.isDetermined
        ? estimate.isAtBound ? " (at its bound)" : "" : " (the measurements do not tell)"
      return "\(estimate.factor.rawValue) × \(fixed(estimate.value, 3))\(note)"
    }
    var lines = [
      "before: \(Self.line(calibration.before))", "after:  \(Self.line(calibration.after))",
      factors.joined(separator: ", "),
    ]
    if usedRows < rows { lines.append("fitted to \(usedRows) of \(rows) rows, evenly spread") }
    if incompleteRows > 0 {
      lines.append("\(counted(incompleteRows, "row")) without all values left out")
    }
    return lines
  }

  private static func line(_ error: CalibrationError) -> String {
    "RMSE \(fixed(error.rootMeanSquare.kilowatts, 2, isGrouped: true)) kW "
      + "(\(fixed(100 * error.relativeRootMeanSquare, 3))%), "
      + "bias \(fixed(error.bias.kilowatts, 2, isGrouped: true)) kW "
      + "(\(fixed(100 * error.relativeBias, 3))%)"
  }
}

extension CalibrationError {
  /// By their names in documents.
  fileprivate var figures: [(name: String, value: Double)] {
    [
      ("rmseKW", rootMeanSquare.kilowatts), ("cvRMSEPercent", 100 * relativeRootMeanSquare),
      ("biasKW", bias.kilowatts), ("biasPercent", 100 * relativeBias),
    ]
  }
}

extension JSONText {
  /// A plant as the `cooling` of a scenario: the preset and whatever differs from it.
  mutating func cooling(_ key: String, _ cooling: LiquidCooling, from preset: CoolingPreset) {
    let plant = cooling.plant.parameters
    var basis = preset.parameters
    object(key, .lines) {
      $0.member("kind", "liquid")
      $0.member("preset", preset.rawValue)
      if cooling.marginK != 2 { $0.member("marginK", cooling.marginK) }
      $0.member("weatherQuantile", cooling.weatherQuantile)
      if cooling.forecastErrorK != 2 { $0.member("forecastErrorK", cooling.forecastErrorK) }
      $0.member("supplyC", cooling.supplyC)
      for choice in CoolingChoice.allCases where choice.value(in: plant) != choice.value(in: basis)
      {
        $0.member(choice.rawValue, choice.value(in: plant))
        choice.set(choice.value(in: plant), in: &basis)
      }
      var group: String?
      for number in CoolingParameter.scenarioNumbers where number.isUsed(by: plant) {
        let value = number.value(in: plant)
        guard value != number.value(in: basis) else { continue }
        number.set(value, in: &basis)
        let parts = number.name.split(separator: ".").map(String.init)
        let outer = parts.count == 2 ? parts[0] : nil
        if group != outer {
          if group != nil { $0.end() }
          if let outer { $0.begin(.object, .inline, key: outer) }
          group = outer
        }
        $0.member(parts[parts.count - 1], value)
      }
      if group != nil { $0.end() }
    }
  }
}
