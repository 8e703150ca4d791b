import GridPricing

/// Makes a job's options: every pool that it may use, at every operating point.
struct OptionBuilder {
  let sites: [Site]
  let horizon: Horizon
  let transfers: Transfers
  /// By site: currency per kWh of a network that brings input there.
  let transferPrices: [Double]
  /// Counts of malleable jobs, option by option.
  private(set) var levels: [ElasticLevel] = []

  init(sites: [Site], books: [SiteBooks], horizon: Horizon, transfers: Transfers) {
    self.sites = sites
    self.horizon = horizon
    self.transfers = transfers
    transferPrices = books.map(\.meanPricePerKWh)
  }

  /// The options in which the job can run alone, in the order of sites, pools and points.
  mutating func options(of job: Job, index: Int) -> [CompiledOption] {
    let points = job.operatingPoints
    var options: [CompiledOption] = []
    // Apart from the levels so far, which a copy would cost as often as there are malleable jobs.
    var added: [ElasticLevel] = []
    let count = levels.count
    forEachPool(of: job) { site, pool, number in
      let delay = delayHours(of: job, at: site)
      let possible = points.filter { $0.gpus <= pool.gpus }
      for point in job.scaling?.isResizable == true ? Self.fastest(possible) : possible {
        var option = option(index, job, point, site: site, pool: pool, number: number, delay)
        guard option.latestStart >= option.firstSlot else { continue }
        if let scaling = job.scaling, scaling.isResizable {
          let first = count + added.count
          let alike = possible.filter { $0.powerCap == point.powerCap }
          for other in alike.sorted(by: { $0.speed < $1.speed }) {
            added.append(
              ElasticLevel(gpus: Int32(other.gpus), speed: other.speed / point.speed))
          }
          option.levels = first..<count + added.count
          option.resize = scaling.resizeMinutes / Double(horizon.slotMinutes)
        }
        options.append(option)
      }
    }
    levels += added
    return options
  }

  /// The fastest count under each cap.
  private static func fastest(_ points: [OperatingPoint]) -> [OperatingPoint] {
    var best: [OperatingPoint] = []
    for point in points {
      if let last = best.last, last.powerCap == point.powerCap {
        if point.speed > last.speed { best[best.count - 1] = point }
      } else {
        best.append(point)
      }
    }
    return best
  }

  /// The options of the first operating point, whatever the deadline.
  func nominalOptions(of job: Job, index: Int) -> [CompiledOption] {
    var options: [CompiledOption] = []
    let point = job.nominalPoint
    forEachPool(of: job) { site, pool, number in
      guard point.gpus <= pool.gpus else { return }
      let delay = delayHours(of: job, at: site)
      options.append(option(index, job, point, site: site, pool: pool, number: number, delay))
    }
    return options
  }

  /// Calls `body` with site, pool and the pool's number over all sites.
  private func forEachPool(of job: Job, _ body: (Int, GPUPool, Int) -> Void) {
    var number = 0
    // By index: a copy of a site counts references, which all threads share.
    for site in sites.indices {
      let isAllowed =
        job.mayRun(at: sites[site]) && (job.running.map { $0.site == sites[site].id } ?? true)
      for pool in sites[site].pools.indices {
        if isAllowed, sites[site].pools[pool].id == job.pool {
          body(site, sites[site].pools[pool], number)
        }
        number += 1
      }
    }
  }

  private func option(
    _ index: Int, _ job: Job, _ point: OperatingPoint, site: Int, pool: GPUPool, number: Int,
    _ delayHours: Double
  ) -> CompiledOption {
    let window = JobWindow(job, on: horizon, speed: point.speed, delayHours: delayHours)
    let due = job.due.map {
      Double($0.milliseconds - horizon.start.milliseconds) / Double(horizon.slotMilliseconds)
    }
    let isRunning = job.running != nil
    return CompiledOption(
      job: index, pool: number, site: site, gpus: Int32(point.gpus), powerCap: point.powerCap ?? -1,
      addedKW: (point.powerPerGPU - pool.idlePowerPerGPU).kilowatts * Double(point.gpus),
      work: window.workSlots, slots: JobWindow.slotCount(window.workSlots),
      lastFraction: JobWindow.lastFraction(window.workSlots), firstSlot: window.firstSlot,
      latestStart: isRunning && job.preemption == nil
        ? min(0, window.latestStart) : window.latestStart,
      window: window, interruption: interruption(of: job, window, at: sites[site]),
      ownCost: transferCost(of: job, at: site), dueSlots: due ?? .infinity,
      latenessPerSlot: (job.latenessCostPerHour?.amount ?? 0) * horizon.slotHours,
      isRunning: isRunning)
  }

  private func interruption(
    of job: Job, _ window: JobWindow, at site: Site
  ) -> CompiledOption.Interruption {
    guard let preemption = job.preemption else { return .never }
    let slotMinutes = Double(horizon.slotMinutes)
    let minimumRun = JobWindow.slotCount(window.snapped(preemption.minimumRunMinutes / slotMinutes))
    let restart = preemption.restartMinutes / slotMinutes
    // Where starts are scarce, it matters how many runs there are.
    return minimumRun <= 1 && restart == 0 && site.startRampGPUsPerMinute == nil
      ? .free : .costly(minimumRun: minimumRun, restart: restart)
  }

  // MARK: Transfers

  private func moves(_ job: Job, to site: Int) -> Bool {
    job.running == nil && job.inputGB > 0 && job.homeSite != nil && job.homeSite != sites[site].id
  }

  private func delayHours(of job: Job, at site: Int) -> Double {
    guard moves(job, to: site), let rate = transfers.gigabitsPerSecond else { return 0 }
    return min(job.inputGB * 8 / rate / 3600, ProblemCheck.longestTransfer)
  }

  /// What moving a job's input to a site costs.
  func transferCost(of job: Job, at site: Int) -> Double {
    guard moves(job, to: site) else { return 0 }
    return job.inputGB
      * (transfers.costPerGB.amount + transfers.kWhPerGB * transferPrices[site])
  }
}

extension SiteBooks {
  /// What a kWh costs on average over the horizon, emissions at their price included.
  package var meanPricePerKWh: Double {
    var sum = 0.0
    for (slot, price) in pricePerKWh.enumerated() {
      sum += price + carbonPricePerKg * (carbonKgPerKWh?[slot] ?? 0)
    }
    return sum / Double(pricePerKWh.count)
  }
}

extension Site {
  /// GPUs that may start at each slot's edge.
  func startRoom(on horizon: Horizon) -> [Int32] {
    let most = (startRampGPUsPerMinute ?? .infinity) * Double(horizon.slotMinutes)
    let room = most < Double(Int32.max) ? Int32(most + 1e-9) : Int32.max
    return [Int32](repeating: room, count: horizon.count)
  }
}
