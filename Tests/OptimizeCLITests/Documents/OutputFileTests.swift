import Foundation
import Testing

@testable import optimize_cli

@Suite struct OutputFileTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  @Test func aCommittedFileIsWhole() throws {
    let line = String(repeating: "x", count: 99_999) + "\n"
    var file = try OutputFile(folder.file("a"))
    for _ in 0..<20 { try file.write(line) }
    try file.write([UInt8]("end".utf8))
    try file.commit()
    #expect(try folder.text("a") == String(repeating: line, count: 20) + "end")
    #expect(try folder.names() == ["a"])
  }

  @Test func withoutCommitTheEarlierFileStays() throws {
    try OutputFile.write("old", to: folder.file("a"))
    do {
      var file = try OutputFile(folder.file("a"))
      try file.write(String(repeating: "new", count: 200_000))
    }
    #expect(try folder.text("a") == "old")
    #expect(try folder.names() == ["a"])
  }

  @Test func aKilledWriterLeavesTheEarlierFile() async throws {
    let path = folder.file("a")
    try OutputFile.write("old", to: path)
    await #expect(processExitsWith: .signal(SIGKILL)) { [path = path as String] in
      var file = try OutputFile(path)
      try file.write(String(repeating: "new", count: 200_000))
      kill(getpid(), SIGKILL)
      try file.commit()
    }
    #expect(try folder.text("a") == "old")
    #expect(try folder.names().count == 2, "the writer was killed before it had begun")
  }

  @Test func newFilesHonourTheMask() throws {
    let mask = umask(0o027)
    defer { _ = umask(mask) }
    try OutputFile.write("", to: folder.file("a"))
    #expect(try permissions("a") == 0o640)
  }

  @Test func aPrivateFileStaysPrivate() throws {
    try OutputFile.write("", to: folder.file("a"))
    try folder.setPermissions(0o600, of: "a")
    try OutputFile.write("new", to: folder.file("a"))
    #expect(try permissions("a") == 0o600)
  }

  @Test func aWriteProtectedFileIsKept() async throws {
    let path = folder.file("a")
    try OutputFile.write("old", to: path)
    try folder.setPermissions(0o400, of: "a")
    await #expect(processExitsWith: .exitCode(73)) { [path = path as String] in
      // Root may write everything, so it becomes nobody.
      if geteuid() == 0 { _ = setuid(65_534) }
      do { try OutputFile.write("new", to: path) } catch let error as OutputError {
        exit(error.reason.number == EACCES ? error.failure.exitCode.rawValue : 1)
      }
    }
    #expect(try folder.text("a") == "old")
  }

  @Test func aSymbolicLinkIsWrittenThrough() throws {
    try FileManager.default.createDirectory(
      atPath: folder.file("deep"), withIntermediateDirectories: false)
    try FileManager.default.createSymbolicLink(
      atPath: folder.file("link"), withDestinationPath: "deep/second")
    try FileManager.default.createSymbolicLink(
      atPath: folder.file("deep/second"), withDestinationPath: "real")
    try OutputFile.write("one", to: folder.file("link"))
    try OutputFile.write("two", to: folder.file("link"))
    #expect(try folder.text("deep/real") == "two")
    let attributes = try FileManager.default.attributesOfItem(atPath: folder.file("link"))
    #expect(attributes[.type] as? FileAttributeType == .typeSymbolicLink)
  }

  @Test func aLoopOfLinksIsAnError() throws {
    try FileManager.default.createSymbolicLink(
      atPath: folder.file("a"), withDestinationPath: "a")
    #expect(failure { try OutputFile.write("", to: folder.file("a")) }?.contains("links") == true)
  }

  @Test func devicesAreWrittenDirectly() throws {
    try OutputFile.write("x", to: "/dev/null")
    #expect(
      failure { try OutputFile.write("x", to: "/dev/full") }
        == "/dev/full: cannot be written: No space left on device")
    var status = stat()
    let answer = unsafe stat("/dev/null", &status)
    #expect(answer == 0 && status.st_mode & S_IFMT == S_IFCHR)
  }

  @Test func namedPipesAreWrittenDirectly() throws {
    let path = folder.file("pipe")
    let made = unsafe mkfifo(path, 0o600)
    #expect(made == 0)
    // Opened for both, the pipe has a reader, so that the writer need not wait for one.
    let both = unsafe open(path, O_RDWR | O_NONBLOCK)
    defer { _ = close(both) }
    try OutputFile.write("hello", to: path)
    var bytes = [UInt8](repeating: 0, count: 16)
    let count = unsafe read(both, &bytes, bytes.count)
    #expect(count == 5)
    #expect(String(decoding: bytes.prefix(5), as: UTF8.self) == "hello")
  }

  @Test func aFolderCannotBeReplaced() {
    #expect(failure { try OutputFile.write("", to: folder.path) }?.contains("irectory") == true)
    #expect(failure { try OutputFile.write("", to: folder.file("new/")) } != nil)
    #expect(failure { try OutputFile.write("", to: "") } != nil)
  }

  @Test func aMissingFolderIsNamed() throws {
    let path = folder.file("none/plan.json")
    let error = #expect(throws: OutputError.self) { try OutputFile.write("", to: path) }
    #expect(error?.failure.exitCode == .cannotCreate)
    #expect(error?.failure.message == "cannot be written: No such file or directory")
    #expect(error?.failure.help == "create its folder first")
  }

  @Test func theLongestNamesCanBeWritten() throws {
    let name = String(repeating: "n", count: 255)
    try OutputFile.write("x", to: folder.file(name))
    #expect(try folder.text(name) == "x")
  }

  @Test func aFullDiskLeavesNothingBehind() async throws {
    let path = folder.file("a")
    try OutputFile.write("old", to: path)
    // A limit on file size stands in for the full disk: the write fails half-way just so.
    await #expect(processExitsWith: .exitCode(73)) { [path = path as String] in
      signal(SIGXFSZ, SIG_IGN)
      var limit = rlimit(rlim_cur: 300_000, rlim_max: 300_000)
      _ = unsafe setrlimit(__rlimit_resource_t(RLIMIT_FSIZE.rawValue), &limit)
      do {
        try OutputFile.write(String(repeating: "new", count: 500_000), to: path)
      } catch let error as OutputError { exit(error.failure.exitCode.rawValue) }
    }
    #expect(try folder.text("a") == "old")
    #expect(try folder.names() == ["a"])
  }

  private func permissions(_ name: String) throws -> Int? {
    let attributes = try FileManager.default.attributesOfItem(atPath: folder.file(name))
    return attributes[.posixPermissions] as? Int
  }

  /// The line a user sees, or `nil` if all went well.
  private func failure(_ body: () throws -> Void) -> String? {
    do {
      try body()
      return nil
    } catch let error as OutputError {
      return "\(error.path): \(error.failure.message)"
    } catch { return "\(error)" }
  }
}
