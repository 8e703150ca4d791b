/// A word that is no value of the expected kind.
///
/// It does not know which option or argument it was meant for: the parser puts that in front.
struct ValueError: Error, Equatable, Sendable {
  let message: String
  let help: String?

  init(_ message: String, help: String? = nil) {
    self.message = message
    self.help = help
  }
}
