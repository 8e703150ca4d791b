/// A stream for people and log collectors.
struct ConsoleStream: Sendable {
  let descriptor: FileDescriptor

  /// Absent where the stream is a file or a pipe.
  let terminal: Terminal?

  static let standardError = ConsoleStream(
    descriptor: .standardError, terminal: Terminal(.standardError))

  /// Writes what it can. Whoever closed the stream does not want to know, and there is no other
  /// place to complain.
  func write(_ text: String) {
    try? descriptor.write(Array(text.utf8))
  }
}

/// All that a command says beside its document: summaries, warnings, errors and progress.
///
/// Control characters in messages are escaped here, so that no name from a file can drive a terminal.
struct Console: Sendable {
  enum Log: String, CaseIterable, Sendable {
    case text, json
  }

  let stream: ConsoleStream
  let log: Log
  let isQuiet: Bool

  init(stream: ConsoleStream = .standardError, log: Log = .text, isQuiet: Bool = false) {
    self.stream = stream
    self.log = log
    self.isQuiet = isQuiet
  }

  /// A line of a summary. Silent if quiet.
  func note(_ line: String) {
    if !isQuiet { write("info", line, shown: escaped(line)) }
  }

  func warning(_ message: String, code: String? = nil, help: String? = nil) {
    write(
      "warning", message, code: code, help: help,
      shown: "\(label("warning:", .yellow)) \(escaped(message))")
  }

  /// - Parameter place: `file:line:column` or a part of it; it then takes the place of `error:`, so
  ///   that editors can jump there.
  func error(
    _ message: String, at place: String? = nil, help: String? = nil, usage: String? = nil
  ) {
    let start = place.map { label("\(escaped($0)):", .bold) } ?? label("error:", .red)
    write(
      "error", message, place: place, help: help, usage: usage,
      shown: "\(start) \(escaped(message))")
  }

  /// Several lines as they are; the caller vouches for them.
  func text(_ text: String) {
    if log == .json {
      write("info", text, shown: "")
    } else {
      stream.write(text)
    }
  }

  private func write(
    _ level: String, _ message: String, code: String? = nil, place: String? = nil,
    help: String? = nil, usage: String? = nil, shown: String
  ) {
    if log == .json {
      var line = LogLine(level: level)
      line.add("code", code)
      line.add("place", place)
      line.add("message", message)
      line.add("help", help)
      line.add("usage", usage)
      return stream.write(line.text + "\n")
    }
    // On a terminal a progress line may be standing where this line goes.
    var text = (stream.terminal == nil ? "" : ProgressLine.erase) + shown + "\n"
    if let help { text += "\(label("help:", .cyan)) \(escaped(help))\n" }
    if let usage { text += "usage: \(usage)\n" }
    stream.write(text)
  }

  private enum Colour: String {
    case bold = "1"
    case red = "1;31"
    case yellow = "1;33"
    case cyan = "36"
  }

  private func label(_ text: String, _ colour: Colour) -> String {
    guard stream.terminal?.usesColour == true else { return text }
    return "\u{1B}[\(colour.rawValue)m\(text)\u{1B}[0m"
  }
}
