#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// A document that could not be written. Whatever stood at its path before stands there still.
struct OutputError: Error, Equatable, Sendable {
  let path: String
  let reason: SystemError

  init(path: String, _ reason: SystemError) {
    self.path = path
    self.reason = reason
  }

  var isBrokenPipe: Bool { reason.number == EPIPE }

  /// Whether the folder of the path is missing.
  var isFolderMissing: Bool { reason.number == ENOENT }
}
