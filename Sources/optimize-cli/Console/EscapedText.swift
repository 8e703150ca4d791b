/// The text with every character escaped that could move the cursor, change colours or reorder the
/// line: file names and arguments are other people's bytes, and a terminal obeys them.
func escaped(_ text: String) -> String {
  var result = ""
  for scalar in text.unicodeScalars {
    switch scalar {
    case "\n": result += "\\n"
    case "\r": result += "\\r"
    case "\t": result += "\\t"
    default:
      if scalar.isInvisible {
        result += "\\u{\(String(scalar.value, radix: 16, uppercase: true))}"
      } else {
        result.unicodeScalars.append(scalar)
      }
    }
  }
  return result
}

/// The text as XML shows it; characters that it may not hold, or nobody sees, are spelled out.
func xmlEscaped(_ text: String) -> String {
  // By scalar: a combining mark does not make a harmless character of a bracket.
  escaped(text).unicodeScalars.reduce(into: "") { result, scalar in
    switch scalar {
    case "&": result += "&amp;"
    case "<": result += "&lt;"
    case ">": result += "&gt;"
    case "\"": result += "&quot;"
    case "'": result += "&#39;"
    default: result.unicodeScalars.append(scalar)
    }
  }
}

/// The word escaped, shortened and in quotation marks, for use inside a message.
func quoted(_ word: String) -> String {
  let longest = 120
  let shown = word.unicodeScalars.count > longest ? "\(prefix(of: word, longest))…" : word
  return "'\(escaped(shown))'"
}

private func prefix(of word: String, _ count: Int) -> String {
  String(String.UnicodeScalarView(word.unicodeScalars.prefix(count)))
}

/// The scalar as JSON escapes write it: UTF-16 in hexadecimal digits.
func jsonEscape(_ scalar: Unicode.Scalar) -> String {
  Character(scalar).utf16.map { unit in
    let digits = String(unit, radix: 16)
    return "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
  }.joined()
}

extension Unicode.Scalar {
  /// Whether a terminal shows something else than the scalar: control, format and direction marks.
  var isInvisible: Bool {
    switch properties.generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator, .privateUse: true
    default: false
    }
  }
}
