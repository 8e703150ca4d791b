import Foundation

/// Whole files as bytes, with errors that say what happened.
package enum FileBytes {
  /// - Throws: ``ReadingError`` of kind `unreadable`.
  package static func read(contentsOf url: URL) throws(ReadingError) -> [UInt8] {
    let name = name(of: url)
    var isFolder: ObjCBool = false
    guard unsafe FileManager.default.fileExists(atPath: url.path, isDirectory: &isFolder) else {
      throw ReadingError(
        file: name, problem: "there is no such file, expected one to read", kind: .unreadable)
    }
    if isFolder.boolValue {
      throw ReadingError(
        file: name, problem: "this is a folder, expected a file", kind: .unreadable)
    }
    // Not `Data(contentsOf:)`, which refuses pipes, as in `plan <(make-scenario)`.
    guard let handle = try? FileHandle(forReadingFrom: url),
      let data = try? handle.read(upToCount: largestCount + 1) ?? Data()
    else {
      throw ReadingError(
        file: name, problem: "the file cannot be read, expected permission to read it",
        kind: .unreadable)
    }
    guard data.count <= largestCount else {
      throw ReadingError(
        file: name, problem: "the file is larger than 1 GiB, expected less", kind: .unreadable)
    }
    return [UInt8](data)
  }

  /// More than any series or plan has; devices such as `/dev/zero` never end.
  package static let largestCount = 1 << 30

  /// The path as given: relative where the URL was made from a relative path.
  package static func name(of url: URL) -> String {
    url.isFileURL ? url.relativePath : url.absoluteString
  }
}
