/// Carbon intensity of Great Britain and its regions from the NESO API. FORMATS.md, item 5.
///
/// Half hours in UTC with both ends; `forecast`, and `actual` where it is known. Average intensity;
/// the source does not say whether direct or life-cycle.
enum NESOCarbonIntensity {
  static func recognizes(_ document: JSONNode) -> Bool {
    guard let data = document["data"] else { return false }
    let first = data.array?.first ?? data
    return first["from"] != nil || first["regionid"] != nil || first["data"] != nil
      || data.array?.isEmpty == true
  }

  static func read(_ document: JSONNode, file: String) throws(ReadingError) -> SeriesFormat.Content
  {
    var columns = ["forecast", "actual"].map { ($0, ZoneRows()) }
    let data = document["data"] ?? document
    for entry in data.array ?? [data] {
      if let inner = entry["data"] {
        let zone = try regionName(entry, file: file)
        for period in inner.array ?? [inner] {
          try append(period, intensity: period, zone: zone, to: &columns, file: file)
        }
      } else if let regions = entry["regions"]?.array {
        for region in regions {
          let zone = try regionName(region, file: file)
          try append(entry, intensity: region, zone: zone, to: &columns, file: file)
        }
      } else {
        try append(entry, intensity: entry, zone: "", to: &columns, file: file)
      }
    }
    var found: [SourceColumn] = []
    for (name, rows) in columns where !rows.isEmpty {
      for zone in try rows.steps(file: file)
      where zone.steps.contains(where: { $0.value != nil }) {
        found.append(
          SourceColumn(
            role: .carbon, name: name, zone: zone.zone.isEmpty ? nil : zone.zone,
            unit: "gCO2e/kWh", basis: .average, steps: zone.steps,
            notes: ["gCO2e/kWh converted to kgCO2e/kWh"]))
      }
    }
    guard !found.isEmpty else {
      throw data.error("the data hold no intensity, expected forecast or actual values", file: file)
    }
    return SeriesFormat.Content(format: "NESO carbon intensity JSON", columns: found)
  }

  private static func regionName(
    _ region: JSONNode, file: String
  ) throws(ReadingError) -> String {
    if let name = region["shortname"]?.string { return name }
    if let id = region["regionid"]?.number { return "region \(Int(exactly: id) ?? 0)" }
    throw region.error("a region has neither shortname nor regionid, expected one", file: file)
  }

  private static func append(
    _ period: JSONNode, intensity holder: JSONNode, zone: String,
    to columns: inout [(String, ZoneRows)], file: String
  ) throws(ReadingError) {
    let start = try instant("from", of: period, file: file)
    let end = try instant("to", of: period, file: file)
    guard start < end else {
      throw period.error("the period ends at \(end), expected an end after \(start)", file: file)
    }
    guard let intensity = holder["intensity"], intensity.object != nil else {
      throw holder.error(
        "a period has no object 'intensity', expected one with forecast or actual", file: file)
    }
    for index in columns.indices {
      let name = columns[index].0
      let value = try intensity[name]?.numberOrNull(name, minimum: 0, file: file)
      columns[index].1.append(
        zone: Array(zone.utf8)[...],
        .init(
          start: start, end: end, value: value.map { $0 / 1000 }, line: period.position.line))
    }
  }

  private static func instant(
    _ key: String, of period: JSONNode, file: String
  ) throws(ReadingError) -> Instant {
    guard let node = period[key] else {
      throw period.error("a period has no key '\(key)', expected a time", file: file)
    }
    guard let text = node.string, let instant = Instant(iso8601: text) else {
      throw node.error(
        "\(key) is \(node.string.map(ReadingError.quoted) ?? node.kindName), "
          + "expected a time such as 2018-01-20T12:00Z", file: file)
    }
    return instant
  }
}
