import Optimizer

/// `benchmark --svg`: a panel for each run, with cost and bound against time on the left axis and the
/// gap on the right one. Time and gap are logarithmic.
struct BenchmarkPicture {
  let panels: [Panel]

  init(_ runs: [BenchmarkRun]) { panels = runs.map(Panel.init) }

  /// The trajectory of one run, as it is drawn.
  struct Panel {
    struct Point {
      var seconds: Double
      var cost: Double?
      var bound: Double?
      /// As a fraction.
      var gap: Double?
    }

    /// Any text; it is escaped where it is written.
    var title: String
    var currency: String
    /// In order of time; the last one is where the run ended.
    var points: [Point]
  }

  init(panels: [Panel]) { self.panels = panels }

  /// A self-contained document: no script, no link, no font of its own.
  var text: String {
    let height = PanelDrawing.height * panels.count
    let drawings = panels.enumerated().map { index, panel in
      "<g transform=\"translate(0 \(index * PanelDrawing.height))\">\n"
        + PanelDrawing(panel).elements.joined(separator: "\n") + "\n</g>\n"
    }
    return """
      <svg xmlns="http://www.w3.org/2000/svg" width="\(PanelDrawing.width)" height="\(height)" \
      viewBox="0 0 \(PanelDrawing.width) \(height)" font-family="sans-serif" font-size="12">
      <rect width="100%" height="100%" fill="white"/>
      \(drawings.joined())</svg>

      """
  }
}

extension BenchmarkPicture.Panel {
  init(_ run: BenchmarkRun) {
    title =
      "\(run.instance) \(run.modeName): \(counted(run.jobs, "job")), "
      + counted(run.slots, "slot")
    currency = run.currency
    points = run.trajectory.map {
      Point(seconds: $0.seconds, cost: $0.cost, bound: $0.bound, gap: $0.gap)
    }
    points.append(
      Point(
        seconds: run.seconds, cost: run.cost, bound: run.solution.lowerBound?.amount,
        gap: run.solution.gap))
  }
}
