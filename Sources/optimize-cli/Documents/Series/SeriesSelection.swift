import GridPricing

/// A part of a file of series: some of its columns, for some of its time, in some steps.
struct SeriesSelection: Sendable {
  var zone: String?
  /// Names; all columns where there are none.
  var columns: [String] = []
  var from: Instant?
  var to: Instant?
  /// Nil leaves the steps as they are.
  var slotMinutes: Int?
  var gaps = GapRule.none

  /// The columns that are meant, cut and resampled, each with notes on what was done to it.
  func columns(of source: SeriesFile) throws(DocumentError) -> [SourceColumn] {
    let chosen = try chosen(in: source)
    let span = try span(of: chosen, source)
    var result: [SourceColumn] = []
    if slotMinutes == nil, gaps == .none {
      for column in chosen { result.append(try cut(column, to: span, source)) }
      return result
    }
    let minutes: Int
    if let slotMinutes { minutes = slotMinutes } else { minutes = try usualMinutes(chosen, source) }
    let horizon = try horizon(span, minutes: minutes, source)
    for column in chosen { result.append(try sampled(column, on: horizon, source)) }
    return result
  }

  // MARK: Columns

  private func chosen(in source: SeriesFile) throws(DocumentError) -> [SourceColumn] {
    var found = source.columns
    let unknown = columns.first { name in
      !found.contains { CSVTable.key($0.name) == CSVTable.key(name) }
    }
    if let unknown {
      throw error(
        source,
        "no column is named \(DocumentText.shown(unknown)), expected one of: "
          + Self.listed(found.map(\.name)))
    }
    if !columns.isEmpty {
      let keys = Set(columns.map(CSVTable.key))
      found = found.filter { keys.contains(CSVTable.key($0.name)) }
    }
    if let zone {
      let zones = found.compactMap(\.zone)
      found = found.filter { Self.matches($0.zone, zone) }
      if found.isEmpty {
        throw error(
          source,
          "the file has no zone \(DocumentText.shown(zone)), expected one of: "
            + Self.listed(zones))
      }
    } else {
      let zones = found.compactMap(\.zone)
      if Set(zones).count > 1 {
        throw error(
          source,
          "the file holds \(Set(zones).count) zones, expected one to be chosen: "
            + Self.listed(zones), help: "choose with --zone")
      }
    }
    guard found.contains(where: { !$0.steps.isEmpty }) else {
      throw error(source, "the file has no steps, expected at least one")
    }
    return found.filter { !$0.steps.isEmpty }
  }

  /// `DE-LU` also finds `BZN|DE-LU`; a column without a zone fits any.
  private static func matches(_ zone: String?, _ wanted: String) -> Bool {
    guard let zone else { return true }
    let (key, wantedKey) = (CSVTable.key(zone), CSVTable.key(wanted))
    return key == wantedKey || key.split(separator: "|").last.map(String.init) == wantedKey
  }

  // MARK: Time

  private func span(
    of columns: [SourceColumn], _ source: SeriesFile
  ) throws(DocumentError) -> (start: Instant, end: Instant) {
    let starts = columns.compactMap { $0.steps.first?.start }
    let ends = columns.compactMap { $0.steps.last?.end }
    guard let first = starts.min(), let last = ends.max() else {
      throw error(source, "the file has no steps, expected at least one")
    }
    let (start, end) = (from ?? first, to ?? last)
    guard start < end, start < last, first < end else {
      throw error(
        source, "the file covers \(first)/\(last), expected it to cover a part of \(start)/\(end)")
    }
    return (start, end)
  }

  private func horizon(
    _ span: (start: Instant, end: Instant), minutes: Int, _ source: SeriesFile
  ) throws(DocumentError) -> Horizon {
    let length = span.end.milliseconds - span.start.milliseconds
    let slot = Int64(minutes) * 60_000
    guard length % slot == 0 else {
      throw error(
        source, "\(span.start)/\(span.end) is no whole number of slots of \(minutes) minutes",
        help: "choose the time with --from and --to")
    }
    guard length / slot <= ScenarioReader.largestSlotCount else {
      throw error(
        source,
        "\(span.start)/\(span.end) has \(length / slot) slots of \(minutes) minutes, "
          + "expected at most \(ScenarioReader.largestSlotCount)")
    }
    return Horizon(start: span.start, slotMinutes: minutes, count: Int(length / slot))
  }

  /// The shortest step, in which gaps are filled where no slots are asked for.
  private func usualMinutes(
    _ columns: [SourceColumn], _ source: SeriesFile
  ) throws(DocumentError) -> Int {
    let lengths = columns.flatMap(\.steps).map { $0.end.milliseconds - $0.start.milliseconds }
    let shortest = lengths.min() ?? 0
    guard shortest >= 60_000, shortest % 60_000 == 0 else {
      throw error(
        source, "the steps are no whole minutes, expected slots in which to fill gaps",
        help: "choose with --slot-minutes")
    }
    return Int(shortest / 60_000)
  }

  private func sampled(
    _ column: SourceColumn, on horizon: Horizon, _ source: SeriesFile
  ) throws(DocumentError) -> SourceColumn {
    // Sampling is the same for every dimension; any stands for the one that the role has.
    let series = Series<EnergyPriceDimension>(
      steps: column.steps, provenance: Provenance(format: source.format, unit: column.unit),
      role: Self.shown(column))
    do throws(SeriesError) {
      let values = try series.sampled(on: horizon, gaps: gaps)
      var result = column
      result.steps = SeriesStep.equal(
        from: horizon.start, stepMinutes: horizon.slotMinutes,
        values: values.values.map(Self.withoutDust))
      if slotMinutes != nil {
        result.notes.append("averaged over slots of \(horizon.slotMinutes) min")
      }
      if values.filledSlots > 0 {
        result.notes.append(
          "\(values.filledSlots) of \(horizon.count) slots filled by rule '\(gaps.rawValue)'")
      }
      return result
    } catch {
      throw self.error(source, error.description, help: error.help)
    }
  }

  /// Sums of binary fractions end in digits that nobody measured.
  private static func withoutDust(_ value: Double) -> Double {
    abs(value) < 1000 ? (value * 1e12).rounded() / 1e12 : value
  }

  /// The steps inside a span; those that cross its edges are cut there.
  private func cut(
    _ column: SourceColumn, to span: (start: Instant, end: Instant), _ source: SeriesFile
  ) throws(DocumentError) -> SourceColumn {
    var result = column
    result.steps = column.steps.compactMap { step in
      let (start, end) = (max(step.start, span.start), min(step.end, span.end))
      return start < end ? SeriesStep(start: start, end: end, value: step.value) : nil
    }
    guard result.steps.contains(where: { $0.value != nil }) else {
      throw error(
        source,
        "\(Self.shown(column)) has no value between \(span.start) and \(span.end), "
          + "expected one")
    }
    return result
  }

  // MARK: Messages

  private static func shown(_ column: SourceColumn) -> String {
    DocumentText.onOneLine(column.label)
  }

  private static func listed(_ names: [String]) -> String {
    var seen: Set<String> = []
    let unique = names.filter { seen.insert($0).inserted }
    let shown = unique.prefix(20).map { DocumentText.shown($0) }.joined(separator: ", ")
    return unique.count > 20 ? "\(shown), … (\(unique.count) in all)" : shown
  }

  private func error(
    _ source: SeriesFile, _ problem: String, help: String? = nil
  ) -> DocumentError {
    DocumentError(file: source.file, problem, help: help)
  }
}
