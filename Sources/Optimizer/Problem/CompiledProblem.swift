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
  /// Counts of malleable jobs, option by option.
  package let levels: [ElasticLevel]
  /// Which jobs wait for which; nil where none does.
  let precedence: Precedence?
  /// GPUs that may start at each slot's edge, by site and slot.
  let startRoom: [Int32]
  let hasStartRamps: Bool
  /// Whether jobs differ in nothing but pools, GPUs, power, windows and interruptions: what exhaustive
  /// searches know.
  let isPlain: Bool

  init(
    jobs: [Job], sites: [Site], signals: [SiteSignals], books: [SiteBooks], horizon: Horizon,
    objective: Objective, transfers: Transfers, threads: Int
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

    var builder = OptionBuilder(
      sites: sites, books: books, horizon: horizon, transfers: transfers)
    startRoom = sites.flatMap { $0.startRoom(on: horizon) }
    hasStartRamps = startRoom.contains { $0 < Int32.max }
    var options: [CompiledOption] = []
    options.reserveCapacity(jobs.count)
    var compiledJobs: [CompiledJob] = []
    compiledJobs.reserveCapacity(jobs.count)
    for (index, job) in jobs.enumerated() {
      let first = options.count
      options.append(contentsOf: builder.options(of: job, index: index))
      compiledJobs.append(
        CompiledJob(
          options: first..<options.count, leaveOutCost: job.value?.amount ?? .infinity,
          gpuHours: Double(job.gpus) * job.workHours))
    }
    let precedence = Precedence(jobs, slotCount: slotCount) { options[compiledJobs[$0].options] }
    self.precedence = precedence
    self.options = precedence?.tightened(options, of: &compiledJobs) ?? options
    self.jobs = compiledJobs
    levels = builder.levels
    isPlain =
      precedence == nil && !hasStartRamps
      && jobs.allSatisfy { $0.scaling == nil && $0.powerCaps.isEmpty }
      && options.allSatisfy { $0.ownCost == 0 && $0.latenessPerSlot == 0 && !$0.isRunning }
  }

  /// The rest of a problem: fewer jobs beside fixed loads.
  ///
  /// - Parameters:
  ///   - fixedCost: with what the loads cost at sites whose cost is proportional to them.
  ///   - addedKW: the loads, by site and slot.
  ///   - capacity: what they leave of the GPUs, by pool and slot.
  ///   - startRoom: what they leave of the starts, by site and slot; empty without start ramps.
  init(
    _ whole: CompiledProblem, jobs: [CompiledJob], options: [CompiledOption],
    precedence: Precedence?, fixedCost: Double, addedKW: [Double], capacity: [Int32],
    startRoom: [Int32]
  ) {
    slotCount = whole.slotCount
    slotHours = whole.slotHours
    siteCount = whole.siteCount
    poolSite = whole.poolSite
    poolNumber = whole.poolNumber
    slotCost = whole.slotCost
    powerRoomKW = zip(whole.powerRoomKW, addedKW).map { $0 - $1 }
    idleRoomKW = zip(whole.idleRoomKW, addedKW).map { $0 - $1 }
    facilities = whole.facilities.enumerated().map { site, facility in
      let slots = site * whole.slotCount..<(site + 1) * whole.slotCount
      return facility?.adding(addedKW[slots])
    }
    isPowerLimited = whole.isPowerLimited
    self.capacity = capacity
    self.fixedCost = fixedCost
    self.jobs = jobs
    self.options = options
    levels = whole.levels
    self.precedence = precedence
    self.startRoom = whole.hasStartRamps ? startRoom : whole.startRoom
    hasStartRamps = whole.hasStartRamps
    isPlain = whole.isPlain
  }

  /// Whether power has a price of its own at a site: it is limited, or what it costs depends on the load.
  func isPowerPriced(at site: Int) -> Bool { isPowerLimited[site] || facilities[site] != nil }

  /// Whether there are so many jobs that another pass over all of them, for a few without a place, takes
  /// too long.
  var hasManyJobs: Bool { jobs.count >= 5_000 }

  /// Whether the cost of any site depends on its load.
  var hasPlants: Bool { facilities.contains { $0 != nil } }

  package var poolCount: Int { poolSite.count }

  /// A limit counts as kept within this many kW.
  package static func powerTolerance(_ limitKW: Double) -> Double { 1e-9 * max(1, abs(limitKW)) }
}

/// A job's options, and what leaving it out costs.
package struct CompiledJob: Sendable {
  package var options: Range<Int>
  /// The job's value; infinite where it must run.
  package let leaveOutCost: Double
  /// GPU-hours, by which jobs that cannot be placed are counted.
  package let gpuHours: Double
}
