import GridPricing
import Optimizer

/// What a caller says about a list that the list does not.
struct TraceConversion {
  var pool: String
  var wattsPerGPU: Double
  /// Nil: one where the list counts processors; entries of other lists need GPUs of their own.
  var gpusPerCPU: Double?
  /// The origin of relative times, or the first arrival of others.
  var start: Instant?
  /// The processing time of entries that state none.
  var hours: Double?
  /// The deadline comes so many processing times after the release; nil means none.
  var slackFactor: Double?
  var limit: Int?

  /// Jobs, what was taken for granted, and what was left out.
  struct Outcome {
    var jobs: [Job]
    var assumptions: [String]
    var skipped: SkippedEntries
  }

  /// - Throws: where the list lacks its origin, or nothing in it can be a job.
  func jobs(of trace: Trace, file: String) throws(DocumentError) -> Outcome {
    let offset = try offset(of: trace, file: file)
    var skipped = trace.skipped
    var jobs: [Job] = []
    var places: [String: Int] = [:]
    var after: [[String]] = []
    var isCut = false
    for entry in trace.entries {
      if jobs.count == limit {
        isCut = true
        break
      }
      guard let job = job(entry, of: trace, offset: offset, &skipped) else { continue }
      guard places[job.id] == nil else {
        skipped.add("has the id of an entry before")
        continue
      }
      places[job.id] = jobs.count
      jobs.append(job)
      after.append(entry.after)
    }
    guard !jobs.isEmpty else {
      let reasons = skipped.counts.map { "\($0.reason): \($0.count)" }.joined(separator: ", ")
      throw DocumentError(
        file: file, "no entry can be a job, expected at least one",
        help: reasons.isEmpty ? "the list is empty" : "left out are \(reasons)")
    }
    let lost = chain(&jobs, after, places)
    var lines = assumptions(of: trace, hasDeadline: jobs.contains { $0.deadline != nil })
    if lost > 0 {
      lines.append(
        "\(counted(lost, "predecessor")) that \(lost == 1 ? "is" : "are") not in the list "
          + "\(lost == 1 ? "has" : "have") finished")
    }
    if isCut { lines.append("--limit \(jobs.count) left out the entries after the last job") }
    return Outcome(jobs: jobs, assumptions: lines, skipped: skipped)
  }

  /// Seconds from 1970 to the time 0 of the trace.
  private func offset(of trace: Trace, file: String) throws(DocumentError) -> Double {
    func seconds(_ instant: Instant) -> Double { Double(instant.milliseconds) / 1000 }
    if trace.isRelative {
      guard let origin = start ?? trace.origin else {
        throw DocumentError(
          file: file,
          "the times of the list count from an instant that it does not name, "
            + "expected --start")
      }
      return seconds(origin)
    }
    guard let start, let first = trace.entries.map(\.arrival).min() else { return 0 }
    return seconds(start) - first
  }

  private func job(
    _ entry: Trace.Entry, of trace: Trace, offset: Double, _ skipped: inout SkippedEntries
  ) -> Job? {
    guard let gpus = gpus(of: entry, trace) else {
      skipped.add(trace.countsProcessors ? "asks for no processor" : "asks for no GPU")
      return nil
    }
    guard let hours = entry.seconds.map({ $0 / 3600 }) ?? hours else {
      skipped.add("states no processing time (--hours gives one)")
      return nil
    }
    guard (1e-6...1e6).contains(hours), gpus <= 16_777_216, Shape.isName(entry.id) else {
      skipped.add("a number or a name that no job can have")
      return nil
    }
    guard let release = instant(entry.arrival + offset),
      let latest = instant(
        entry.deadline.map { $0 + offset } ?? entry.arrival + offset
          + (slackFactor ?? 0) * hours * 3600)
    else {
      skipped.add("a time that is no instant")
      return nil
    }
    let hasDeadline = entry.deadline != nil || slackFactor != nil
    return Job(
      id: entry.id, pool: pool, gpus: gpus, hours: hours, powerPerGPU: .watts(wattsPerGPU),
      release: release, deadline: hasDeadline ? latest : nil)
  }

  private func gpus(of entry: Trace.Entry, _ trace: Trace) -> Int? {
    guard entry.count > 0 else { return nil }
    let factor = trace.countsProcessors ? gpusPerCPU ?? 1 : 1
    return Int(max(1, min(1e9, (entry.count * factor).rounded(.up))))
  }

  /// The instant to the millisecond; nil outside of the years that documents can have.
  private func instant(_ seconds: Double) -> Instant? {
    guard (-62_135_596_800...253_402_300_799).contains(seconds) else { return nil }
    return Instant(milliseconds: Int64((seconds * 1000).rounded()))
  }

  /// Sets the predecessors that are in the list; how many are not.
  private func chain(
    _ jobs: inout [Job], _ after: [[String]], _ places: [String: Int]
  ) -> Int {
    var lost = 0
    for (index, ids) in after.enumerated() {
      jobs[index].after = ids.filter { places[$0] != nil && $0 != jobs[index].id }
      lost += ids.count - jobs[index].after.count
    }
    return lost
  }

  // MARK: Assumptions

  private func assumptions(of trace: Trace, hasDeadline: Bool) -> [String] {
    var lines = trace.assumptions
    if trace.isRelative {
      let origin = (start ?? trace.origin).map { "\($0)" } ?? ""
      lines.append("time 0 of the list is \(origin)" + (start == nil ? ", as the list says" : ""))
    } else if let start {
      lines.append("all times move together, so that the first arrival is \(start)")
    }
    if trace.countsProcessors {
      lines.append(
        "each processor stands for \(JSONText.number(gpusPerCPU ?? 1)) GPU, rounded up to whole "
          + "GPUs for each job")
    }
    lines.append("every GPU draws \(JSONText.number(wattsPerGPU)) W while its job runs")
    lines.append("jobs run in one piece with all of their GPUs, and must run")
    if let slackFactor {
      lines.append(
        "the deadline is the release and \(JSONText.number(slackFactor)) processing times, where "
          + "the list has none")
    } else if !hasDeadline {
      lines.append("no job has a deadline; --slack-factor gives them one")
    }
    return lines
  }
}
