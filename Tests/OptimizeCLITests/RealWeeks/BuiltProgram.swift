import Foundation

/// The command as it was built beside the tests.
struct BuiltProgram {
  struct Outcome {
    var exitCode: Int32
    var output: String
    var errors: String
  }

  static let path =
    URL(filePath: CommandLine.arguments[0]).deletingLastPathComponent()
    .appending(path: "optimize-cli").path

  static func run(_ arguments: String...) throws -> Outcome {
    let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let files = ["output", "errors"].map { folder.appending(path: $0) }
    for file in files { try Data().write(to: file) }
    let process = Process()
    process.executableURL = URL(filePath: path)
    process.arguments = arguments
    process.standardOutput = try FileHandle(forWritingTo: files[0])
    process.standardError = try FileHandle(forWritingTo: files[1])
    try process.run()
    process.waitUntilExit()
    let texts = try files.map { String(decoding: try Data(contentsOf: $0), as: UTF8.self) }
    return Outcome(exitCode: process.terminationStatus, output: texts[0], errors: texts[1])
  }
}
