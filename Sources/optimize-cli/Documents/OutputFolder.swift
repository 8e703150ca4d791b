#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// A folder to write several files to.
enum OutputFolder {
  /// Makes the folder and those around it, unless they are there.
  static func make(_ path: String) throws(OutputError) {
    var made = path.hasPrefix("/") ? "/" : ""
    for part in path.split(separator: "/") {
      made += made.isEmpty || made.hasSuffix("/") ? "\(part)" : "/\(part)"
      var status = stat()
      if unsafe mkdir(made, 0o777) == 0 { continue }
      let reason = SystemError.last
      guard unsafe stat(made, &status) == 0 else { throw OutputError(path: made, reason) }
      guard status.st_mode & S_IFMT == S_IFDIR else {
        throw OutputError(path: made, SystemError(number: ENOTDIR))
      }
    }
  }
}
