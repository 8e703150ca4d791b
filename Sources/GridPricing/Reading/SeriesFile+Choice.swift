extension SeriesFile {
  /// The only column of a role that fits, or an error that lists those there are.
  ///
  /// - Parameters:
  ///   - zone: picks where a file holds several; `DE-LU` also finds `BZN|DE-LU`.
  ///   - column: the name of the column in the file.
  package func column(
    _ role: SourceColumn.Role, zone: String? = nil, column: String? = nil
  ) throws(ReadingError) -> (column: SourceColumn, notes: [String]) {
    try only(candidates(role, zone: zone, column: column), role: role, zone: zone)
  }

  /// As ``column(_:zone:column:)``; nil where the file has no such role at all.
  package func columnIfPresent(
    _ role: SourceColumn.Role, zone: String? = nil
  ) throws(ReadingError) -> (column: SourceColumn, notes: [String])? {
    guard columns.contains(where: { $0.role == role }) else { return nil }
    return try column(role, zone: zone)
  }

  /// The columns of a role that a zone and a name leave over; never empty.
  func candidates(
    _ role: SourceColumn.Role, zone: String?, column: String?
  ) throws(ReadingError) -> [SourceColumn] {
    var found = columns.filter { $0.role == role }
    guard !found.isEmpty else {
      let held = Self.listed(columns.map(\.label))
      throw error("the file holds no \(role.rawValue), expected one; it holds \(held)")
    }
    if let column {
      let key = CSVTable.key(column)
      let named = found.filter { CSVTable.key($0.name) == key }
      guard !named.isEmpty else {
        let names = Self.listed(found.map(\.name))
        throw error("no \(role.rawValue) column is named '\(column)', expected one of: \(names)")
      }
      found = named
    }
    if let zone {
      let named = found.filter { Self.matches($0.zone, zone) }
      guard !named.isEmpty else {
        let zones = Self.listed(found.compactMap(\.zone))
        throw error("the file has no zone '\(zone)', expected one of: \(zones)")
      }
      found = named
    }
    return found
  }

  func only(
    _ found: [SourceColumn], role: SourceColumn.Role, zone: String?
  ) throws(ReadingError) -> (column: SourceColumn, notes: [String]) {
    let choice = found[0]
    guard found.count == 1 else {
      let zones = Self.unique(found.compactMap(\.zone))
      if zones.count > 1 {
        throw error(
          "the file holds \(role.rawValue) of \(zones.count) zones, expected `zone` to name one of: "
            + Self.listed(zones), help: "choose with zone, for example zone '\(zones[0])'")
      }
      throw error(
        "the file holds several columns of \(role.rawValue), expected `column` to name one of: "
          + Self.listed(found.map(\.name)),
        help: "choose with column, for example column '\(choice.name)'")
    }
    var notes: [String] = []
    if let zone, choice.zone == nil {
      notes.append("zone '\(zone)' not checked: the file names no zone")
    }
    return (choice, notes)
  }

  /// A column without a zone fits any, since there is nothing to pick.
  private static func matches(_ zone: String?, _ wanted: String) -> Bool {
    guard let zone else { return true }
    let key = CSVTable.key(zone)
    let wantedKey = CSVTable.key(wanted)
    return key == wantedKey || key.split(separator: "|").last.map(String.init) == wantedKey
  }

  /// Names in the order of the file without repeats, twenty at most.
  static func listed(_ names: [String]) -> String {
    let names = unique(names)
    let more = names.count > 20 ? ", … (\(names.count) in all)" : ""
    return names.isEmpty ? "nothing" : names.prefix(20).joined(separator: ", ") + more
  }

  private static func unique(_ names: [String]) -> [String] {
    var seen: Set<String> = []
    return names.filter { seen.insert($0).inserted }
  }
}
