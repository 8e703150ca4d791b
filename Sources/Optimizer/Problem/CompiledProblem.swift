import GridPricing

/// The problem as flat arrays of doubles in base units: what the market and the search read.
///
/// The only place where quantities become plain numbers. Arrays over sites and slots, or pools and
/// slots, are laid out row by row: element `row * slotCount + slot`.
package final class CompiledProblem: Sendable {
  package let slotCount: Int
  package let slotHours: Double
  package let siteCount: Int
  /// The site of each pool; pools are numbered over all sites in order.
  package let poolSite: [Int]
  /// The position of each pool at its site.
  package let poolNumber: [Int]

  /// Currency for one kW of IT power through one slot, by site and slot; at a site of `facilities` a
  /// typical value.
  package let slotCost: [Double]
  /// IT power that jobs may add, in kW, by site and slot; infinite without a limit.
  package let powerRoomKW: [Double]
  /// The same where storages stand idle.
  package let idleRoomKW: [Double]
  /// The sites whose cost is not proportional to their load; nil at all others.
  let facilities: [CompiledFacility?]
  /// Whether a site has any power limit at all.
  package let isPowerLimited: [Bool]
  /// GPUs by pool and slot.
  package let capacity: [Int32]
  /// What the sites cost without any job, where their cost is proportional to their load.
  package let fixedCost: Double

  package let jobs: [CompiledJob]
  /// All options of all jobs; those of one job stand together.
  package let options: [CompiledOption]

  init(
    jobs: [Job], sites: [Site], signals: [SiteSignals], books: [SiteBooks], horizon: Horizon,
    objective: Objective, threads: Int
  ) {
    slotCount = horizon.count
    slotHours = horizon.slotHours
    siteCount = sites.count
    poolSite = sites.indices.flatMap { site in sites[site].pools.map { _ in site } }
    poolNumber = sites.flatMap { $0.pools.indices }
    capacity = signals.flatMap { $0.capacity.flatMap { $0.map(Int32.init) } }
    let rates = sites.indices.map { number in
      SiteRates(
        jobs: jobs, site: sites[number], signals: signals[number], books: books[number],
        horizon: horizon, objective: objective, threads: threads)
    }
    slotCost = rates.flatMap(\.slotCost)
    fixedCost = rates.reduce(0) { $0 + $1.fixedCost }
    powerRoomKW = rates.flatMap(\.roomKW)
    idleRoomKW = rates.flatMap(\.idleRoomKW)
    facilities = rates.map(\.facility)
    isPowerLimited = rates.map { rate in
      rate.roomKW.contains { $0.isFinite } || rate.idleRoomKW.contains { $0.isFinite }
    }

    var options: [CompiledOption] = []
    options.reserveCapacity(jobs.count)
    self.jobs = jobs.enumerated().map { index, job in
      let first = options.count
      options.append(contentsOf: Self.options(of: job, index: index, sites: sites, on: horizon))
      return CompiledJob(
        options: first..<options.count, leaveOutCost: job.value?.amount ?? .infinity,
        gpuHours: Double(job.gpus) * job.hours)
    }
    self.options = options
  }

  private static func options(
    of job: Job, index: Int, sites: [Site], on horizon: Horizon
  ) -> [CompiledOption] {
    let window = JobWindow(job, on: horizon)
    var options: [CompiledOption] = []
    var pool = 0
    for (number, site) in sites.enumerated() {
      for candidate in site.pools {
        defer { pool += 1 }
        guard candidate.id == job.pool, job.gpus <= candidate.gpus, job.mayRun(at: site) else {
          continue
        }
        options.append(
          CompiledOption(
            job: index, pool: pool, site: number, gpus: Int32(job.gpus),
            addedKW: (job.powerPerGPU - candidate.idlePowerPerGPU).kilowatts * Double(job.gpus),
            work: window.workSlots, slots: JobWindow.slotCount(window.workSlots),
            lastFraction: JobWindow.lastFraction(window.workSlots), firstSlot: window.firstSlot,
            latestStart: window.latestStart, window: window,
            interruption: interruption(of: job, window, on: horizon)))
      }
    }
    return options
  }

  private static func interruption(
    of job: Job, _ window: JobWindow, on horizon: Horizon
  ) -> CompiledOption.Interruption {
    guard let preemption = job.preemption else { return .never }
    let slotMinutes = Double(horizon.slotMinutes)
    let minimumRun = JobWindow.slotCount(window.snapped(preemption.minimumRunMinutes / slotMinutes))
    let restart = preemption.restartMinutes / slotMinutes
    return minimumRun <= 1 && restart == 0
      ? .free : .costly(minimumRun: minimumRun, restart: restart)
  }

  /// Whether power has a price of its own at a site: it is limited, or what it costs depends on the load.
  func isPowerPriced(at site: Int) -> Bool { isPowerLimited[site] || facilities[site] != nil }

  package var poolCount: Int { poolSite.count }

  /// A limit counts as kept within this many kW.
  package static func powerTolerance(_ limitKW: Double) -> Double { 1e-9 * max(1, abs(limitKW)) }
}

/// A job's options, and what leaving it out costs.
package struct CompiledJob: Sendable {
  package let options: Range<Int>
  /// The job's value; infinite where it must run.
  package let leaveOutCost: Double
  /// GPU-hours, by which jobs that cannot be placed are counted.
  package let gpuHours: Double
}

/// One pool that a job may use, with everything a kernel needs to know.
package struct CompiledOption: Sendable {
  package let job: Int
  package let pool: Int
  package let site: Int
  package let gpus: Int32
  /// IT power that the running job adds to the idle power of its GPUs.
  package let addedKW: Double
  /// Processing time in slot units.
  package let work: Double
  /// Slots held by a run in one piece.
  package let slots: Int
  /// Part of the last of those slots that is used.
  package let lastFraction: Double
  /// First usable slot.
  package let firstSlot: Int
  /// Last start of a run in one piece.
  package let latestStart: Int
  package let window: JobWindow
  package let interruption: Interruption

  /// One past the last slot that the job may use.
  package var endSlot: Int { latestStart + slots }

  package enum Interruption: Sendable, Equatable {
    /// Runs in one piece.
    case never
    /// Any slots of the window, at no cost.
    case free
    /// Every run but the last has at least `minimumRun` slots; each resumption adds `restart` slots.
    case costly(minimumRun: Int, restart: Double)
  }
}
