import Foundation

/// Measured series and published results that lie beside the checkout, for tests only.
enum SharedData {
  static let folder =
    URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().appending(path: "shared/data").path

  /// Names of the files in a folder of the data, sorted; none where there is no such folder.
  static func names(in name: String) -> [String] {
    ((try? FileManager.default.contentsOfDirectory(atPath: "\(folder)/\(name)")) ?? []).sorted()
  }

  /// The text of a file, which may also be there packed, with `.gz` behind its name.
  static func text(_ name: String) throws -> String {
    let path = "\(folder)/\(name)"
    if FileManager.default.fileExists(atPath: path) {
      return try String(contentsOfFile: path, encoding: .utf8)
    }
    return try unpacked("\(path).gz")
  }

  static func json(_ name: String) throws -> Any {
    try JSONSerialization.jsonObject(with: Data(text(name).utf8))
  }

  struct NotUnpacked: Error {
    var path: String
  }

  private static func unpacked(_ path: String) throws -> String {
    let gzip = Process()
    let output = Pipe()
    gzip.executableURL = URL(filePath: "/usr/bin/env")
    gzip.arguments = ["gzip", "-dc", path]
    gzip.standardOutput = output
    try gzip.run()
    let bytes = output.fileHandleForReading.readDataToEndOfFile()
    gzip.waitUntilExit()
    guard gzip.terminationStatus == 0 else { throw NotUnpacked(path: path) }
    return String(decoding: bytes, as: UTF8.self)
  }
}
