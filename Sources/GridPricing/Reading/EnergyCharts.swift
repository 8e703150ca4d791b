/// Prices or CO₂ intensity from the API of Energy-Charts. FORMATS.md, item 6.
///
/// Parallel arrays: seconds since 1970 (interval start) and values, `null` for a gap. Prices are
/// hourly until 2025-10-01 00:00 Central European time and mostly quarter-hourly after.
enum EnergyCharts {
  private static let quarterHours = Instant(
    secondsSinceEpoch: Int64(Instant.days(year: 2025, month: 10, day: 1)) * 86_400 - 7200)
  private static let carbonKeys = ["co2eq", "co2eq_forecast"]

  static func recognizes(_ document: JSONNode) -> Bool {
    document["unix_seconds"] != nil
  }

  static func read(_ document: JSONNode, file: String) throws(ReadingError) -> SeriesFormat.Content
  {
    let stamps = try array("unix_seconds", of: document, file: file)
    if let price = document["price"] {
      let currency = try currency(of: document, file: file)
      let found = try column(price, stamps, key: "price", minimum: nil, file: file)
      return SeriesFormat.Content(
        format: "Energy-Charts price JSON",
        columns: [
          SourceColumn(
            role: .price, name: "price", unit: "\(currency)/MWh", currency: currency,
            steps: found.steps,
            notes: ["\(currency)/MWh converted to \(currency)/kWh"] + found.notes)
        ])
    }
    var columns: [SourceColumn] = []
    for key in carbonKeys {
      guard let values = document[key] else { continue }
      let found = try column(values, stamps, key: key, minimum: 0, file: file)
      guard found.steps.contains(where: { $0.value != nil }) else { continue }
      columns.append(
        SourceColumn(
          role: .carbon, name: key, unit: "gCO2e/kWh", basis: .average, steps: found.steps,
          notes: ["gCO2e/kWh converted to kgCO2e/kWh"] + found.notes))
    }
    guard !columns.isEmpty else {
      throw document.error(
        "the document holds neither price nor co2eq values, expected some", file: file)
    }
    return SeriesFormat.Content(format: "Energy-Charts CO2 JSON", columns: columns)
  }

  private static func array(
    _ key: String, of document: JSONNode, file: String
  ) throws(ReadingError) -> [JSONNode] {
    guard let array = document[key]?.array else {
      let found = document[key] ?? document
      throw found.error("\(key) is \(found.kindName), expected an array", file: file)
    }
    return array
  }

  /// `EUR / MWh`, however it is spelled.
  private static func currency(
    of document: JSONNode, file: String
  ) throws(ReadingError) -> String {
    guard let unit = document["unit"] else {
      throw document.error("the prices have no key 'unit', expected 'EUR / MWh'", file: file)
    }
    let text = (unit.string ?? "").filter { $0 != " " }.uppercased()
    let parts = text.split(separator: "/").map(String.init)
    guard parts.count == 2, parts[0].count == 3, parts[1] == "MWH" else {
      throw unit.error(
        "unit is \(ReadingError.quoted(unit.string ?? unit.kindName)), expected 'EUR / MWh'",
        file: file)
    }
    return parts[0]
  }

  private static func column(
    _ values: JSONNode, _ stamps: [JSONNode], key: String, minimum: Double?, file: String
  ) throws(ReadingError) -> (steps: [SeriesStep], notes: [String]) {
    guard let elements = values.array else {
      throw values.error("\(key) is \(values.kindName), expected an array", file: file)
    }
    guard elements.count == stamps.count else {
      throw values.error(
        "\(key) has \(elements.count) values, expected \(stamps.count) as in unix_seconds",
        file: file)
    }
    var axis = SteppedAxis(change: quarterHours, minutesBefore: 60, minutesAfter: 15)
    var numbers: [Double?] = []
    for index in elements.indices {
      let stamp = try instant(stamps[index], file: file)
      axis.append(stamp, line: stamps[index].position.line)
      let number = try elements[index].numberOrNull(key, minimum: minimum, file: file)
      numbers.append(number.map { $0 / 1000 })
    }
    if numbers.isEmpty { throw RegularAxis().tooShort(file: file) }
    return try axis.steps(numbers, file: file, marks: .start)
  }

  private static func instant(_ node: JSONNode, file: String) throws(ReadingError) -> Instant {
    if case .number(let seconds) = node.kind, seconds == seconds.rounded(), abs(seconds) < 1e11 {
      return Instant(secondsSinceEpoch: Int64(seconds))
    }
    throw node.error(
      "unix_seconds holds \(node.kindName), expected whole seconds since 1970", file: file)
  }
}
