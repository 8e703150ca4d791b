/// Recounts the work that the runs of a job do, in the order of time.
///
/// A resumption owes the restart, a change of the count against the run before the resize; a run first
/// works off what is owed, and then does its length times its speed in work. With one count this is to
/// run for work / speed + resumptions × restart, and so it is taken where the last run does no work.
struct WorkRecount {
  let facts: ScenarioFacts
  let own: JobFacts
  let segments: [PlanDocument.Segment]
  let runs: [Range<Int>]
  let counts: [JobFacts.Count]

  /// What comes out at one power.
  struct Recounted {
    let cap: JobFacts.Cap
    /// As the segments say.
    let claimedHours: Double
    /// As the work takes; nil where all of it is done before the last run.
    let expectedHours: Double?
    /// The used part of the last slot. It follows from the work, not from the claimed end, which is
    /// rounded to a millisecond, unless the two contradict each other.
    let lastPart: Double
    let isRight: Bool
  }

  /// The result at the first of the caps where the work is right, else at the first of all.
  func best(of caps: [JobFacts.Cap]) -> Recounted {
    let results = caps.map(result)
    return results.first(where: \.isRight) ?? results[0]
  }

  private func result(at cap: JobFacts.Cap) -> Recounted {
    let slot = Double(facts.horizon.slotMilliseconds)
    var claimed: Int64 = 0
    for segment in segments { claimed += segment.end.milliseconds - segment.start.milliseconds }
    let slots = runs.reduce(0) { $0 + $1.count }
    let lastRun = runs[runs.count - 1].count
    let needed = hoursOfLastRun(at: cap)
    let expected = needed.map { hours in
      Double(slots - lastRun) * facts.horizon.slotHours + hours
    }
    let tolerance = Double(Int64(2 * runs.count) * Tolerance.edgeMilliseconds)
    let isRight = expected.map { abs(Double(claimed) - $0 * 3_600_000) <= tolerance } ?? false
    var lastPart = min(1, max(0, Double(claimed) / slot - Double(slots - 1)))
    if isRight, let needed,
      let length = SlotLength(
        needed * 3_600_000 / slot, atMost: lastRun,
        slotMilliseconds: facts.horizon.slotMilliseconds),
      length.slots == lastRun
    {
      lastPart = length.lastPart
    }
    return Recounted(
      cap: cap, claimedHours: Double(claimed) / 3_600_000, expectedHours: expected,
      lastPart: lastPart, isRight: isRight)
  }

  /// How long the last run must be; nil where the others do all work.
  private func hoursOfLastRun(at cap: JobFacts.Cap) -> Double? {
    // A job that ran before the first slot, but does not go on there, resumes.
    var owed = own.isRunning && runs[0].lowerBound > 0 ? own.restartHours : 0
    var left = own.workHours
    for number in runs.indices {
      if number > 0 {
        if runs[number].lowerBound > runs[number - 1].upperBound { owed += own.restartHours }
        if counts[number] != counts[number - 1] { owed += own.resizeHours }
      }
      let speed = counts[number].speed * cap.speed
      if number == runs.count - 1 {
        let needed = owed + left / speed
        return needed > 0 && (left > 0 || !own.isResizable) ? needed : nil
      }
      let hours = Double(runs[number].count) * facts.horizon.slotHours
      left -= max(0, hours - owed) * speed
      owed = max(0, owed - hours)
    }
    return nil
  }
}
