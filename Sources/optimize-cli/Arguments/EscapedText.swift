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
      if isInvisible(scalar) {
        result += "\\u{\(String(scalar.value, radix: 16, uppercase: true))}"
      } else {
        result.unicodeScalars.append(scalar)
      }
    }
  }
  return result
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

private func isInvisible(_ scalar: Unicode.Scalar) -> Bool {
  switch scalar.properties.generalCategory {
  case .control, .format, .lineSeparator, .paragraphSeparator, .privateUse: true
  default: false
  }
}
