import GridPricing

/// Why one more job does not fit beside a plan: what is short, when, and what would help.
struct Shortage {
  let reason: String

  init(of job: Job, _ compiled: CompiledJob, _ room: FreeRoom, _ problem: Problem) {
    let parts = compiled.options.map { number in
      Self.reason(room.problem.options[number], job, room, problem)
    }
    let shown = parts.prefix(3).joined(separator: "; ")
    let more = parts.count > 3 ? "; … (\(parts.count) sites)" : ""
    reason = shown + more + Self.remedy(job, compiled, room, problem)
  }

  private static func reason(
    _ option: CompiledOption, _ job: Job, _ room: FreeRoom, _ problem: Problem
  ) -> String {
    let horizon = problem.horizon
    let site = quoted(problem.sites[option.site].id)
    let pool = "pool \(quoted(job.pool)) at site \(site)"
    let usable = option.firstSlot..<option.endSlot
    let deadline = min(job.deadline ?? horizon.end, horizon.end)
    let window = "from \(horizon.edge(option.firstSlot)) to \(deadline)"
    let slots = option.slots == 1 ? "1 slot" : "\(option.slots) slots"
    if option.interruption == .never {
      if !hasGPUsOnEnd(option, room) {
        let free = room.mostFreeGPUs(option, for: option.slots, before: option.endSlot)
        return "\(pool) has \(free) of \(job.gpus) GPUs free for \(slots) on end \(window)"
      }
    } else {
      let withGPUs = usable.count { room.hasGPUs(option, $0) }
      if withGPUs < option.slots {
        return "\(pool) has \(job.gpus) GPUs free in \(withGPUs) of \(slots) needed \(window)"
      }
      if usable.count(where: { room.isOpen(option, $0) }) >= option.slots {
        return "\(pool) has no runs of the least length free \(window)"
      }
    }
    return "the grid limit of site \(site) leaves too little power for \(slots) \(window)"
  }

  private static func hasGPUsOnEnd(_ option: CompiledOption, _ room: FreeRoom) -> Bool {
    var run = 0
    for slot in option.firstSlot..<option.endSlot {
      run = room.hasGPUs(option, slot) ? run + 1 : 0
      if run == option.slots { return true }
    }
    return false
  }

  /// The deadline that would do, where there is one inside the horizon.
  private static func remedy(
    _ job: Job, _ compiled: CompiledJob, _ room: FreeRoom, _ problem: Problem
  ) -> String {
    let horizon = problem.horizon
    var earliest: Instant?
    for number in compiled.options {
      let option = room.problem.options[number]
      var finish: Instant?
      func note(last slot: Int) {
        // Rounded up, so that the job fits by the deadline that is named.
        let part = (option.lastFraction * Double(horizon.slotMilliseconds)).rounded(.up)
        let end = Instant(milliseconds: horizon.edge(slot).milliseconds + Int64(part))
        finish = min(finish ?? end, end)
      }
      if let start = room.earliestStart(option, through: horizon.count - option.slots) {
        note(last: start + option.slots - 1)
      }
      if option.interruption == .free,
        let slots = room.earliestSlots(option, before: horizon.count), let last = slots.last
      {
        note(last: last)
      }
      if let finish { earliest = min(earliest ?? finish, finish) }
    }
    return earliest.map { "; a deadline of \($0) would do" } ?? ""
  }
}
