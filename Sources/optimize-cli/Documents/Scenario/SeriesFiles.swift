import GridPricing

/// The series files that a scenario names, each read once however many sites use it.
struct SeriesFiles {
  private var files: [String: Result<SeriesFile, DocumentError>] = [:]

  /// - Throws: the same error for each use of a file that cannot be read.
  mutating func file(_ path: String) throws(DocumentError) -> SeriesFile {
    if let known = files[path] { return try known.get() }
    let result = Self.read(path)
    files[path] = result
    return try result.get()
  }

  private static func read(_ path: String) -> Result<SeriesFile, DocumentError> {
    do throws(DocumentError) {
      let document = try InputDocument.read(path)
      do throws(ReadingError) {
        return .success(try SeriesFile.read(bytes: document.bytes, file: path))
      } catch {
        return .failure(DocumentError(error))
      }
    } catch {
      return .failure(error)
    }
  }
}
