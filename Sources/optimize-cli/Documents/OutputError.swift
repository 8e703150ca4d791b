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

  var failure: Failure {
    Failure(
      .cannotCreate, at: path == "-" ? "standard output" : path, "cannot be written: \(reason)",
      help: reason.number == ENOENT ? "create its folder first" : nil)
  }
}
