import GridPricing
import Optimizer

extension JobProfile {
  private struct Point {
    var limit: Double
    /// Work per second, in any unit.
    var rate: Double
    var watts: Double
  }

  /// Time per epoch, or throughput, and mean power of one GPU by power limit.
  ///
  /// Full power is the fastest point. Of the others only those are kept that draw less than every
  /// faster one: the rest is worse in both ways.
  static func powerCaps(
    _ table: TextTable, _ limit: Int, _ options: Options
  ) throws(DocumentError) -> JobProfile {
    let isTime = table.index(of: "time_per_epoch") != nil
    let rate = try table.column("time_per_epoch", "throughput")
    let isEnergy = table.index(of: "average_power") == nil && table.index(of: "power") == nil
    guard isTime || !isEnergy else {
      throw DocumentError(
        file: table.file, at: JSONNode.Position(line: 1, column: 1),
        "the header has no 'average_power', expected it beside throughput")
    }
    let power = try table.column("average_power", "power", "energy_per_epoch")
    var points: [Point] = []
    for row in try table.rows(options.selection, apartFrom: [limit, rate, power]) {
      let value = try table.number(row, rate, in: .positive(1e15))
      let drawn = try table.number(row, power, in: .positive(1e15))
      let watts = isEnergy ? drawn / value : drawn
      guard watts + options.extraWattsPerGPU <= 1e6 else {
        throw DocumentError(
          file: table.file, at: row.places[power],
          "the power is \(JSONText.number(watts)) W, expected at most 1000000")
      }
      points.append(
        Point(
          limit: try table.number(row, limit, in: .positive(1e6)), rate: isTime ? 1 / value : value,
          watts: watts))
    }
    return profile(points, options)
  }

  private static func profile(_ points: [Point], _ options: Options) -> JobProfile {
    let fastestFirst = points.sorted { ($1.rate, $0.watts) < ($0.rate, $1.watts) }
    var efficient: [Point] = []
    for point in fastestFirst where point.watts < efficient.last?.watts ?? .infinity {
      efficient.append(point)
    }
    let full = efficient[0]
    func watts(_ point: Point) -> Double { rounded(point.watts + options.extraWattsPerGPU) }
    var notes = [
      "full power is the fastest point, with a limit of \(JSONText.number(full.limit)) W",
      "\(points.count - efficient.count) of \(counted(points.count, "point")) left out: a faster one "
        + "draws no more",
      "limits of the caps: "
        + efficient.dropFirst().map { JSONText.number($0.limit) + " W" }.joined(separator: ", "),
    ]
    if options.extraWattsPerGPU > 0 { notes.append(extra(options)) }
    return JobProfile(
      wattsPerGPU: watts(full),
      powerCaps: efficient.dropFirst().map {
        PowerCap(powerPerGPU: .watts(watts($0)), speed: rounded($0.rate / full.rate))
      }.filter { $0.speed > 0 },
      notes: notes)
  }
}
