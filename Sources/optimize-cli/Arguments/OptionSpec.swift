/// What parsing, help and completions know of an option or flag, its type left out.
struct OptionSpec: Sendable {
  /// What an option takes beyond its name; a flag takes nothing.
  struct ValueSpec: Sendable {
    /// In capitals, as in usage lines: `FILE`.
    let name: String
    let completion: Completion
    let check: @Sendable (String) throws(ValueError) -> Void
  }

  enum Presence: Sendable {
    case optional, required, repeatable
  }

  /// The long name without dashes.
  let name: String
  let short: Character?
  let value: ValueSpec?
  let presence: Presence

  /// What holds if the option is absent, as help shows it.
  let defaultText: String?
  let help: String

  var longName: String { "--\(name)" }
  var shortName: String? { short.map { "-\($0)" } }

  /// The option as a usage line shows it, `--gap PERCENT`.
  var usage: String { value.map { "\(longName) \($0.name)" } ?? longName }

  static let help = ConsoleOptions.help.spec
  static let version = Flag("version", help: "Show the version.").spec
}

/// An option of whatever type, or a flag.
protocol OptionDeclaration: Sendable {
  var spec: OptionSpec { get }
}
