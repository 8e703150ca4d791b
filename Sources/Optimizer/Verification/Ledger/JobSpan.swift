/// When a job may run at a site, in slots since the start of the horizon.
struct JobSpan {
  /// The first slot whose start is not before the release.
  let first: Int
  /// The deadline; may lie inside a slot.
  let deadline: Double
  /// Running time without restarts.
  let work: Double
  /// One past the last slot that can be used.
  let end: Int
  let lateness: Lateness
  /// Whether it ran before the first slot: going on there is no resumption.
  let isRunning: Bool
  private let slotMilliseconds: Int64
  /// By so many slots a deadline may be missed.
  private let tolerance: Double

  /// - Parameters:
  ///   - speed: of the GPU count and the power, which the running time is divided by.
  ///   - passes: what precedence leaves of the window; all of it where nil.
  init(
    _ job: Int, site: Int, speed: Double = 1, in facts: ScenarioFacts,
    within passes: PrecedencePasses? = nil
  ) {
    let own = facts.jobFacts[job]
    first = max(own.firstSlots[site], passes?.first[job] ?? 0)
    deadline = min(own.deadline, passes?.deadline[job] ?? .infinity)
    slotMilliseconds = facts.horizon.slotMilliseconds
    tolerance = Tolerance.deadlineMilliseconds / Double(slotMilliseconds)
    work = own.workHours / speed * 60 / Double(facts.horizon.slotMinutes)
    end = Int((deadline - tolerance).rounded(.up))
    lateness = own.lateness
    isRunning = own.isRunning
  }

  /// The slots that the job needs with `restarts` slot lengths of running on top; nil where they
  /// are more than `limit`.
  func length(restarts: Double = 0, atMost limit: Int) -> SlotLength? {
    SlotLength(work + restarts, atMost: limit, slotMilliseconds: slotMilliseconds)
  }

  /// By how many slots a running time may be taken as whole.
  var slackSlots: Double { Tolerance.lengthMilliseconds / Double(slotMilliseconds) }

  /// The last slot of which `part` is over by the deadline.
  func lastSlot(using part: Double) -> Int {
    min(end - 1, Int((deadline - part + tolerance).rounded(.down)))
  }
}
