import GridPricing

/// What one file of series holds, ready to be shown.
struct SeriesInspection {
  let file: String
  let sha256: String
  let format: String
  /// What the file says of itself.
  let comments: [String]
  let columns: [ColumnInspection]

  init(_ source: SeriesFile) {
    file = source.file
    sha256 = source.sha256
    format = source.format
    comments = source.comments
    columns = source.columns.map(ColumnInspection.init)
  }

  /// One JSON object on one line, by the schema `series-inspect`.
  var json: String {
    var text = JSONText()
    text.object {
      $0.member("schemaVersion", Schema.version)
      $0.member("file", file)
      $0.member("sha256", sha256)
      $0.member("format", format)
      $0.array("columns", of: columns) { writer, column in
        writer.object { column.write(to: &$0) }
      }
    }
    return String(decoding: text.bytes, as: UTF8.self)
  }

  /// Lines for people; names from the file are escaped.
  var text: String {
    let count = columns.count == 1 ? "1 column" : "\(columns.count) columns"
    return "\(escaped(file)): \(format), \(count), sha256 \(sha256.prefix(12))…\n"
      + comments.filter { !$0.isEmpty }.map { "  the file says: \(escaped($0))\n" }.joined()
      + columns.map { $0.text(without: Set(comments.map(PlainCSV.note))) }.joined()
  }
}
