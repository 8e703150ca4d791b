/// A name from a file, quoted and with control characters made visible.
package func quoted(_ name: String) -> String {
  var text = "\""
  for scalar in name.unicodeScalars.prefix(120) {
    if scalar.isPlainASCII {
      text.unicodeScalars.append(scalar)
      continue
    }
    let isControl = scalar.properties.generalCategory == .control
    let isFormat = scalar.properties.generalCategory == .format
    if isControl || isFormat || scalar == "\"" || scalar == "\\" {
      text += scalar.escaped(asASCII: true)
    } else {
      text.unicodeScalars.append(scalar)
    }
  }
  return text + (name.unicodeScalars.count > 120 ? "…\"" : "\"")
}

extension Unicode.Scalar {
  /// A visible ASCII character, or a space, that no quotation has to escape.
  package var isPlainASCII: Bool {
    value >= 0x20 && value < 0x7F && self != "\"" && self != "\\"
  }
}
