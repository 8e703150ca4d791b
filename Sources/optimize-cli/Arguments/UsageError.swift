/// A command line that cannot be understood.
struct UsageError: Error, Equatable, Sendable {
  /// What is wrong, in one line. User input in it is already escaped.
  let message: String

  /// What to write instead, where that is known.
  let help: String?

  /// The usage line of the command; the command tree adds it.
  var usage: String?

  init(_ message: String, help: String? = nil) {
    self.message = message
    self.help = help
  }
}
