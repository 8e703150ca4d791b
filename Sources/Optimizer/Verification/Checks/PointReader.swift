/// Reads at which GPU counts and at what power the segments of a job run.
///
/// What is read is always the job's own, so that later sums are of numbers of the scenario.
struct PointReader {
  let job: String
  let own: JobFacts
  let segments: [PlanDocument.Segment]

  /// The count of each segment, the first of the job where it has no such count.
  func counts(_ findings: inout Findings) -> [JobFacts.Count] {
    segments.indices.map { index in
      let claimed = segments[index].gpus
      guard let count = own.counts.first(where: { $0.gpus == claimed }) else {
        let allowed = own.counts.map { "\($0.gpus)" }.joined(separator: ", ")
        add(.gpus, index, "claimed \(claimed) GPUs, the job holds \(allowed)", &findings)
        return own.counts[0]
      }
      if !own.isResizable, claimed != segments[0].gpus {
        add(
          .gpus, index,
          "claimed \(claimed) GPUs after \(segments[0].gpus), the job keeps one count", &findings)
      }
      return count
    }
  }

  /// The caps that draw what the first segment claims; full power where there is none.
  func caps(_ findings: inout Findings) -> [JobFacts.Cap] {
    guard let first = segments.first?.wattsPerGPU else { return [own.caps[0]] }
    for (index, segment) in segments.enumerated() {
      let watts = segment.wattsPerGPU
      if !own.caps.contains(where: { $0.draws(watts) }) {
        let allowed = own.caps.map { "\($0.watts)" }.joined(separator: ", ")
        add(.watts, index, "claimed \(watts) W per GPU, the job draws \(allowed)", &findings)
      } else if !own.caps.contains(where: { $0.draws(watts) && $0.draws(first) }) {
        add(
          .watts, index,
          "claimed \(watts) W per GPU after \(first), one power holds for the whole job", &findings)
      }
    }
    let caps = own.caps.filter { $0.draws(first) }
    return caps.isEmpty ? [own.caps[0]] : caps
  }

  private func add(
    _ code: Violation.Code, _ index: Int, _ message: String, _ findings: inout Findings
  ) {
    findings.add(code, .job(id: job, field: "segments[\(index)]"), message)
  }
}

extension JobFacts.Cap {
  fileprivate func draws(_ claimed: Double) -> Bool {
    abs(claimed - watts) <= Tolerance.arithmetic * watts
  }
}
