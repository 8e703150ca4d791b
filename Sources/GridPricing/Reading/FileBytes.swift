import Foundation

/// Whole files as bytes, with errors that say what happened.
package enum FileBytes {
  /// - Throws: ``ReadingError`` of kind `unreadable`.
  package static func read(contentsOf url: URL) throws(ReadingError) -> [UInt8] {
    let name = name(of: url)
    let path = url.resolvingSymlinksInPath().path
    guard let attributes = try? FileManager.default.attributesOfItem(atPath: path) else {
      throw ReadingError(
        file: name, problem: "there is no such file, expected one to read", kind: .unreadable)
    }
    if attributes[.type] as? FileAttributeType == .typeDirectory {
      throw ReadingError(
        file: name, problem: "this is a folder, expected a file", kind: .unreadable)
    }
    guard let data = try? Data(contentsOf: url) else {
      throw ReadingError(
        file: name, problem: "the file cannot be read, expected permission to read it",
        kind: .unreadable)
    }
    return [UInt8](data)
  }

  /// The path as given: relative where the URL was made from a relative path.
  package static func name(of url: URL) -> String {
    url.isFileURL ? url.relativePath : url.absoluteString
  }
}
