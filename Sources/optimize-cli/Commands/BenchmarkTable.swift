/// A run of `benchmark` for people: how cost, bound and gap develop.
struct BenchmarkTable {
  private let run: BenchmarkRun

  init(_ run: BenchmarkRun) { self.run = run }

  var text: String {
    var table = AlignedTable()
    table.add(["  seconds", "cost \(run.currency)", "bound \(run.currency)", "gap", "variable gap"])
    for time in times {
      guard let known = run.trajectory.last(where: { $0.seconds <= time }) else { continue }
      table.add(cells("  \(fixed(time, 1))", known.cost, known.bound, known.gap, known.variableGap))
    }
    let bound = run.solution.lowerBound?.amount ?? run.trajectory.last?.bound
    table.add(
      cells("  \(fixed(run.seconds, 3))", run.cost, bound, run.solution.gap, run.variableGap))
    return ([title] + table.lines + [ending]).map { $0 + "\n" }.joined()
  }

  /// 0.1, 0.3, 1, 3, 10 … seconds, as long as the run lasted.
  private var times: [Double] {
    var times: [Double] = []
    var decade = 0.1
    while decade < run.seconds {
      times += [decade, 3 * decade].filter { $0 < run.seconds }
      decade *= 10
    }
    return times
  }

  private var title: String {
    let settings = run.settings
    return "\(escaped(run.instance)) \(run.modeName): \(counted(run.jobs, "job")), "
      + "\(counted(run.slots, "slot")), \(counted(settings.threads, "thread")), "
      + "seed \(settings.seed)"
  }

  private var ending: String {
    let first = run.firstPlanSeconds.map { "first plan after \(fixed($0, 4)) s" } ?? "no plan"
    let memory = run.peakMB.map { ", peak \(fixed($0, 0)) MB" } ?? ""
    return "  \(run.solution.status.rawValue), stopped by \(run.solution.stop.rawValue), "
      + "proof by \(run.solution.proof.rawValue); \(first), read in \(fixed(run.readSeconds, 3)) s, "
      + "built in \(fixed(run.buildSeconds, 3)) s"
      + memory
  }

  private func cells(
    _ time: String, _ cost: Double?, _ bound: Double?, _ gap: Double?,
    _ variableGap: Double?
  ) -> [String] {
    [time] + [cost, bound].map { $0.map { fixed($0, 4, isGrouped: true) } ?? "-" }
      + [gap, variableGap].map { $0.map { "\(fixed($0 * 100, 4))%" } ?? "-" }
  }
}
