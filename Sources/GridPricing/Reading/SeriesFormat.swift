/// Which reader a file needs, by its content.
enum SeriesFormat {
  /// What a reader found.
  struct Content {
    var format: String
    var columns: [SourceColumn]
    var comments: [String] = []
  }

  static func read(_ bytes: [UInt8], file: String) throws(ReadingError) -> Content {
    if bytes.starts(with: [0x1F, 0x8B]) || bytes.starts(with: Array("PK\u{3}\u{4}".utf8)) {
      throw ReadingError(
        file: file, problem: "the file is a compressed archive, expected the text in it",
        help: "unpack it first")
    }
    let first = bytes.drop { $0 <= 32 || [0xEF, 0xBB, 0xBF].contains($0) }.first
    guard let first else {
      throw ReadingError(file: file, problem: "the file is empty, expected a header and rows")
    }
    if first == UInt8(ascii: "{") || first == UInt8(ascii: "[") {
      return try readJSON(bytes, file: file)
    }
    let table = try CSVTable(bytes, file: file)
    if ENTSOEPrices.recognizes(table) { return try ENTSOEPrices.read(table) }
    if ElectricityMaps.recognizes(table) { return try ElectricityMaps.read(table) }
    if CAISOOASIS.recognizes(table) { return try CAISOOASIS.read(table) }
    if ERCOTDayAhead.recognizes(table) { return try ERCOTDayAhead.read(table) }
    if AEMOPriceAndDemand.recognizes(table) { return try AEMOPriceAndDemand.read(table) }
    if PlainCSV.recognizes(table) { return try PlainCSV.read(table) }
    throw ReadingError(
      file: file, line: table.headerLine,
      problem: "the header is of no known format, expected \(csvNames)",
      help: PlainCSV.help(for: table))
  }

  private static func readJSON(_ bytes: [UInt8], file: String) throws(ReadingError) -> Content {
    let document = try JSONParser.parse(bytes, file: file)
    if EnergyCharts.recognizes(document) { return try EnergyCharts.read(document, file: file) }
    if NESOCarbonIntensity.recognizes(document) {
      return try NESOCarbonIntensity.read(document, file: file)
    }
    throw document.error("the document is of no known format, expected \(jsonNames)", file: file)
  }

  static let csvNames =
    "plain CSV, ENTSO-E prices, Electricity Maps, CAISO OASIS, ERCOT or AEMO columns"
  static let jsonNames = "NESO carbon intensity or Energy-Charts keys"
}
