/// Checks how many GPUs begin, resume or are added at a site on one slot edge.
struct StartRampCheck {
  let facts: ScenarioFacts
  /// By job; nil where it does not run or cannot be read.
  let held: [HeldSlots?]

  func run(_ findings: inout Findings) {
    for (number, site) in facts.sites.enumerated() {
      guard let limit = site.startRampGPUs else { continue }
      let started = started(at: number)
      let wrong = facts.slots.filter { !limit.admits(started[$0]) }
      findings.add(.startRamp, site: site.id, slots: wrong, field: "gpusInUse") {
        "\(started[$0]) GPUs start at once, at most \(limit.gpus) may"
      }
    }
  }

  /// By slot edge.
  private func started(at site: Int) -> [Int] {
    var started = facts.slots.map { _ in 0 }
    for (job, held) in zip(facts.jobFacts, held) {
      guard let held, held.place.site == site else { continue }
      for (slot, gpus) in held.starts(isRunning: job.isRunning) { started[slot] += gpus }
    }
    return started
  }
}
