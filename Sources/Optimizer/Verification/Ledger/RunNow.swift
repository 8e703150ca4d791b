import GridPricing

/// The run-now baseline, simulated: what would happen without any planning.
///
/// Jobs that run already come first, in the first slot or not at all; then the others in order of
/// release (ties: order of the scenario), each once those that it waits for have a place. Each takes the
/// earliest start, in one piece at its first GPU count and full power, that those before it leave it in
/// GPUs, grid power and starts, at the site where that is earliest (ties: first in the scenario).
/// Storages idle. Deadlines and power ramps are ignored, and no job is declined.
struct RunNow {
  /// By job; nil where its work would end beyond the horizon.
  private(set) var held: [HeldSlots?]
  /// Jobs that end after their deadline or beyond the horizon.
  private(set) var lateJobs = 0
  private(set) var jobsBeyondHorizon = 0

  init(_ facts: ScenarioFacts) {
    held = Array(repeating: nil, count: facts.jobs.count)
    var room = Room(facts)
    for number in Self.order(facts) {
      let before = facts.jobFacts[number].predecessors.map { held[$0] }
      let edges = before.map { $0?.runs[0].upperBound ?? facts.horizon.count }
      guard let slots = room.earliest(number, from: edges.max() ?? 0) else {
        lateJobs += 1
        jobsBeyondHorizon += 1
        continue
      }
      room.take(slots, isRunning: facts.jobFacts[number].isRunning)
      held[number] = slots
      let span = JobSpan(number, site: slots.place.site, in: facts)
      if slots.runs[0].upperBound - 1 > span.lastSlot(using: slots.lastPart) { lateJobs += 1 }
    }
  }

  /// Of the jobs whose predecessors had their turn, always the one that is released first.
  private static func order(_ facts: ScenarioFacts) -> [Int] {
    let releases = facts.jobs.map { job in
      job.running == nil ? job.release ?? facts.horizon.start : Instant(milliseconds: .min)
    }
    let byRelease = facts.jobs.indices.sorted { (releases[$0], $0) < (releases[$1], $1) }
    if facts.jobFacts.allSatisfy(\.predecessors.isEmpty) { return byRelease }
    let successors = facts.successors
    var missing = facts.jobFacts.map(\.predecessors.count)
    var isPassed = facts.jobs.map { _ in false }
    var order: [Int] = []
    for job in byRelease {
      isPassed[job] = true
      // A job that others let pass comes before all that are still to be looked at.
      var ready = missing[job] == 0 ? [job] : []
      while let next = ready.min(by: { (releases[$0], $0) < (releases[$1], $1) }) {
        ready.removeAll { $0 == next }
        order.append(next)
        for successor in successors[next] {
          missing[successor] -= 1
          if missing[successor] == 0, isPassed[successor] { ready.append(successor) }
        }
      }
    }
    return order
  }

  /// What the jobs placed so far leave to others.
  private struct Room {
    let facts: ScenarioFacts
    /// By site, pool and slot.
    private var gpusInUse: [[[Int]]]
    /// By site and slot.
    private var power: [[PowerRoom]]
    /// GPUs that start at a site on a slot edge.
    private var started: [[Int]]

    init(_ facts: ScenarioFacts) {
      self.facts = facts
      let none = [Int](repeating: 0, count: facts.horizon.count)
      gpusInUse = facts.sites.map { site in site.pools.map { _ in none } }
      power = facts.sites.map { site in site.fixedKW.map { PowerRoom(takenKW: $0) } }
      started = facts.sites.map { _ in none }
    }

    mutating func earliest(_ number: Int, from edge: Int) -> HeldSlots? {
      var earliest: HeldSlots?
      for place in facts.pools(for: number) {
        guard let slots = self.earliest(number, from: edge, at: place) else { continue }
        if let other = earliest, other.runs[0].lowerBound <= slots.runs[0].lowerBound { continue }
        earliest = slots
      }
      return earliest
    }

    /// At the first start from which every slot has room.
    private mutating func earliest(
      _ number: Int, from edge: Int, at place: PoolPlace
    ) -> HeldSlots? {
      let own = facts.jobFacts[number]
      let (gpus, watts) = (own.counts[0].gpus, own.caps[0].watts)
      let span = JobSpan(number, site: place.site, in: facts)
      guard let length = span.length(atMost: facts.horizon.count) else { return nil }
      let addedKW = facts.addedKW(gpus: gpus, watts: watts, at: place)
      var start = max(span.first, edge)
      var slot = start
      let latest = own.isRunning ? 0 : facts.horizon.count - length.slots
      while start <= latest {
        if slot == start + length.slots {
          return HeldSlots(
            place: place, runs: [start..<slot], gpus: [gpus], watts: watts,
            lastPart: length.lastPart)
        }
        let isLast = slot == start + length.slots - 1
        let kW = addedKW * (isLast ? length.lastPart : 1)
        let mayStart =
          slot > start || own.isRunning || admitsStart(of: gpus, at: place, on: start)
        if mayStart, fits(gpus, kW, at: place, in: slot) {
          slot += 1
        } else {
          // A later start that covers this slot would use at least as much of it.
          start = slot + 1
          slot = start
        }
      }
      return nil
    }

    private func admitsStart(of gpus: Int, at place: PoolPlace, on edge: Int) -> Bool {
      guard let limit = facts.sites[place.site].startRampGPUs else { return true }
      return limit.admits(started[place.site][edge] + gpus)
    }

    private mutating func fits(
      _ gpus: Int, _ addedKW: Double, at place: PoolPlace, in slot: Int
    ) -> Bool {
      let inUse = gpusInUse[place.site][place.pool][slot]
      guard inUse + gpus <= facts.sites[place.site].available[place.pool][slot] else {
        return false
      }
      if addedKW == 0 { return true }
      return power[place.site][slot].fits(addedKW) {
        facts.sites[place.site].canServe(referenceKW: $0, in: slot)
      }
    }

    mutating func take(_ slots: HeldSlots, isRunning: Bool) {
      let place = slots.place
      slots.forEachPart { slot, gpus, part in
        gpusInUse[place.site][place.pool][slot] += gpus
        power[place.site][slot].takenKW +=
          facts.addedKW(gpus: gpus, watts: slots.watts, at: place) * part
      }
      for (slot, gpus) in slots.starts(isRunning: isRunning) { started[place.site][slot] += gpus }
    }
  }
}

/// The power that a slot still has for jobs.
private struct PowerRoom {
  /// Reference power of base load, idle GPUs and jobs.
  var takenKW: Double
  /// Loads known to fit and not to fit.
  private var fittingKW = 0.0
  private var failingKW = Double.infinity
  /// The share of a load below which two loads are told apart by asking for them.
  private static let finest = 1e-6

  init(takenKW: Double) { self.takenKW = takenKW }

  /// Whether a job's load has room. A plant is asked for loads far beyond, then halfway: so few answers
  /// hold for all jobs to come.
  mutating func fits(_ addedKW: Double, canServe: (_ kW: Double) -> Bool) -> Bool {
    let kW = takenKW + addedKW
    while kW > fittingKW, kW < failingKW {
      let isClose = failingKW - fittingKW < Self.finest * failingKW
      let halfwayKW = failingKW.isFinite ? (fittingKW + failingKW) / 2 : 2 * kW
      let askedKW = isClose ? kW : halfwayKW
      if canServe(askedKW) { fittingKW = askedKW } else { failingKW = askedKW }
    }
    return kW <= fittingKW
  }
}
