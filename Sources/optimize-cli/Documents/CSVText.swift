/// Writes CSV as RFC 4180 has it, but with line feeds alone at the ends of lines.
enum CSVText {
  /// One line; cells that would break it stand in quotation marks.
  static func row(_ cells: [String]) -> String {
    cells.map(cell).joined(separator: ",") + "\n"
  }

  private static func cell(_ text: String) -> String {
    let breaks = text.unicodeScalars.contains { [",", "\"", "\n", "\r"].contains($0) }
    let isPadded = text.first?.isWhitespace == true || text.last?.isWhitespace == true
    guard breaks || isPadded else { return text }
    return "\"" + text.replacing("\"", with: "\"\"") + "\""
  }
}
