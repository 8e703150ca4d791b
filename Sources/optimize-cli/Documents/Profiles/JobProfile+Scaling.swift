import GridPricing
import Optimizer

extension JobProfile {
  private struct Point {
    var gpus: Int
    var throughput: Double
    /// Of the whole job.
    var watts: Double
    var place: JSONNode.Position
  }

  /// Throughput by node count. Power is that of all nodes together.
  static func scaling(
    _ table: TextTable, _ nodes: Int, _ options: Options
  ) throws(DocumentError) -> JobProfile {
    let throughput = try table.column("throughput")
    let power = try table.column("power")
    let perNode = table.header[nodes] == "nodes" ? options.gpusPerNode : 1
    let measured = [nodes, throughput, power]
    var points: [Point] = []
    for row in try table.rows(options.selection, apartFrom: measured) {
      let count = try table.number(row, nodes, in: .notNegative(16_777_216))
      guard count.rounded() == count else {
        throw DocumentError(
          file: table.file, at: row.places[nodes],
          "\(table.header[nodes]) is "
            + "\(JSONText.number(count)), expected a whole number")
      }
      if count == 0 { continue }
      let point = Point(
        gpus: Int(count) * perNode,
        throughput: try table.number(row, throughput, in: .positive(1e15)),
        watts: try table.number(row, power, in: .positive(1e12)), place: row.places[nodes])
      if points.contains(where: { $0.gpus == point.gpus }) {
        throw DocumentError(
          file: table.file, at: point.place,
          "\(point.gpus) GPUs occur twice, expected each count once")
      }
      points.append(point)
    }
    return try profile(points.sorted { $0.gpus < $1.gpus }, options, table)
  }

  private static func profile(
    _ points: [Point], _ options: Options, _ table: TextTable
  ) throws(DocumentError) -> JobProfile {
    let wanted = options.firstGPUs ?? points.first?.gpus
    guard let first = points.first(where: { $0.gpus == wanted }) else {
      throw DocumentError(
        file: table.file,
        points.isEmpty
          ? "no row has nodes, expected at least one"
          : "no row has \(wanted ?? 0) GPUs, expected the count that --first-gpus names")
    }
    let ordered = [first] + points.filter { $0.gpus != first.gpus }
    let perGPU = points.map { $0.watts / Double($0.gpus) }
    let watts = first.watts / Double(first.gpus)
    let (low, high) = (perGPU.min() ?? watts, perGPU.max() ?? watts)
    var notes = [
      "hours holds at \(first.gpus) GPUs; speeds are throughputs over theirs",
      "power is that of all nodes; measured are \(JSONText.number(rounded(low))) to "
        + "\(JSONText.number(rounded(high))) W per GPU, taken is what it is at \(first.gpus) GPUs",
    ]
    if options.extraWattsPerGPU > 0 { notes.append(extra(options)) }
    return JobProfile(
      gpus: first.gpus, wattsPerGPU: rounded(watts + options.extraWattsPerGPU),
      scaling: Scaling(
        gpus: ordered.map(\.gpus),
        speed: ordered.map { point in
          point.gpus == first.gpus ? 1 : rounded(point.throughput / first.throughput)
        }, isResizable: options.isResizable, resizeMinutes: options.resizeMinutes),
      notes: notes)
  }

  static func extra(_ options: Options) -> String {
    "\(JSONText.number(options.extraWattsPerGPU)) W are added to the power of each GPU"
  }
}
