#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// What a path names.
enum FileKind: Equatable, Sendable {
  case absent, file, folder, link
  /// A device, pipe or socket, which may never answer; or out of reach.
  case other

  /// What stands at the path itself: a symbolic link is one.
  static func at(_ path: String) -> FileKind {
    var status = stat()
    return unsafe lstat(path, &status) == 0 ? FileKind(status.st_mode) : afterFailure
  }

  /// What stands behind the path, links followed.
  static func behind(_ path: String) -> FileKind {
    var status = stat()
    return unsafe stat(path, &status) == 0 ? FileKind(status.st_mode) : afterFailure
  }

  private static var afterFailure: FileKind {
    [ENOENT, ENOTDIR].contains(errno) ? .absent : .other
  }

  private init(_ mode: mode_t) {
    switch mode & S_IFMT {
    case S_IFREG: self = .file
    case S_IFDIR: self = .folder
    case S_IFLNK: self = .link
    default: self = .other
    }
  }
}
