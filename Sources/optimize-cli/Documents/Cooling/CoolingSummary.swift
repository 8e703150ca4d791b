import GridPricing
import Optimizer

/// What `cooling simulate` says of a run.
struct CoolingSummary {
  private let drive: TransientDrive
  private let start: Instant?
  private let comparison: TransientComparison

  init(_ drive: CoolingDrive, _ comparison: TransientComparison) {
    self.drive = drive.transient
    start = drive.start
    self.comparison = comparison
  }

  private var hours: Double { Double(drive.referenceKW.count) * drive.slotSeconds / 3600 }

  /// When the run comes nearest to a limit, in hours from its start: the start of the slot.
  private var tightestHour: Double { Double(comparison.tightestSlot) * drive.slotSeconds / 3600 }

  /// By the schema `cooling-simulate`.
  var json: String {
    var text = JSONText()
    text.object(nil, .lines) {
      $0.member("schemaVersion", Schema.version)
      $0.member("start", start?.description)
      $0.member("hours", hours)
      $0.member("slots", drive.referenceKW.count)
      for (name, totals) in [("steady", comparison.steady), ("transient", comparison.transient)] {
        $0.object(name) { text in
          for (name, value) in totals.figures { text.member(name, value) }
        }
      }
      for (name, temperatures) in [
        ("steadyPeaks", comparison.steadyPeaks), ("transientPeaks", comparison.transientPeaks),
        ("limits", comparison.limits),
      ] {
        $0.object(name) { text in
          for (name, value) in temperatures.figures { text.member(name, value) }
        }
      }
      $0.member("leastRoomK", comparison.leastRoomK)
      $0.member("leastRoomAtHour", tightestHour)
      $0.member("keepsLimits", comparison.keepsLimits)
    }
    return String(decoding: text.bytes, as: UTF8.self)
  }

  var text: String {
    var table = AlignedTable()
    table.add(["", "steady", "transient", "difference"])
    let (steady, transient) = (comparison.steady.figures, comparison.transient.figures)
    for (steady, transient) in zip(steady, transient) {
      let percent =
        steady.value == 0 ? "-" : "\(fixed(100 * (transient.value / steady.value - 1), 3))%"
      table.add([
        steady.name, fixed(steady.value, 3, isGrouped: true),
        fixed(transient.value, 3, isGrouped: true), percent,
      ])
    }
    let peaks = zip(comparison.steadyPeaks.figures, comparison.transientPeaks.figures)
    for ((steady, transient), limit) in zip(peaks, comparison.limits.figures) {
      guard let name = Optional(steady.name), let steady = steady.value,
        let transient = transient.value, let limit = limit.value
      else { continue }
      table.add([
        "highest \(name)", fixed(steady, 2), fixed(transient, 2),
        "\(fixed(transient - steady, 2)) K, limit \(fixed(limit, 1))",
      ])
    }
    let verdict =
      comparison.keepsLimits
      ? "every limit is kept, with \(fixed(comparison.leastRoomK, 2)) K to spare"
      : "a limit is broken by \(fixed(-comparison.leastRoomK, 2)) K"
    let place = "in the slot at \(fixed(tightestHour, 2)) h of \(fixed(hours, 2)) h"
    return (table.lines + ["\(verdict) \(place)"]).map { $0 + "\n" }.joined()
  }
}

extension TransientComparison.Totals {
  /// By their names in documents.
  fileprivate var figures: [(name: String, value: Double)] {
    [
      ("itMWh", it.megawattHours), ("facilityMWh", facility.megawattHours),
      ("coolingMWh", cooling.megawattHours), ("waterM3", waterCubicMetres),
    ]
  }
}

extension TransientComparison.Temperatures {
  /// By their names in documents.
  fileprivate var figures: [(name: String, value: Double?)] {
    [
      ("coolantSupplyC", coolantSupplyC), ("gpuC", gpuC), ("chilledWaterC", chilledWaterC),
    ]
  }
}
