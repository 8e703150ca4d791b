/// Writes series as the plain CSV (FORMATS.md, item 0), so that ``SeriesFile`` reads them back with
/// the same values.
package enum SeriesWriter {
  /// Why series cannot be one plain CSV.
  package struct Problem: Error, Equatable, Sendable, CustomStringConvertible {
    package var description: String
  }

  /// One row per step of the coarsest grid on which all edges lie; gaps are empty cells.
  ///
  /// Steps longer than the grid are repeated, which leaves the step function as it is.
  ///
  /// - Parameter comments: lines to put before the header, each after a `#`; those of a source that
  ///   says it is synthetic must not get lost.
  /// - Throws: where there are no steps, two columns would have the same header, the grid would be
  ///   finer than a second, or there would be more than ten million rows.
  package static func plainCSV(
    _ columns: [SourceColumn], comments: [String] = []
  ) throws(Problem) -> String {
    let headers = columns.map(header)
    for (index, header) in headers.enumerated() where headers[..<index].contains(header) {
      throw Problem(
        description: "two series would both be column '\(header)', expected one; choose a zone")
    }
    let all = columns.flatMap(\.steps)
    guard let start = all.map(\.start).min(), let end = all.map(\.end).max() else {
      throw Problem(description: "there are no steps to write, expected at least one")
    }
    let grid = all.reduce(end.milliseconds - start.milliseconds) { grid, step in
      divisor(
        divisor(grid, step.start.milliseconds - start.milliseconds),
        step.end.milliseconds - start.milliseconds)
    }
    guard grid >= 1000 else {
      throw Problem(description: "the steps share no grid of at least a second, expected one")
    }
    let rows = (end.milliseconds - start.milliseconds) / grid
    guard rows <= 10_000_000 else {
      throw Problem(
        description: "from \(start) to \(end) there are \(rows) rows of \(grid / 1000) s, "
          + "expected at most 10000000; choose the time")
    }
    var text = comments.map { "# \(onOneLine($0))\n" }.joined()
    text += (["time"] + headers).joined(separator: ",") + "\n"
    var cursors = columns.map { _ in 0 }
    for time in stride(from: start.milliseconds, to: end.milliseconds, by: Int(grid)) {
      text += Instant(milliseconds: time).description
      for (index, column) in columns.enumerated() {
        text += ","
        while cursors[index] < column.steps.count,
          column.steps[cursors[index]].end.milliseconds <= time
        {
          cursors[index] += 1
        }
        guard cursors[index] < column.steps.count else { continue }
        let step = column.steps[cursors[index]]
        if step.start.milliseconds <= time, let value = step.value {
          text += cell(value, scale: scale(of: column.role))
        }
      }
      text += "\n"
    }
    return text
  }

  private static func onOneLine(_ comment: String) -> String {
    comment.map { $0.isNewline ? " " : String($0) }.joined()
  }

  private static func header(_ column: SourceColumn) -> String {
    switch column.role {
    case .price: return "price_\((column.currency ?? "xxx").lowercased())_per_mwh"
    case .carbon:
      let meaning = [column.basis?.rawValue, column.factor?.rawValue].compactMap(\.self)
      return (["carbon"] + meaning + ["g_per_kwh"]).joined(separator: "_")
    case .dryBulb: return "dry_bulb_c"
    case .wetBulb: return "wet_bulb_c"
    case .relativeHumidity: return "relative_humidity_percent"
    case .pressure: return "pressure_hpa"
    case .solar: return "solar_kw"
    case .itPower: return "it_kw"
    case .itReferencePower: return "it_reference_kw"
    case .facilityPower: return "facility_kw"
    case .facilitySupply: return "facility_supply_c"
    case .reservedGPUs: return "reserved_gpus"
    case .reservedPower: return "reserved_kw"
    }
  }

  /// The written number divided by this is the base unit.
  private static func scale(of role: SourceColumn.Role) -> Double {
    switch role {
    case .price, .carbon: 1000
    case .pressure: 0.01
    default: 1
    }
  }

  /// The number with the fewest decimals that reads back as the same value.
  private static func cell(_ value: Double, scale: Double) -> String {
    let exact = value * scale
    var shown = exact
    for power in [1.0, 10, 100, 1000, 1e4, 1e6, 1e8] {
      let candidate = (exact * power).rounded() / power
      if readBack(candidate, scale: scale) == value {
        shown = candidate
        break
      }
    }
    let text = "\(shown)"
    return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
  }

  private static func readBack(_ written: Double, scale: Double) -> Double {
    scale < 1 ? written * 100 : written / scale
  }

  private static func divisor(_ first: Int64, _ second: Int64) -> Int64 {
    var (a, b) = (first, second)
    while b != 0 { (a, b) = (b, a % b) }
    return a
  }
}

extension SyntheticSeries {
  /// The series as columns of a plain CSV, for ``SeriesWriter``.
  package var columns: [SourceColumn] {
    func column<Dimension>(
      _ role: SourceColumn.Role, _ series: Series<Dimension>?, currency: String? = nil,
      factor: EmissionFactor? = nil
    ) -> SourceColumn {
      SourceColumn(
        role: role, name: role.rawValue, unit: series?.provenance.unit ?? "", currency: currency,
        basis: factor == nil ? nil : .average, factor: factor, steps: series?.steps ?? [],
        notes: series?.provenance.notes ?? [])
    }
    return [
      column(.price, price.series, currency: price.currency),
      column(.carbon, carbonDirect.series, factor: .direct),
      column(.carbon, carbonLifecycle.series, factor: .lifecycle),
      column(.dryBulb, weather.dryBulb),
      column(.relativeHumidity, weather.relativeHumidity),
    ] + (solar == nil ? [] : [column(.solar, solar)])
  }
}
