import Optimizer

/// Shows a search on the console while it runs.
final class SearchDisplay: SearchObserver {
  private var line: ProgressLine

  init(_ console: Console) { line = ProgressLine(console) }

  func progressed(_ progress: SearchProgress) {
    // Without jobs that must run there is a bound before there is a plan, at a cost without end.
    let hasPlan = progress.cost?.isFinite == true
    line.update(
      ProgressReport(
        cost: hasPlan ? progress.cost : nil, bound: progress.bound,
        gap: hasPlan ? progress.gap : nil, elapsed: progress.elapsed))
  }

  /// Shows what was held back, and ends the line.
  func finish() { line.finish() }
}
