/// Shows the progress of a search: one line that renews itself on a terminal, a line a second in a
/// log, nothing if quiet.
struct ProgressLine: Sendable {
  /// Returns to the first column and clears the line.
  static let erase = "\r\u{1B}[K"

  private let console: Console
  private var shown: ProgressReport?
  private var pending: ProgressReport?

  init(_ console: Console) { self.console = console }

  /// Takes note of a report and shows it, unless the last one was shown a moment ago. The first plan
  /// is always shown: from then on it is worth something to interrupt.
  mutating func update(_ report: ProgressReport) {
    guard !console.isQuiet else { return }
    if let shown, report.elapsed - shown.elapsed < interval, shown.cost != nil || report.cost == nil
    {
      pending = report
    } else {
      show(report)
    }
  }

  /// Shows the last report if it was held back, and ends the line.
  mutating func finish() {
    if let pending { show(pending) }
    if shown != nil, isRenewed { console.stream.write("\n") }
    shown = nil
  }

  private var isRenewed: Bool { console.stream.terminal != nil && console.log == .text }

  private var interval: Duration { isRenewed ? .milliseconds(100) : .seconds(1) }

  private mutating func show(_ report: ProgressReport) {
    shown = report
    pending = nil
    switch (console.log, console.stream.terminal) {
    case (.json, _): console.stream.write(object(report) + "\n")
    case (.text, nil): console.stream.write(report.text + "\n")
    case (.text, let terminal?):
      // A line that reaches the last column wraps, and could not be erased as one.
      let line = report.text.prefix(max(terminal.columns - 1, 1))
      console.stream.write(Self.erase + line)
    }
  }

  private func object(_ report: ProgressReport) -> String {
    var line = LogLine(level: "progress")
    line.add("cost", report.cost)
    line.add("bound", report.bound)
    line.add("gap", report.gap)
    line.add("elapsedSeconds", report.elapsedSeconds)
    return line.text
  }
}
