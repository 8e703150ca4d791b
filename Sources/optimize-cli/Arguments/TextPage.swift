/// Paragraphs and two-column tables, wrapped to a width.
struct TextPage {
  typealias Row = (label: String, text: String)

  let width: Int
  private var lines: [String] = []

  init(width: Int) { self.width = width }

  var text: String { lines.map { $0 + "\n" }.joined() }

  /// - Parameter hanging: the indent of every line but the first.
  mutating func paragraph(_ text: String, hanging: Int = 0) {
    startBlock()
    for (index, line) in wrapped(text, width - hanging).enumerated() {
      lines.append(index == 0 ? line : indented(line, hanging))
    }
  }

  /// Where the texts of these rows begin if they are to stand in line.
  ///
  /// Few labels are long; those few take a line of their own instead of pushing all texts right.
  static func column(for rows: [Row]) -> Int {
    let longest = 28
    return 4 + (rows.map(\.label.count).filter { $0 <= longest }.max() ?? longest)
  }

  /// A heading and its rows; nothing at all if there are no rows.
  ///
  /// - Parameter column: where the texts begin.
  mutating func table(_ title: String, _ rows: [Row], column: Int) {
    guard !rows.isEmpty else { return }
    startBlock()
    lines.append("\(title):")
    for row in rows {
      var texts = wrapped(row.text, width - column)[...]
      let label = indented(row.label, 2)
      if label.count + 2 <= column, let first = texts.popFirst() {
        lines.append(label + String(repeating: " ", count: column - label.count) + first)
      } else {
        lines.append(label)
      }
      lines += texts.map { indented($0, column) }
    }
  }

  mutating func examples(_ examples: [CommandSpec.Example]) {
    guard !examples.isEmpty else { return }
    startBlock()
    lines.append("Examples:")
    for example in examples {
      lines.append(indented(example.commandLine, 2))
      lines += wrapped(example.effect, width - 6).map { indented($0, 6) }
    }
  }

  private mutating func startBlock() {
    if !lines.isEmpty { lines.append("") }
  }

  private func indented(_ line: String, _ count: Int) -> String {
    String(repeating: " ", count: count) + line
  }

  /// Greedy lines; a word longer than the width stands alone.
  private func wrapped(_ text: String, _ width: Int) -> [String] {
    var lines: [String] = []
    var line = ""
    for word in text.split(whereSeparator: \.isWhitespace) {
      if !line.isEmpty, line.count + 1 + word.count > width {
        lines.append(line)
        line = ""
      }
      line += line.isEmpty ? "\(word)" : " \(word)"
    }
    return line.isEmpty ? lines : lines + [line]
  }
}
