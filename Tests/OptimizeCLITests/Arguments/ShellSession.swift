import Foundation

@testable import optimize_cli

/// A shell that runs a script in a folder of its own.
struct ShellSession {
  /// Where the shell is installed, or `nil`.
  static func path(of shell: Shell) -> String? {
    ["/bin/", "/usr/bin/", "/usr/local/bin/", "/opt/homebrew/bin/"]
      .map { $0 + shell.rawValue }
      .first { FileManager.default.isExecutableFile(atPath: $0) }
  }

  struct Missing: Error {}

  /// Runs `script` beside the completion script, in the file `completions`, and the given files.
  static func run(_ shell: Shell, _ script: String, files: [String] = []) throws -> String {
    guard let program = path(of: shell) else { throw Missing() }
    let folder = URL(filePath: NSTemporaryDirectory()).appending(path: UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    for name in files {
      if name.hasSuffix("/") {
        try FileManager.default.createDirectory(
          at: folder.appending(path: name), withIntermediateDirectories: true)
      } else {
        try Data().write(to: folder.appending(path: name))
      }
    }
    try Data(shell.completionScript(for: Demo.tree).utf8)
      .write(to: folder.appending(path: "completions"))
    try Data(script.utf8).write(to: folder.appending(path: "script"))
    return try output(of: program, shell == .zsh ? ["-f", "script"] : ["script"], in: folder)
  }

  private static func output(
    of program: String, _ arguments: [String], in folder: URL
  ) throws -> String {
    let process = Process()
    let pipe = Pipe()
    process.executableURL = URL(filePath: program)
    process.arguments = arguments
    process.currentDirectoryURL = folder
    process.environment = [
      "HOME": folder.path, "PATH": "/usr/local/bin:/usr/bin:/bin", "TERM": "xterm",
      "LC_ALL": "C.UTF-8",
    ]
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = pipe
    process.standardError = pipe
    try process.run()
    let data = try pipe.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    return String(decoding: data, as: UTF8.self)
  }
}
