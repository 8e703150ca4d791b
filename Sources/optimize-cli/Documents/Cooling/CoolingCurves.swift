import GridPricing
import Optimizer

/// What `cooling curve` writes.
struct CoolingCurves {
  struct Entry {
    /// The start of the step of the weather file.
    var time: Instant?
    var air: AmbientAir
    var curve: FacilityCurve
  }

  let nominalITKW: Double
  /// Kept free to the limits.
  let marginK: Double
  let entries: [Entry]

  /// By the schema `cooling-curve`.
  var json: String {
    var text = JSONText()
    text.object(nil, .lines) {
      $0.member("schemaVersion", Schema.version)
      $0.member("nominalITKW", nominalITKW)
      $0.member("marginK", marginK)
      $0.array("curves", .lines, of: entries) { text, entry in
        text.object(nil, .lines) {
          $0.member("time", entry.time?.description)
          for (name, value) in entry.figures { $0.member(name, value) }
          $0.array("points", .lines, of: entry.curve.nodes) { text, node in
            text.object {
              for (name, value) in node.figures { $0.member(name, value) }
              $0.member("isFeasible", node.state.isWithinLimits(marginK: marginK))
            }
          }
        }
      }
    }
    return String(decoding: text.bytes, as: UTF8.self)
  }

  /// One row per point; the columns are the keys of the JSON.
  var csv: String {
    var lines = ""
    for entry in entries {
      for node in entry.curve.nodes {
        if lines.isEmpty {
          lines = CSVText.row(
            ["time"] + entry.figures.map(\.name) + node.figures.map(\.name) + ["isFeasible"])
        }
        lines += CSVText.row(
          [entry.time?.description ?? ""]
            + (entry.figures + node.figures).map { $0.value.map(JSONText.number) ?? "" }
            + [node.state.isWithinLimits(marginK: marginK) ? "true" : "false"])
      }
    }
    return lines
  }

  /// One table per weather.
  var table: String {
    entries.map { entry in
      ([entry.heading] + rows(of: entry.curve).lines + [entry.footing]).map { $0 + "\n" }.joined()
    }.joined(separator: "\n")
  }

  private func rows(of curve: FacilityCurve) -> AlignedTable {
    var table = AlignedTable()
    table.add([
      "IT kW", "facility kW", "PUE", "PUE_ref", "dF/du", "supply °C", "GPU °C", "water kg/s", "",
    ])
    for node in curve.nodes {
      let state = node.state
      table.add([
        fixed(state.referenceKW, 1, isGrouped: true), fixed(state.facilityKW, 1, isGrouped: true),
        state.pue.map { fixed($0, 4) } ?? "-", state.pueReference.map { fixed($0, 4) } ?? "-",
        fixed(node.marginalPower, 4), fixed(state.setC, 2), fixed(state.gpuC, 2),
        fixed(state.waterKgPerSecond, 3),
        state.isWithinLimits(marginK: marginK) ? "" : "beyond limits",
      ])
    }
    return table
  }
}

extension CoolingCurves.Entry {
  /// What holds for the whole curve, by its names in documents.
  fileprivate var figures: [(name: String, value: Double?)] {
    [
      ("dryBulbC", air.dryBulb.celsius), ("wetBulbC", air.wetBulb.celsius),
      ("headroomKW", curve.headroom.kilowatts), ("hullGapKW", curve.hullGap.kilowatts),
      ("chordErrorKW", curve.chordError.kilowatts),
    ]
  }

  fileprivate var heading: String {
    (time.map { "\($0): " } ?? "")
      + "dry bulb \(fixed(air.dryBulb.celsius, 1)) °C, wet bulb \(fixed(air.wetBulb.celsius, 1)) °C"
  }

  fileprivate var footing: String {
    "headroom \(fixed(curve.headroom.kilowatts, 0, isGrouped: true)) kW, "
      + "hull gap \(fixed(curve.hullGap.kilowatts, 2, isGrouped: true)) kW, "
      + "chord error \(fixed(curve.chordError.kilowatts, 2, isGrouped: true)) kW"
  }
}

extension FacilityCurve.Node {
  /// By their names in documents.
  fileprivate var figures: [(name: String, value: Double?)] {
    [
      ("itReferenceKW", state.referenceKW), ("itKW", state.itKW),
      ("facilityKW", state.facilityKW), ("pue", state.pue),
      ("pueReference", state.pueReference), ("marginalPower", marginalPower),
      ("coolingKW", state.coolingKW), ("supplyC", state.setC),
      ("facilitySupplyC", state.facilitySupply.celsius), ("gpuC", state.gpuC),
      ("waterKgPerSecond", state.waterKgPerSecond),
    ]
  }
}
