import GridPricing

/// The run-now baseline, simulated: what would happen without any planning.
///
/// In order of release (ties: order of the scenario) each job takes the earliest start, in one
/// piece, that those before it leave it in GPUs and grid power, at the site where that is earliest
/// (ties: first in the scenario). Storages idle. Deadlines and ramps are ignored, and no job is
/// declined.
struct RunNow {
  /// By job; nil where its work would end beyond the horizon.
  private(set) var held: [HeldSlots?]
  /// Jobs that end after their deadline or beyond the horizon.
  private(set) var lateJobs = 0
  private(set) var jobsBeyondHorizon = 0

  init(_ facts: ScenarioFacts) {
    held = Array(repeating: nil, count: facts.jobs.count)
    var room = Room(facts)
    let releases = facts.jobs.map { $0.release ?? facts.horizon.start }
    let order = facts.jobs.indices.sorted { (releases[$0], $0) < (releases[$1], $1) }
    for number in order {
      let job = facts.jobs[number]
      let span = JobSpan(job, in: facts)
      guard let length = span.length(atMost: facts.horizon.count),
        let (place, start) = room.earliest(job, span: span, length: length)
      else {
        lateJobs += 1
        jobsBeyondHorizon += 1
        continue
      }
      let run = start..<start + length.slots
      let slots = HeldSlots(place: place, runs: [run], lastPart: length.lastPart)
      room.take(slots, by: job)
      held[number] = slots
      if run.upperBound - 1 > span.lastSlot(using: length.lastPart) { lateJobs += 1 }
    }
  }

  /// What the jobs placed so far leave to others.
  private struct Room {
    let facts: ScenarioFacts
    /// By site, pool and slot.
    private var gpusInUse: [[[Int]]]
    /// By site and slot.
    private var power: [[PowerRoom]]

    init(_ facts: ScenarioFacts) {
      self.facts = facts
      gpusInUse = facts.sites.map { site in
        site.pools.map { _ in [Int](repeating: 0, count: facts.horizon.count) }
      }
      power = facts.sites.map { site in site.fixedKW.map { PowerRoom(takenKW: $0) } }
    }

    mutating func earliest(
      _ job: Job, span: JobSpan, length: SlotLength
    ) -> (place: PoolPlace, start: Int)? {
      var earliest: (place: PoolPlace, start: Int)?
      for place in facts.pools(for: job) {
        guard let start = start(of: job, at: place, span, length) else { continue }
        if earliest == nil || start < earliest!.start { earliest = (place, start) }
      }
      return earliest
    }

    /// The first start from which every slot has room.
    private mutating func start(
      of job: Job, at place: PoolPlace, _ span: JobSpan, _ length: SlotLength
    ) -> Int? {
      let addedKW = facts.addedKW(of: job, at: place)
      var start = span.first
      var slot = start
      while start + length.slots <= facts.horizon.count {
        if slot == start + length.slots { return start }
        let isLast = slot == start + length.slots - 1
        let kW = addedKW * (isLast ? length.lastPart : 1)
        if fits(job.gpus, kW, at: place, in: slot) {
          slot += 1
        } else {
          // A later start that covers this slot would use at least as much of it.
          start = slot + 1
          slot = start
        }
      }
      return nil
    }

    private mutating func fits(
      _ gpus: Int, _ addedKW: Double, at place: PoolPlace, in slot: Int
    ) -> Bool {
      let site = facts.sites[place.site]
      let inUse = gpusInUse[place.site][place.pool][slot]
      guard inUse + gpus <= site.available[place.pool][slot] else { return false }
      return addedKW == 0 || power[place.site][slot].fits(addedKW, at: site, in: slot)
    }

    mutating func take(_ slots: HeldSlots, by job: Job) {
      let place = slots.place
      let addedKW = facts.addedKW(of: job, at: place)
      for (slot, part) in slots.usedParts {
        gpusInUse[place.site][place.pool][slot] += job.gpus
        power[place.site][slot].takenKW += addedKW * part
      }
    }
  }
}

/// The power that a slot still has for jobs.
private struct PowerRoom {
  /// Reference power of base load, idle GPUs and jobs.
  var takenKW: Double
  /// Loads known to fit and not to fit: a plant is asked once for each new one in between.
  private var fittingKW = -Double.infinity
  private var failingKW = Double.infinity

  init(takenKW: Double) { self.takenKW = takenKW }

  mutating func fits(_ addedKW: Double, at site: SiteFacts, in slot: Int) -> Bool {
    let kW = takenKW + addedKW
    if kW <= fittingKW { return true }
    if kW >= failingKW { return false }
    let fits = site.canServe(referenceKW: kW, in: slot)
    if fits { fittingKW = kW } else { failingKW = kW }
    return fits
  }
}
