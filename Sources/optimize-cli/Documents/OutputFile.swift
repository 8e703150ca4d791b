#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// A document on its way to a file: it appears there whole, by ``commit()``, or not at all.
///
/// The bytes go to a temporary file in the same folder, which takes the place of the target when all
/// of them are on disk. A process that is killed in between leaves the earlier file as it was, and at
/// worst a hidden `.optimize-cli-….tmp` beside it. Standard output (`-`), devices and pipes are
/// written directly.
///
/// ```swift
/// var file = try OutputFile("plan.json")
/// try file.write("{}\n")
/// try file.commit()
/// ```
struct OutputFile: ~Copyable {
  private let path: String
  private let destination: OutputDestination
  private let descriptor: FileDescriptor

  /// The temporary file, as long as there is one to remove.
  private var temporaryPath: String?
  private var isOpen = true
  private var buffer: [UInt8] = []

  init(_ path: String) throws(OutputError) {
    self.path = path
    (destination, descriptor, temporaryPath) = try Self.opened(path)
  }

  deinit {
    if isOpen, destination != .standardOutput { _ = close(descriptor.number) }
    if let temporaryPath { _ = unsafe unlink(temporaryPath) }
  }

  /// Writes a document that is at hand as a whole.
  static func write(_ text: String, to path: String) throws(OutputError) {
    var file = try OutputFile(path)
    try file.write(text)
    try file.commit()
  }

  mutating func write(_ text: String) throws(OutputError) {
    buffer.append(contentsOf: text.utf8)
    if buffer.count >= Self.bufferSize { try flush() }
  }

  mutating func write(_ bytes: some Collection<UInt8>) throws(OutputError) {
    buffer.append(contentsOf: bytes)
    if buffer.count >= Self.bufferSize { try flush() }
  }

  /// Puts the document in its place. Without this call nothing happens to an earlier file.
  consuming func commit() throws(OutputError) {
    try flush()
    do throws(SystemError) {
      guard case .file(let target, _) = destination, let temporary = temporaryPath else {
        return try closeDescriptor()
      }
      try Self.synchronize(descriptor)
      try closeDescriptor()
      guard unsafe rename(temporary, target) == 0 else { throw SystemError.last }
      temporaryPath = nil
      try Self.synchronizeFolder(of: target)
    } catch {
      throw OutputError(path: path, error)
    }
  }

  // MARK: System

  private static var bufferSize: Int { 1 << 18 }

  private mutating func flush() throws(OutputError) {
    do { try descriptor.write(buffer) } catch { throw OutputError(path: path, error) }
    buffer.removeAll(keepingCapacity: true)
  }

  /// Network file systems report a full disk as late as here.
  private mutating func closeDescriptor() throws(SystemError) {
    guard destination != .standardOutput, isOpen else { return }
    isOpen = false
    guard close(descriptor.number) == 0 || errno == EINTR else { throw .last }
  }

  private static func opened(
    _ path: String
  ) throws(OutputError) -> (OutputDestination, FileDescriptor, temporaryPath: String?) {
    do throws(SystemError) {
      let destination = try OutputDestination(path)
      switch destination {
      case .standardOutput:
        return (destination, .standardOutput, nil)
      case .device(let device):
        return (destination, try open(device, O_WRONLY | O_NOCTTY), nil)
      case .file(let file, let permissions):
        let (descriptor, temporaryPath) = try makeTemporaryFile(for: file, permissions)
        return (destination, descriptor, temporaryPath)
      }
    } catch {
      throw OutputError(path: path, error)
    }
  }

  private static func open(
    _ path: String, _ flags: CInt, _ permissions: mode_t = 0
  ) throws(SystemError) -> FileDescriptor {
    while true {
      let number = systemOpen(path, flags | O_CLOEXEC, permissions)
      if number >= 0 { return FileDescriptor(number: number) }
      guard errno == EINTR else { throw .last }
    }
  }

  private static func makeTemporaryFile(
    for target: String, _ permissions: mode_t?
  ) throws(SystemError) -> (FileDescriptor, String) {
    let folder = OutputDestination.folder(of: target)
    while true {
      // The name does not contain that of the target, which may be as long as names can be.
      let name = ".optimize-cli-\(String(UInt64.random(in: 0 ... .max), radix: 36)).tmp"
      let path = "\(folder)/\(name)"
      do throws(SystemError) {
        let descriptor = try open(path, O_WRONLY | O_CREAT | O_EXCL, 0o644)
        // A plan that was made private stays private. Where that is refused, 0644 has to do.
        if let permissions { _ = fchmod(descriptor.number, permissions) }
        return (descriptor, path)
      } catch  where error.number == EEXIST {
        continue
      }
    }
  }

  private static func synchronize(_ descriptor: FileDescriptor) throws(SystemError) {
    // Some file systems cannot do it, and say so; then rename is all there is.
    guard fsync(descriptor.number) == 0 || [EINVAL, ENOTSUP].contains(errno) else { throw .last }
  }

  private static func synchronizeFolder(of path: String) throws(SystemError) {
    let folder = try open(OutputDestination.folder(of: path), O_RDONLY | O_DIRECTORY)
    defer { _ = close(folder.number) }
    try synchronize(folder)
  }
}

// The method above would otherwise hide the system call of the same name.
private func systemOpen(_ path: String, _ flags: CInt, _ permissions: mode_t) -> CInt {
  unsafe open(path, flags, permissions)
}
