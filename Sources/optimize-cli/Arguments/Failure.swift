/// An error as the user sees it: one line, perhaps a second one that helps, and an exit code.
///
/// Errors of the libraries become failures in one place, the closure given to
/// ``CommandTree/run(_:streams:describing:)``.
struct Failure: Error, Equatable, Sendable {
  let exitCode: ExitCode

  /// Where the error is, `file:line:column` or a part of that. Absent where no file is concerned.
  let place: String?

  let message: String
  let help: String?

  init(_ exitCode: ExitCode, at place: String? = nil, _ message: String, help: String? = nil) {
    self.exitCode = exitCode
    self.place = place
    self.message = message
    self.help = help
  }
}

extension OutputError {
  /// The error as the user sees it.
  var failure: Failure {
    Failure(
      .cannotCreate, at: path == "-" ? "standard output" : path, "cannot be written: \(reason)",
      help: isFolderMissing ? "create its folder first" : nil)
  }
}
