import GridPricing

extension PlanOccupancy {
  /// Where a job of the plan runs.
  static func placement(
    of entry: PlanDocument.JobEntry, _ index: Int, _ problem: Problem
  ) throws(PlanMismatch) -> Placement {
    guard entry.status == .scheduled else { return Placement() }
    let compiled = problem.compiled
    let job = problem.jobs[index]
    let name = "job \(quoted(entry.id))"
    let site = problem.sites.firstIndex { $0.id == entry.site }
    let atSite = compiled.jobs[index].options.filter { compiled.options[$0].site == site }
    guard !atSite.isEmpty, entry.pool == job.pool else {
      throw PlanMismatch(
        "\(name) runs in pool \(quoted(entry.pool)) at site \(quoted(entry.site ?? "")), "
          + "where the scenario does not let it run")
    }
    let number = atSite.first { compiled.isPoint($0, of: entry.segments, job) }
    guard let number else {
      throw PlanMismatch(name + " runs at no operating point of the scenario")
    }
    let option = compiled.options[number]
    let assignment = Assignment(
      site: option.site, pool: compiled.poolNumber[option.pool],
      runs: try runs(of: entry.segments, problem.horizon, name),
      gpus: entry.segments.map(\.gpus), powerCap: option.powerCap < 0 ? nil : option.powerCap)
    guard let part = assignment.lastFraction(of: job, on: problem.horizon),
      let last = assignment.runs.last, let finish = entry.segments.last?.end,
      case let end = problem.horizon.edge(last.upperBound - 1)
        .advanced(byHours: part * problem.horizon.slotHours),
      abs(end.milliseconds - finish.milliseconds) <= 1
    else {
      throw PlanMismatch(
        "\(name) runs for another time than the \(job.workHours) hours of the scenario")
    }
    return Placement(Int32(number), assignment, lastFraction: part, of: option)
  }

  /// The slots that each segment touches.
  private static func runs(
    of segments: [PlanDocument.Segment], _ horizon: Horizon, _ name: String
  ) throws(PlanMismatch) -> [Range<Int>] {
    var runs: [Range<Int>] = []
    for segment in segments {
      let first = horizon.firstEdge(notBefore: segment.start)
      guard horizon.start <= segment.start, segment.start < segment.end,
        segment.end <= horizon.end, horizon.edge(first) == segment.start
      else {
        throw PlanMismatch(
          "\(name) runs from \(segment.start) to \(segment.end), expected a start on a slot edge "
            + "and an end inside the horizon")
      }
      guard runs.last.map({ first >= $0.upperBound }) ?? true else {
        throw PlanMismatch("\(name) runs twice at \(segment.start)")
      }
      runs.append(first..<horizon.firstEdge(notBefore: segment.end))
    }
    return runs
  }
}

extension Placement {
  fileprivate init(
    _ number: Int32, _ assignment: Assignment, lastFraction: Double, of option: CompiledOption
  ) {
    self.init(
      option: number, slots: assignment.runs.joined().map(Int32.init), lastFraction: lastFraction)
    if assignment.gpus.contains(where: { $0 != Int(option.gpus) }) {
      counts = zip(assignment.runs, assignment.gpus).flatMap { run, gpus in
        run.map { _ in Int32(gpus) }
      }
    }
  }
}

extension CompiledProblem {
  /// Whether the segments have GPUs and power of an option.
  fileprivate func isPoint(
    _ number: Int, of segments: [PlanDocument.Segment], _ job: Job
  ) -> Bool {
    let option = options[number]
    let counts = option.levels.isEmpty ? [option.gpus] : levels[option.levels].map(\.gpus)
    let watts =
      (option.powerCap < 0 ? job.powerPerGPU : job.powerCaps[option.powerCap].powerPerGPU).watts
    return !segments.isEmpty
      && segments.allSatisfy { segment in
        counts.contains { Int($0) == segment.gpus }
          && abs(segment.wattsPerGPU - watts) <= 1e-9 * watts
      }
  }
}
