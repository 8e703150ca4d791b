/// The JSON Schemas (draft 2020-12) of the documents, printed from the tables that judge them.
enum Schema {
  /// The version of the documents that this program writes.
  static let version = "1.0"

  /// What `optimize-cli schema NAME` knows.
  static var names: [String] { documents.map(\.name) }

  /// The schema as JSON text; nil for an unknown name.
  static func named(_ name: String) -> String? {
    guard let document = documents.first(where: { $0.name == name }) else { return nil }
    var text = JSONText()
    text.object(nil, .lines) {
      $0.member("$schema", "https://json-schema.org/draft/2020-12/schema")
      $0.member("title", "Offpeak \(name) \(version)")
      $0.schema(document.shape)
    }
    return String(decoding: text.bytes, as: UTF8.self)
  }

  private static let documents: [(name: String, shape: Shape)] = [
    ("scenario", .object(.scenario)),
    ("job", .object(.job)),
    ("jobs", .list(.object(.job))),
    ("plan", .object(.plan)),
    ("fleet", .object(.fleet)),
    ("verify", .object(.verification)),
    ("quote", .object(.quote)),
    ("compare", .object(.comparison)),
    ("series-inspect", .object(.seriesInspection)),
    ("cooling-evaluate", .object(.coolingState)),
    ("cooling-curve", .object(.coolingCurves)),
    ("cooling-simulate", .object(.coolingRun)),
    ("cooling-fit", .object(.coolingFit)),
    ("benchmark", .object(.benchmark)),
  ]
}
