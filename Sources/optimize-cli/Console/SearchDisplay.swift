import Optimizer

/// Shows a search on the console while it runs.
final class SearchDisplay: SearchObserver {
  private var line: ProgressLine

  init(_ console: Console) { line = ProgressLine(console) }

  func progressed(_ progress: SearchProgress) {
    line.update(
      ProgressReport(
        cost: progress.cost, bound: progress.bound, gap: progress.gap, elapsed: progress.elapsed))
  }

  /// Shows what was held back, and ends the line.
  func finish() { line.finish() }
}
