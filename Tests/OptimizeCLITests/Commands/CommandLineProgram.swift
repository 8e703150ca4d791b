import Foundation

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// The built program, run as a process of its own, as users do.
final class CommandLineProgram {
  /// How a run ended, and what it left on its streams.
  struct Result {
    let exitCode: Int32
    /// Whether a signal ended it; the code is then that of the signal.
    let isKilled: Bool
    let bytes: [UInt8]
    let errors: String

    var output: String { String(decoding: bytes, as: UTF8.self) }
    var errorLines: [String] { errors.split(separator: "\n").map(String.init) }
  }

  /// Beside the tests, wherever they were built.
  static let path: String = {
    let beside = [Bundle.main.executableURL, Bundle.main.bundleURL].compactMap(\.self)
      .map { $0.deletingLastPathComponent() }
    let bundles = Bundle.allBundles.map { $0.bundleURL.deletingLastPathComponent() }
    let candidates = (beside + bundles).map { $0.appending(path: "optimize-cli").path }
    guard let path = candidates.first(where: FileManager.default.isExecutableFile) else {
      preconditionFailure("optimize-cli is not at any of \(candidates)")
    }
    return path
  }()

  /// The example scenarios of the repository.
  static let data =
    URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().path + "/data/"

  /// Every scenario in there, as a path from there.
  static var examples: [String] {
    get throws {
      let folders = try FileManager.default.subpathsOfDirectory(atPath: data)
      return folders.filter { $0.hasSuffix(".json") }.sorted()
    }
  }

  private let process = Process()
  private let streams: TemporaryFolder

  /// Starts the program in a folder.
  ///
  /// - Parameter shell: what to do first, in the words of a shell.
  init(
    _ words: [String], in folder: TemporaryFolder, input: String = "", shell: String? = nil
  ) throws {
    streams = try TemporaryFolder()
    try streams.write(input, to: "in")
    for name in ["out", "err"] { try streams.write("", to: name) }
    if let shell {
      process.executableURL = URL(fileURLWithPath: "/bin/sh")
      process.arguments = ["-c", "\(shell); exec \"$0\" \"$@\"", Self.path] + words
    } else {
      process.executableURL = URL(fileURLWithPath: Self.path)
      process.arguments = words
    }
    process.currentDirectoryURL = URL(fileURLWithPath: folder.path)
    process.environment = ["PATH": "/usr/bin:/bin", "HOME": folder.path, "LC_ALL": "C.UTF-8"]
    process.standardInput = FileHandle(forReadingAtPath: streams.file("in"))
    process.standardOutput = FileHandle(forWritingAtPath: streams.file("out"))
    process.standardError = FileHandle(forWritingAtPath: streams.file("err"))
    try process.run()
  }

  /// Runs the program to its end.
  static func run(
    _ words: [String], in folder: TemporaryFolder, input: String = "", shell: String? = nil
  ) throws -> Result {
    try CommandLineProgram(words, in: folder, input: input, shell: shell).result()
  }

  func send(_ signal: Int32) { _ = kill(process.processIdentifier, signal) }

  /// Waits until standard error contains the text.
  ///
  /// - Returns: false where the program ended before, or a minute went by.
  func waits(for text: String) throws -> Bool {
    let end = Date.now.addingTimeInterval(60)
    while Date.now < end {
      if try streams.text("err").contains(text) { return true }
      guard process.isRunning else { return false }
      usleep(10_000)
    }
    return false
  }

  func result() throws -> Result {
    process.waitUntilExit()
    return Result(
      exitCode: process.terminationStatus,
      isKilled: process.terminationReason == .uncaughtSignal, bytes: try streams.bytes("out"),
      errors: try streams.text("err"))
  }
}
