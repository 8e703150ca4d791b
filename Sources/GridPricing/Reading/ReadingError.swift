/// An input file that cannot be used: where, what is wrong and what was expected.
///
/// ```text
/// prices.csv:7:22: price_eur_per_mwh is 'abc', expected a number
/// ```
public struct ReadingError: Error, Equatable, Sendable {
  /// What kind of failure it is; decides the exit code.
  public enum Kind: Sendable {
    /// The file is absent or cannot be read (exit code 66).
    case unreadable
    /// The file is read but is not what it should be (exit code 65).
    case malformed
  }

  /// The path as given.
  public var file: String
  /// Counted from 1.
  public var line: Int?
  /// The character within the line, counted from 1.
  public var column: Int?
  /// What is wrong and what was expected, in one line.
  public var problem: String
  /// What the user can do about it, in one line.
  public var help: String?
  /// Unreadable or malformed.
  public var kind: Kind

  /// An error at a place as exact as is known.
  public init(
    file: String, line: Int? = nil, column: Int? = nil, problem: String, help: String? = nil,
    kind: Kind = .malformed
  ) {
    self.file = file
    self.line = line
    self.column = column
    self.problem = Self.oneLine(problem)
    self.help = help.map(Self.oneLine)
    self.kind = kind
  }
}

extension ReadingError: CustomStringConvertible {
  /// `file:line:column: what is wrong, what was expected`, always one line, without the help.
  public var description: String {
    var place = file
    if let line { place += ":\(line)" }
    if let column { place += ":\(column)" }
    return "\(place): \(problem)"
  }
}

extension ReadingError {
  /// A piece of the input for a message: in quotes, on one line, at most 40 characters.
  package static func quoted(_ text: some Sequence<UInt8>) -> String {
    quoted(String(decoding: Array(text.prefix(400)), as: UTF8.self))
  }

  package static func quoted(_ text: String) -> String {
    var shown = String(text.unicodeScalars.prefix(40))
    if text.unicodeScalars.count > 40 { shown += "…" }
    return "'\(oneLine(shown))'"
  }

  /// Names from the input may hold line breaks; a message may not.
  private static func oneLine(_ text: String) -> String {
    var line = ""
    for scalar in text.unicodeScalars {
      let breaks =
        scalar.properties.generalCategory == .control
        || scalar == "\u{2028}" || scalar == "\u{2029}"
      line.unicodeScalars.append(breaks ? "\u{FFFD}" : scalar)
    }
    return line
  }
}
