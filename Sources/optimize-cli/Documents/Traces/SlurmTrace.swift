import GridPricing

/// The jobs of `squeue --json` and `sacct --json`.
///
/// Numbers stand plain in older versions of Slurm and as `{ "set", "infinite", "number" }` in newer
/// ones; states are a word in older versions and a list in newer ones.
enum SlurmTrace {
  static func read(_ jobs: [JSONNode], file: String) throws(DocumentError) -> Trace {
    let isAccounting = jobs.first?["time"]?.object != nil
    var trace = Trace(
      form: isAccounting ? "sacct --json" : "squeue --json",
      origin: Instant(milliseconds: 0), isRelative: false)
    for (index, job) in jobs.enumerated() {
      guard job.object != nil else {
        throw DocumentError(
          file: file, at: job.position, "jobs[\(index)] is \(job.kindName), expected an object")
      }
      guard let id = number(job["job_id"]) else {
        throw DocumentError(
          file: file, at: job.position, "jobs[\(index)].job_id is missing, expected a number")
      }
      let name = JSONText.number(id)
      let entry =
        isAccounting ? finished(job, name, &trace.skipped) : waiting(job, name, &trace.skipped)
      if let entry { trace.entries.append(entry) }
    }
    trace.assumptions.append(
      isAccounting
        ? "the processing time is the time that each job ran"
        : "the processing time is the time limit of each job, which is the longest it may be")
    return trace
  }

  /// A job of the queue that has not begun.
  private static func waiting(
    _ job: JSONNode, _ id: String, _ skipped: inout SkippedEntries
  ) -> Trace.Entry? {
    let state = words(job["job_state"])
    guard state.contains("PENDING") else {
      skipped.add("state is not PENDING")
      return nil
    }
    if let tasks = job["array_task_string"]?.string, !tasks.isEmpty {
      skipped.add("several jobs of an array in one entry (squeue -r lists each)")
      return nil
    }
    guard let submitted = number(job["submit_time"]), submitted > 0 else {
      skipped.add("no submit time")
      return nil
    }
    let minutes = number(job["time_limit"]) ?? 0
    let deadline = number(job["deadline"]) ?? 0
    return Trace.Entry(
      id: id, arrival: max(submitted, number(job["eligible_time"]) ?? 0),
      seconds: minutes > 0 ? minutes * 60 : nil,
      count: gpus(inText: job["tres_req_str"]?.string ?? ""),
      deadline: deadline > 0 ? deadline : nil,
      after: predecessors(job["dependency"]?.string ?? ""))
  }

  /// A job of the accounts that has ended.
  private static func finished(
    _ job: JSONNode, _ id: String, _ skipped: inout SkippedEntries
  ) -> Trace.Entry? {
    let state = words(job["state"]?["current"])
    guard !state.contains("PENDING"), !state.contains("RUNNING") else {
      skipped.add("state is PENDING or RUNNING")
      return nil
    }
    guard let elapsed = number(job["time"]?["elapsed"]), elapsed > 0 else {
      skipped.add("never ran")
      return nil
    }
    guard let submitted = number(job["time"]?["submission"]), submitted > 0 else {
      skipped.add("no submit time")
      return nil
    }
    let tres = job["tres"]
    let allocated = gpus(in: tres?["allocated"]?.array ?? [])
    return Trace.Entry(
      id: id, arrival: submitted, seconds: elapsed,
      count: allocated > 0 ? allocated : gpus(in: tres?["requested"]?.array ?? []))
  }

  // MARK: Values

  /// A number, plain or wrapped; nil where it is not set or infinite.
  private static func number(_ node: JSONNode?) -> Double? {
    guard let node else { return nil }
    if node.object == nil { return within(node.number) }
    guard node["set"]?.bool != false, node["infinite"]?.bool != true else { return nil }
    return within(node["number"]?.number)
  }

  /// Instants in seconds that far in the future are no instants.
  private static func within(_ value: Double?) -> Double? {
    value.flatMap { (0...1e11).contains($0) ? $0 : nil }
  }

  private static func words(_ node: JSONNode?) -> [String] {
    node?.strings ?? [node?.string].compactMap(\.self)
  }

  /// GPUs of `cpu=8,gres/gpu=4,gres/gpu:a100=4`: those without a type, else the sum over types.
  static func gpus(inText text: String) -> Double {
    var parts: [(name: Substring, count: Double)] = []
    for part in text.split(separator: ",") {
      guard let equals = part.lastIndex(of: "="),
        let count = decimal(part[part.index(after: equals)...])
      else { continue }
      parts.append((part[..<equals], count))
    }
    if let all = parts.first(where: { $0.name == "gres/gpu" }) { return all.count }
    return parts.filter { $0.name.hasPrefix("gres/gpu:") }.reduce(0) { $0 + $1.count }
  }

  private static func gpus(in tres: [JSONNode]) -> Double {
    let gres = tres.filter { $0["type"]?.string == "gres" }
    func count(_ node: JSONNode) -> Double { number(node["count"]) ?? 0 }
    if let all = gres.first(where: { $0["name"]?.string == "gpu" }) { return count(all) }
    return gres.filter { $0["name"]?.string?.hasPrefix("gpu:") == true }
      .reduce(0) { $0 + count($1) }
  }

  /// The ids in `afterok:12(unfulfilled),afterany:13:14`; other kinds of dependency are no order of
  /// whole jobs, and alternatives (`?`) are none that a plan knows.
  static func predecessors(_ text: String) -> [String] {
    guard !text.contains("?") else { return [] }
    return text.split(separator: ",").flatMap { part -> [String] in
      let words = part.split(separator: ":")
      guard let kind = words.first, ["afterok", "afterany"].contains(kind) else {
        return []
      }
      return words.dropFirst().map { String($0.prefix { $0.isNumber || $0 == "_" }) }
    }
  }
}
