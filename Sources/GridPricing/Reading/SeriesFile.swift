import Foundation

/// A file of prices, carbon intensity or weather, whatever its format.
///
/// The format is detected by content, never by the file's name.
package struct SeriesFile: Sendable {
  /// The path as given.
  package let file: String
  package let sha256: String
  /// The name of the format, such as "plain CSV".
  package let format: String
  /// Everything the file holds, in the order of the file.
  package let columns: [SourceColumn]
  /// What the file says of itself in lines before the header that begin with `#`.
  package let comments: [String]

  /// - Throws: ``ReadingError``, `unreadable` where there is no such file.
  package static func read(contentsOf url: URL) throws(ReadingError) -> SeriesFile {
    try read(bytes: FileBytes.read(contentsOf: url), file: FileBytes.name(of: url))
  }

  /// - Parameter file: the name for messages and provenance.
  package static func read(bytes: [UInt8], file: String) throws(ReadingError) -> SeriesFile {
    let content = try SeriesFormat.read(bytes, file: file)
    return SeriesFile(
      file: file, sha256: Digest.sha256(bytes), format: content.format, columns: content.columns,
      comments: content.comments)
  }

  func provenance(of column: SourceColumn, notes: [String]) -> Provenance {
    Provenance(
      file: file, sha256: sha256, format: format, unit: column.unit, timeZone: column.timeZone,
      notes: column.notes + notes)
  }

  func error(_ problem: String, help: String? = nil) -> ReadingError {
    ReadingError(file: file, problem: problem, help: help)
  }
}
