import GridPricing

/// Reads the segments of a job as runs of slots.
///
/// Segments touch only where the number of GPUs changes.
struct SegmentReader {
  let horizon: Horizon
  let job: String

  /// The slots of each segment; nil, and violations, where they are not runs on the slot grid.
  ///
  /// Every segment but the last covers whole slots; the last begins on an edge and may end anywhere.
  func runs(
    of segments: [PlanDocument.Segment], _ findings: inout Findings
  ) -> [Range<Int>]? {
    if segments.isEmpty {
      findings.add(.absent, .job(id: job, field: "segments"), "claimed none for a scheduled job")
      return nil
    }
    var runs: [Range<Int>] = []
    var areSound = true
    for (index, segment) in segments.enumerated() {
      let place = Violation.Place.job(id: job, field: "segments[\(index)]")
      let isLast = index == segments.count - 1
      guard let run = run(segment, isLast: isLast, place, &findings) else { continue }
      if let previous = runs.last, run.lowerBound < previous.upperBound {
        findings.add(.segmentOverlap, place, "claimed to start before the end of an earlier one")
        areSound = false
      } else if let previous = runs.last, run.lowerBound == previous.upperBound,
        segments[index - 1].gpus == segment.gpus
      {
        findings.add(.segmentTouch, place, "claimed to start where another ends: one run, not two")
        areSound = false
      }
      runs.append(run)
    }
    return areSound && runs.count == segments.count ? runs : nil
  }

  private func run(
    _ segment: PlanDocument.Segment, isLast: Bool, _ place: Violation.Place,
    _ findings: inout Findings
  ) -> Range<Int>? {
    var span: String {
      "claimed \(segment.start.claimedText) to \(segment.end.claimedText)"
    }
    let tolerance = Tolerance.edgeMilliseconds
    // Inside the horizon no difference of instants can overflow.
    guard segment.start.milliseconds >= horizon.start.milliseconds - tolerance,
      segment.start.milliseconds <= horizon.end.milliseconds + tolerance,
      segment.end.milliseconds >= horizon.start.milliseconds - tolerance,
      segment.end.milliseconds <= horizon.end.milliseconds + tolerance
    else {
      findings.add(.segmentOutside, place, span + ", outside the horizon")
      return nil
    }
    guard let first = edge(at: segment.start) else {
      findings.add(.segmentEdge, place, span + ", the start is not on a slot edge")
      return nil
    }
    let end: Int
    if let edge = edge(at: segment.end) {
      end = edge
    } else if isLast {
      end = horizon.slot(containing: segment.end) + 1
    } else {
      findings.add(.segmentEdge, place, span + ", only the last segment may end inside a slot")
      return nil
    }
    guard first < end else {
      findings.add(.segmentEmpty, place, span + ", which is no time at all")
      return nil
    }
    return first..<end
  }

  /// The slot edge at an instant, give or take a millisecond.
  private func edge(at instant: Instant) -> Int? {
    let nearest = horizon.slot(
      containing: Instant(milliseconds: instant.milliseconds + horizon.slotMilliseconds / 2))
    let distance = abs(instant.milliseconds - horizon.edge(nearest).milliseconds)
    return distance <= Tolerance.edgeMilliseconds ? nearest : nil
  }
}
