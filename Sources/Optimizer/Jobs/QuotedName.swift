/// A name from a file, quoted and with control characters made visible.
package func quoted(_ name: String) -> String {
  var text = "\""
  for scalar in name.unicodeScalars.prefix(120) {
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
