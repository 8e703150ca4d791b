import Foundation
import GridPricing

/// The bytes of an input file, with the name that messages use for it.
struct InputDocument: Sendable {
  /// The path as given, or "standard input".
  let file: String
  let bytes: [UInt8]

  /// - Throws: `unreadable` where there is no such file, or it is a folder.
  static func read(_ path: String) throws(DocumentError) -> InputDocument {
    if path == "-" { return try readStandardInput() }
    guard !path.isEmpty, !path.utf8.contains(0) else {
      throw DocumentError(
        file: path, "this is no path of a file, expected one", kind: .unreadable)
    }
    do {
      let bytes = try FileBytes.read(contentsOf: URL(fileURLWithPath: path))
      return InputDocument(file: path, bytes: bytes)
    } catch {
      var error = DocumentError(error)
      error.file = path
      throw error
    }
  }

  private static func readStandardInput() throws(DocumentError) -> InputDocument {
    let name = "standard input"
    guard let bytes = try? FileBytes.read(FileHandle.standardInput) else {
      throw DocumentError(file: name, "cannot be read, expected a document", kind: .unreadable)
    }
    guard bytes.count <= FileBytes.largestCount else {
      throw DocumentError(file: name, "is larger than 1 GiB, expected less", kind: .unreadable)
    }
    return InputDocument(file: name, bytes: bytes)
  }

  /// The folder that relative paths inside the document start from: empty, or with a slash.
  static func folder(of path: String) -> String {
    guard path != "-", let slash = path.lastIndex(of: "/") else { return "" }
    return String(path[...slash])
  }

  /// Parses a document that is one JSON object; anything else is refused by its first character.
  func object(named name: String, allowsComments: Bool) throws(DocumentError) -> JSONNode {
    try checkBeginning(name, allowsComments: allowsComments)
    do {
      return try JSONParser.parse(bytes, file: file, allowsComments: allowsComments)
    } catch {
      throw DocumentError(error)
    }
  }

  /// The same for an object with a long array, whose elements go to `take` in parts.
  func object<Part: Sendable>(
    named name: String, elementsOf key: String, threads: Int, into empty: Part,
    _ take: @Sendable (inout Part, JSONNode) -> Void
  ) throws(DocumentError) -> (root: JSONNode, parts: [Part]) {
    try checkBeginning(name, allowsComments: false)
    do {
      return try JSONParser.parse(
        bytes, file: file, elementsOf: key, threads: threads, into: empty, take)
    } catch {
      throw DocumentError(error)
    }
  }

  private func checkBeginning(_ name: String, allowsComments: Bool) throws(DocumentError) {
    func error(_ problem: String) -> DocumentError {
      DocumentError(
        file: file, at: JSONNode.Position(line: 1, column: 1),
        "\(problem), expected \(name) as a JSON object")
    }
    if bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF]) {
      throw error("the file is UTF-16")
    }
    let text = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? bytes[3...] : bytes[...]
    let first = text.first { $0 != 32 && $0 != 9 && $0 != 10 && $0 != 13 }
    guard let first else { throw error("the file is empty") }
    let isComment = allowsComments && first == UInt8(ascii: "/")
    if first != UInt8(ascii: "{"), first != UInt8(ascii: "["), !isComment {
      throw error(bytes.contains(0) ? "the file is binary" : "the file is not JSON")
    }
  }
}
