/// A name from a file, quoted and with control characters made visible.
package func quoted(_ name: String) -> String {
  if name.utf8.count <= 120, name.utf8.allSatisfy(\.isPlainASCII) { return "\"" + name + "\"" }
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
  package var isPlainASCII: Bool { UInt8(exactly: value)?.isPlainASCII ?? false }
}

extension UInt8 {
  /// A byte of UTF-8 that is a visible ASCII character, or a space, and no quotation has to escape.
  package var isPlainASCII: Bool {
    self >= 0x20 && self < 0x7F && self != UInt8(ascii: "\"") && self != UInt8(ascii: "\\")
  }
}
