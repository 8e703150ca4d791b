#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// What stands behind an output path.
enum OutputDestination: Equatable, Sendable {
  case standardOutput

  /// A device, pipe or socket: it cannot be replaced, only written to.
  case device(String)

  /// A file to create or replace.
  ///
  /// - Parameter permissions: those of the file that is replaced.
  case file(String, permissions: mode_t?)

  init(_ path: String) throws(SystemError) {
    if path == "-" {
      self = .standardOutput
      return
    }
    let path = try Self.following(path)
    var status = stat()
    guard unsafe stat(path, &status) == 0 else {
      guard errno == ENOENT, !path.isEmpty, !path.hasSuffix("/") else { throw .last }
      self = .file(path, permissions: nil)
      return
    }
    switch status.st_mode & S_IFMT {
    case S_IFREG:
      // Replacing needs no permission to write the file, but a write-protected one is so on purpose.
      guard unsafe access(path, W_OK) == 0 else { throw .last }
      self = .file(path, permissions: status.st_mode & 0o777)
    case S_IFDIR: throw SystemError(number: EISDIR)
    default: self = .device(path)
    }
  }

  /// The folder that holds the file at a path.
  static func folder(of path: String) -> String {
    guard let slash = path.lastIndex(of: "/") else { return "." }
    return slash == path.startIndex ? "/" : String(path[..<slash])
  }

  /// The path with symbolic links in its last part followed, even to a file that is yet to be made.
  private static func following(_ path: String) throws(SystemError) -> String {
    var path = path
    for _ in 0..<40 {
      var buffer = [CChar](repeating: 0, count: Int(PATH_MAX))
      let count = unsafe readlink(path, &buffer, buffer.count)
      guard count >= 0 else { return path }
      let bytes = buffer.prefix(count).map { UInt8(bitPattern: $0) }
      let target = String(decoding: bytes, as: UTF8.self)
      path = target.hasPrefix("/") ? target : "\(folder(of: path))/\(target)"
    }
    throw SystemError(number: ELOOP)
  }
}
